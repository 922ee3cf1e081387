import Race

extension Tardiness {
  /// The problem's own exact algorithms, for jobs without release dates: branch and memorize where all weights are
  /// equal, successive sublimation dynamic programming elsewhere.
  struct ExactStrategy: Strategy {
    let name: String
    private let instance: Instance
    /// The weight of all jobs; nil where they differ.
    private let commonWeight: Int?

    /// Bytes for the memory of subproblems, or the tables of the relaxations.
    private static let memoryLimit = 2 << 30

    /// - Parameter instance: has no release dates.
    init(_ instance: Instance) {
      self.instance = instance
      let weight = instance.jobs[0].weight
      commonWeight = instance.jobs.allSatisfy { $0.weight == weight } ? weight : nil
      name = commonWeight == nil ? "sublimation" : "branch and memorize"
    }

    func run(on scoreboard: Scoreboard<Solution>) {
      guard !scoreboard.shouldStop, !instance.hasReleaseDates else { return }
      let times = instance.jobs.map(\.processingTime)
      let dueDates = instance.jobs.map(\.dueDate)
      let shouldStop = { scoreboard.shouldStop }
      let memoryLimit = min(Self.memoryLimit, scoreboard.memoryLeft)
      let result: (sequence: [Int], total: Int)?
      if let commonWeight {
        var solver = TotalTardinessSolver(processingTimes: times, dueDates: dueDates)
        result = solver.solve(memoryLimit: memoryLimit, shouldStop: shouldStop) {
          prove(commonWeight * $0, on: scoreboard)
        }
      } else {
        guard instance.jobCount <= WeightedTardinessSolver.jobLimit else { return }
        var solver = WeightedTardinessSolver(
          processingTimes: times, dueDates: dueDates, weights: instance.jobs.map(\.weight))
        let incumbent = scoreboard.best?.objective.first
        result = solver.solve(memoryLimit: memoryLimit, incumbent: incumbent, shouldStop: shouldStop) {
          prove($0, on: scoreboard)
        }
      }
      guard let result else { return }
      scoreboard.offer(Solution(result.sequence, of: instance), from: name)
      prove((commonWeight ?? 1) * result.total, on: scoreboard)
    }

    private func prove(_ bound: Int, on scoreboard: Scoreboard<Solution>) {
      if bound > scoreboard.bestBound { scoreboard.prove(Objective(bound), by: name) }
    }
  }
}
