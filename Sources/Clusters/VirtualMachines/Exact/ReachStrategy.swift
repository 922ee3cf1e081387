import Basics
import Race

extension VMRescheduling {
  /// The fewest migrations that reach a rate: the least limit whose bound on the gain suffices is a bound, and dives at
  /// it and the limits after it look for a placement.
  struct ReachStrategy: Strategy {
    let name = "column generation"
    private let instance: Instance
    private let seed: UInt64
    private static let divesPerLimit = 12

    init(_ instance: Instance, seed: UInt64) {
      self.instance = instance
      self.seed = seed
    }

    func run(on scoreboard: Scoreboard<Solution>) {
      guard case .migrations(let rate) = instance.goal, !scoreboard.shouldStop else { return }
      let excess = instance.loss(of: instance.homes) - instance.measure.numerator(ofRate: rate)
      guard excess > 0 else { return scoreboard.prove(0, by: name) }
      /// Limits up to `low` do not suffice; nothing is known of `high` and beyond.
      var (low, high) = (0, instance.migrationLimit + 1)
      while high - low > 1, !scoreboard.shouldStop {
        let limit = (low + high) / 2
        guard let master = master(limit) else { return }
        let model = master.model
        let needed = (excess + model.step - 1) / model.step
        master.generate(isEnough: { $0 < needed }, shouldStop: { scoreboard.shouldStop })
        if master.bound < needed { low = limit } else { high = limit }
      }
      guard !scoreboard.shouldStop else { return }
      if low == instance.migrationLimit {
        scoreboard.proveNothingBetter(than: nil, by: name)
        return
      }
      scoreboard.prove(Objective(low + 1), by: name)
      var random = RandomSource(seed: seed)
      for limit in low + 1...instance.migrationLimit {
        guard !scoreboard.shouldStop, limit < scoreboard.bestObjective, let master = master(limit) else { return }
        let realisation = Realisation(instance, master.model)
        let needed = (excess + master.model.step - 1) / master.model.step
        for trial in 0..<Self.divesPerLimit {
          let stop = { scoreboard.shouldStop }
          guard let exchanges = master.dive(noise: 0.1 * Double(trial), target: needed, &random, shouldStop: stop),
            let places = realisation.places(exchanges, &random)
          else { continue }
          let solution = Solution(places, of: instance)
          if instance.isReached(by: solution), scoreboard.offer(solution, from: name) { return }
        }
      }
    }

    private func master(_ limit: Int) -> ExchangeMaster? {
      var question = instance
      question.goal = .fragments
      question.migrationLimit = limit
      return ExchangeModel(question).map { ExchangeMaster($0, seed: seed) }
    }
  }
}
