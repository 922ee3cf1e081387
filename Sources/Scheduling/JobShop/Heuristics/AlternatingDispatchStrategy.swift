import Basics
import Race
import Solving

extension JobShop {
  /// Dispatching forwards and backwards until the race ends, from the best schedule known or one by a rule; with some
  /// noise on the order, from the best again, whenever nothing better has come for a while.
  public struct AlternatingDispatchStrategy: Strategy {
    public let name: String
    private let instance: Instance
    private let seed: UInt64
    private let idleLimit: Int
    private let passLimit: Int

    /// Half of the active schedule's: of 0 to 1 the best on shops of 250 and 1,000 jobs and machines.
    private static let lookAhead = 0.5
    /// Passes without a better schedule before noise.
    private static let patience = 30

    /// Without limits it goes on until it is stopped.
    ///
    /// - Parameters:
    ///   - idleLimit: passes in a row without a better schedule after which it ends.
    ///   - passLimit: passes after which it ends.
    public init(
      _ instance: Instance, seed: UInt64, idleLimit: Int = .max, passLimit: Int = .max,
      name: String = "alternating dispatch"
    ) {
      self.instance = instance
      self.seed = seed
      self.idleLimit = idleLimit
      self.passLimit = passLimit
      self.name = name
    }

    public func run(on scoreboard: Scoreboard<Solution>) {
      guard !scoreboard.shouldStop else { return }
      do {
        try search(on: scoreboard)
      } catch {
        scoreboard.report("\(error)", by: name)
      }
    }

    private func search(on scoreboard: Scoreboard<Solution>) throws(InvalidInstance) {
      var random = RandomSource(seed: seed ^ 0x616C_7465)
      var dispatch = try AlternatingDispatch(instance)
      let bestStarts = Buffer<Int32>(repeating: 0, count: instance.operationCount)
      let noise = max(1, instance.totalDuration / max(1, instance.operationCount) / 3)
      var best = Int.max
      var passes = 0
      var idlePasses = 0
      defer { scoreboard.tell(WorkReport(source: name, counts: ["passes": passes])) }
      func note(_ dispatch: borrowing AlternatingDispatch) {
        best = dispatch.makespan
        dispatch.save(to: bestStarts)
        if best < scoreboard.bestObjective { scoreboard.offer(dispatch.solution(), from: name) }
      }
      if let entry = scoreboard.best {
        dispatch.load(entry.solution)
        best = entry.objective.first
        dispatch.save(to: bestStarts)
      } else {
        dispatch.build(by: .mwkr, &random)
        note(dispatch)
      }
      // Workers begin in the same place and must not do the same.
      var nextNoise = noise
      while !scoreboard.shouldStop, idlePasses < idleLimit, passes < passLimit {
        dispatch.pass(lookAhead: Self.lookAhead, noise: nextNoise, &random)
        passes += 1
        nextNoise = 0
        if dispatch.makespan < best {
          note(dispatch)
          idlePasses = 0
          continue
        }
        idlePasses += 1
        if idlePasses.isMultiple(of: Self.patience) {
          if scoreboard.bestObjective < best, let entry = scoreboard.best {
            dispatch.load(entry.solution)
            best = entry.objective.first
            dispatch.save(to: bestStarts)
          }
          dispatch.restore(bestStarts)
          nextNoise = noise
        }
      }
    }
  }
}
