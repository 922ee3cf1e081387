import Basics
import Race

extension MemoryMapping.Allocation {
  /// Valley fit again and again with blurred scores: the buffer that ended above the best height so far gets a greater
  /// score, which fades with time. Ends only with the race.
  ///
  /// - Source: Joslin, Clements 1999, "Squeaky wheel optimization".
  struct SqueakyWheelStrategy: Strategy {
    static let heuristicName = "squeaky-wheel"
    let name = Self.heuristicName
    private let instance: Prepared
    private let seed: UInt64
    private let runLimit: Int

    /// - Parameter runLimit: runs of valley fit.
    init(_ instance: Prepared, seed: UInt64, runLimit: Int = .max) {
      self.instance = instance
      self.seed = seed
      self.runLimit = runLimit
    }

    func run(on scoreboard: Scoreboard<MemoryMapping.Placement>) {
      guard !instance.hasFixedBuffers, !scoreboard.shouldStop else { return }
      let placer = MemoryMapping.ValleyFit(instance)
      let count = instance.set.buffers.count
      let bases = MemoryMapping.PlacementOrder.allCases.map { $0.scores(instance) }
      let scores = Buffer<Int>(repeating: 0, count: count)
      var weights = [Double](repeating: 1, count: count)
      var random = RandomSource(seed: seed)
      var runs = 0
      while runs < runLimit, !scoreboard.shouldStop {
        let base = bases[random.below(bases.count)]
        let noise = [0.02, 0.1, 0.3, 0.6][random.below(4)]
        for buffer in 0..<count {
          weights[buffer] = 1 + 0.95 * (weights[buffer] - 1)
          let score = Double(base[buffer]) * weights[buffer] * (1 + noise * (random.unit() - 0.5))
          scores[buffer] = Int(min(score, 0x1p62))
        }
        let limit = instance.limit(scoreboard)
        if placer.place(by: scores, limit: limit, shouldStop: { scoreboard.shouldStop }) != nil {
          instance.offer(placer.offsets.withElements { Array($0) }, to: scoreboard, by: name)
        } else if placer.misfit >= 0 {
          weights[placer.misfit] = min(8, 1.5 * weights[placer.misfit])
        }
        runs += 1
      }
    }
  }
}
