import Basics
import Race

extension TaskAllocation {
  /// Annealings one after another, at the prices of the needs, longer and longer.
  struct AnnealingStrategy: Strategy {
    static let heuristicName = "annealing"
    let name = heuristicName
    private let instance: Instance
    private let seed: UInt64
    private let roundLimit: Int

    /// - Parameter roundLimit: ends the search.
    init(_ instance: Instance, seed: UInt64, roundLimit: Int = .max) {
      self.instance = instance
      self.seed = seed
      self.roundLimit = roundLimit
    }

    func run(on scoreboard: Scoreboard<Solution>) {
      guard !scoreboard.shouldStop else { return }
      let table = AllocationTable(instance)
      let start = GreedyTeams(table).assignment(.profit) { scoreboard.shouldStop }
      offer(start, scoreboard)
      var random = RandomSource(seed: seed)
      let scale = AnnealingScale(table, start) { scoreboard.shouldStop }
      var search = TeamAnnealing(table, scale, seed: random.next())
      var choice = TaskChoice(table, scale.paying, seed: random.next())
      var round = 0
      while round < roundLimit, !scoreboard.shouldStop {
        // Every third one goes on from the best known, not hot enough to forget it.
        let best = round % 3 == 2 ? scoreboard.best?.solution.assignment(entities: table.entityCount) : nil
        let tasks =
          best.map { Set($0.filter { $0 >= 0 }).sorted() }
          ?? choice.next(isPlain: round % 3 == 0, above: -scoreboard.bestObjective) { scoreboard.shouldStop }
        search.begin(tasks, from: best ?? start)
        let steps = min(1 << 24, max(20_000, 5000 * table.entityCount) << min(round / 3, 8))
        search.run(steps: steps, from: best == nil ? 1 : 0.4, to: 0.04) { scoreboard.shouldStop }
        if let found = search.bestAssignment { offer(found, scoreboard) }
        search.adapt()
        round += 1
      }
    }

    private func offer(_ home: [Int], _ scoreboard: Scoreboard<Solution>) {
      let solution = Solution(assignment: home, of: instance)
      if -solution.value < scoreboard.bestObjective { scoreboard.offer(solution, from: name) }
    }
  }
}

extension TaskAllocation.Solution {
  /// The task of each entity, -1 for none.
  func assignment(entities: Int) -> [Int] {
    var home = [Int](repeating: -1, count: entities)
    for (task, team) in teams.enumerated() {
      for entity in team { home[entity] = task }
    }
    return home
  }
}
