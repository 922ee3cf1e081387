import Basics
import Race

extension VMRescheduling {
  /// Column generation over exchanges: the bound, and dives from its relaxation to solutions that mostly meet it.
  struct ExchangeStrategy: Strategy {
    let name = "column generation"
    private let instance: Instance
    private let seed: UInt64
    /// Dives without a better solution before it gives up.
    private static let patience = 80

    init(_ instance: Instance, seed: UInt64) {
      self.instance = instance
      self.seed = seed
    }

    func run(on scoreboard: Scoreboard<Solution>) {
      guard !scoreboard.shouldStop, let model = ExchangeModel(instance) else { return }
      let start = instance.value(of: instance.homes)
      let master = ExchangeMaster(model, seed: seed)
      /// Steps that the best solution known gains.
      func gained() -> Int {
        let best = scoreboard.bestObjective
        return best == Int.max ? 0 : (start - best) / model.step
      }
      master.generate(
        isEnough: { bound in
          if bound < Int.max { prove(start - bound * model.step, on: scoreboard) }
          return bound <= gained()
        }, shouldStop: { scoreboard.shouldStop })
      guard !scoreboard.shouldStop, master.bound < Int.max, gained() < master.bound else { return }
      dive(from: master, model, gained, on: scoreboard)
    }

    private func dive(
      from master: ExchangeMaster, _ model: ExchangeModel, _ gained: () -> Int, on scoreboard: Scoreboard<Solution>
    ) {
      let realisation = Realisation(instance, model)
      var random = RandomSource(seed: seed)
      var failures = 0
      while failures < Self.patience, !scoreboard.shouldStop, gained() < master.bound {
        // The bound itself first, then a step less for every few dives in vain.
        let target = max(gained() + 1, master.bound - failures / 5)
        let noise = failures == 0 ? 0 : 0.1 + 0.1 * Double(failures % 6)
        failures += 1
        guard
          let exchanges = master.dive(noise: noise, target: target, &random, shouldStop: { scoreboard.shouldStop }),
          let places = realisation.places(exchanges, &random)
        else { continue }
        if scoreboard.offer(Solution(places, of: instance), from: name) { failures = 0 }
      }
    }

    private func prove(_ bound: Int, on scoreboard: Scoreboard<Solution>) {
      if bound > scoreboard.bestBound { scoreboard.prove(Objective(max(0, bound)), by: name) }
    }
  }
}
