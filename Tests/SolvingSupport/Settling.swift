import Basics
import FoundationEssentials
import GLPKSolver
import Race
import Solving

/// Small instances by default options end with a proof, with one worker and with two, and enumeration agrees.
public enum Settling {
  /// DOVETAIL_SWEEP_CASES sets how many.
  public static let seeds: ClosedRange<UInt64> = {
    let count = ProcessInfo.processInfo.environment["DOVETAIL_SWEEP_CASES"].flatMap { UInt64($0) } ?? 40
    return 1...max(1, count)
  }()

  /// - Parameter truth: the least objective; nil where there is no solution.
  /// - Returns: what is not as it has to be, in words.
  public static func faults<P: Problem>(
    of problem: P.Type, _ instance: P.Instance, truth: Int?, _ what: String
  ) throws -> [String] {
    var faults: [String] = []
    for workers in 1...2 {
      var options = SolveOptions<P.Solution>()
      options.workers = workers
      options.mipSolver = GLPKSolver()
      let board = Scoreboard<P.Solution>(clock: RaceClock(timeLimit: 20)) { solution throws(CheckFailure) in
        try P.check(solution, of: instance)
      }
      var limits = RaceLimits()
      limits.takesTurns = workers == 1
      let result = Race.run(try P.lanes(for: instance, options), on: board, limits: limits)
      let place = "\(what), \(workers) workers"
      if result.status != (truth == nil ? .infeasible : .optimal) { faults.append("\(place): \(result.status)") }
      if result.objective?.first != truth {
        faults.append("\(place): \(String(describing: result.objective)), not \(String(describing: truth))")
      }
      faults += (result.rejections + result.failures).map { "\(place): \($0)" }
    }
    return faults
  }
}
