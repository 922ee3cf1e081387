import Race

extension TaskAllocation {
  /// Large neighbourhoods around the best solution: a few teams built anew.
  struct RebuildStrategy: Strategy {
    static let heuristicName = "teams-lns"
    let name = heuristicName
    private let instance: Instance
    private let seed: UInt64

    init(_ instance: Instance, seed: UInt64) {
      self.instance = instance
      self.seed = seed
    }

    func run(on scoreboard: Scoreboard<Solution>) {
      guard !scoreboard.shouldStop else { return }
      let table = AllocationTable(instance)
      var search = TeamRebuilding(table, seed: seed)
      search.start(from: GreedyTeams(table).assignment(.profit) { scoreboard.shouldStop })
      offer(search.home, scoreboard)
      while !scoreboard.shouldStop {
        if search.step(shouldStop: { scoreboard.shouldStop }) { offer(search.home, scoreboard) }
        if -search.worth > scoreboard.bestObjective, let best = scoreboard.best?.solution {
          search.start(from: best.assignment(entities: table.entityCount))
        }
      }
    }

    private func offer(_ home: [Int], _ scoreboard: Scoreboard<Solution>) {
      let solution = Solution(assignment: home, of: instance)
      if -solution.value < scoreboard.bestObjective { scoreboard.offer(solution, from: name) }
    }
  }
}
