import Basics
import Race
import Solving

extension JobShop {
  /// Sweeps of exchanges from the best schedule known, each from the one before, whether that was better or not: see
  /// `SwapSweep`. The fewer exchanges a sweep makes, the less they disturb each other; where a share of them has given
  /// nothing for a while, it goes on from the best schedule with a smaller one.
  struct SwapSweepStrategy: Strategy {
    let name: String
    private let instance: Instance
    private let seed: UInt64
    private let sweepLimit: Int

    /// Of 0.01 to 0.16 the best on a shop of 1,000 jobs and machines.
    private static let firstShare = 0.08
    private static let leastShare = 0.001
    private static let band = 0.02
    /// Sweeps without a better schedule before the share is made smaller.
    private static let patience = 60
    private static let cooling = 0.7
    /// Sweeps after which the numbers follow the schedule again.
    private static let renumberingPeriod = 25
    /// A schedule is kept, to come back to, where it is better by this share, and at each numbering.
    private static let keepingGain = 0.0005
    /// It is handed on where it is better by this share, and at each numbering.
    private static let handingGain = 0.002

    init(_ instance: Instance, seed: UInt64, sweepLimit: Int = .max, name: String = "swap sweeps") {
      self.instance = instance
      self.seed = seed
      self.sweepLimit = sweepLimit
      self.name = name
    }

    func run(on scoreboard: Scoreboard<Solution>) {
      guard !scoreboard.shouldStop else { return }
      var random = RandomSource(seed: seed ^ 0x7377_6170)
      var sweep = SwapSweep(instance)
      let best = Buffer<Int32>(repeating: 0, count: instance.operationCount)
      var kept = Int.max
      func keep(_ sweep: borrowing SwapSweep) {
        sweep.save(to: best)
        kept = sweep.makespan
      }
      sweep.load(scoreboard.best?.solution ?? dispatched(&random))
      keep(sweep)
      var share = Self.firstShare
      var (sweeps, idle) = (0, 0)
      defer { scoreboard.tell(WorkReport(source: name, counts: ["sweeps": sweeps])) }
      func hand(_ sweep: borrowing SwapSweep) {
        if kept < scoreboard.bestObjective {
          scoreboard.offer(sweep.solution(makespan: kept, best), from: name)
        }
      }
      while !scoreboard.shouldStop, sweeps < sweepLimit {
        let isAcyclic = sweep.sweep(share: share, band: Self.band, &random)
        sweeps += 1
        if !isAcyclic {
          sweep.restore(best)
          continue
        }
        let isDue = sweeps.isMultiple(of: Self.renumberingPeriod)
        if isBetter(sweep.makespan, than: kept, by: isDue ? 0 : Self.keepingGain) {
          keep(sweep)
          idle = 0
          if isDue || isBetter(kept, than: scoreboard.bestObjective, by: Self.handingGain) { hand(sweep) }
        } else {
          idle += 1
        }
        if idle >= Self.patience {
          share = max(Self.leastShare, share * Self.cooling)
          idle = 0
          sweep.restore(best)
        } else if isDue {
          if let entry = scoreboard.best, isBetter(entry.objective.first, than: kept, by: Self.handingGain) {
            sweep.load(entry.solution)
            keep(sweep)
            idle = 0
          } else {
            sweep.renumber()
          }
        }
      }
      hand(sweep)
    }

    private func isBetter(_ makespan: Int, than other: Int, by share: Double) -> Bool {
      Double(makespan) < Double(other) * (1 - share)
    }

    private func dispatched(_ random: inout RandomSource) -> Solution {
      var dispatch = GifflerThompson(instance)
      dispatch.build(by: .mwkr, lookAhead: 0, &random)
      return dispatch.solution()
    }
  }
}
