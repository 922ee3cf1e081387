import Race
import Solving

/// What a caller of the allocator is told; the numbers are those of the C header.
public enum PlacementOutcome: Int32, Sendable {
  /// Placed: within the capacity or, without one, at the least height that there is.
  case optimal = 0
  /// Placed; whether a lower height is possible is not known.
  case feasible = 1
  /// The buffers do not fit in the capacity.
  case infeasible = 2
  /// Neither a placement nor a proof.
  case unknown = 3

  init(_ status: SolveStatus) {
    self =
      switch status {
      case .optimal: .optimal
      case .feasible: .feasible
      case .infeasible: .infeasible
      case .unknown: .unknown
      }
  }
}

extension MemoryMapping {
  /// Places buffers without files and without a log: the allocator as a function.
  ///
  /// - Parameters:
  ///   - capacity: nil asks for the least height.
  ///   - timeLimit: seconds of wall clock, more than 0.
  ///   - workers: threads of their own that are used meanwhile, at least 1.
  /// - Returns: what is known, and the placement where there is one.
  /// - Throws: `InvalidBuffer` for the first buffer that breaks a rule.
  public static func place(
    _ buffers: [MemoryBuffer], capacity: Int?, timeLimit: Double, workers: Int
  ) throws -> (outcome: PlacementOutcome, placement: Placement?) {
    let set = try BufferSet(name: "buffers", buffers: buffers, capacity: capacity)
    var solve = ProblemSolve<Allocation>(set)
    solve.options.workers = workers
    let result = try solve.race(solve.lanes(), clock: RaceClock(timeLimit: timeLimit))
    return (.init(result.status), result.best?.solution)
  }
}
