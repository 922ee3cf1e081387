import Basics
import Race

extension TaskAllocation {
  /// Tasks in many orders, each served by the cheapest team of those who are still free, while that pays.
  struct CheapestCoverStrategy: Strategy {
    static let heuristicName = "cheapest-cover"
    let name = heuristicName
    private let instance: Instance
    private let seed: UInt64
    private static let orders = 20

    init(_ instance: Instance, seed: UInt64) {
      self.instance = instance
      self.seed = seed
    }

    func run(on scoreboard: Scoreboard<Solution>) {
      guard !scoreboard.shouldStop else { return }
      let table = AllocationTable(instance)
      let nobody = [Int](repeating: -1, count: table.entityCount)
      scoreboard.offer(Solution(assignment: nobody, of: instance), from: name)
      var rebuilding = TeamRebuilding(table, seed: seed)
      for round in 0..<Self.orders {
        rebuilding.start(from: nobody)
        rebuilding.rebuild([], shuffled: round > 0) { scoreboard.shouldStop }
        if scoreboard.shouldStop { return }
        let solution = Solution(assignment: rebuilding.home, of: instance)
        if -solution.value < scoreboard.bestObjective { scoreboard.offer(solution, from: name) }
      }
    }
  }
}
