import Race

/// What a caller of the allocator is told; the numbers are those of the C header.
public enum PlacementStatus: Int32, Sendable {
  case optimal = 0
  case feasible = 1
  case infeasible = 2
  case unknown = 3
  case invalid = -1
}

extension MemoryMapping {
  /// Places buffers without files and without a log: the allocator as a function.
  ///
  /// - Parameters:
  ///   - capacity: nil asks for the least height.
  ///   - timeLimit: seconds of wall clock, more than 0.
  ///   - workers: threads of their own that are used meanwhile, at least 1.
  /// - Returns: the status, `invalid` where the buffers break a rule, and the placement where there is one.
  public static func place(
    _ buffers: [MemoryBuffer], capacity: Int?, timeLimit: Double, workers: Int
  ) -> (status: PlacementStatus, placement: Placement?) {
    guard let set = try? BufferSet(name: "buffers", buffers: buffers, capacity: capacity) else {
      return (.invalid, nil)
    }
    var options = SolveOptions<Solution>()
    options.workers = workers
    guard let lanes = try? Allocation.lanes(for: set, options) else { return (.invalid, nil) }
    let board = Scoreboard<Solution>(clock: RaceClock(timeLimit: timeLimit)) { solution throws(CheckFailure) in
      try check(solution, of: .allocation(set))
    }
    let result = Race.run(lanes, on: board)
    var placement: Placement?
    if case .allocation(let found) = result.best?.solution { placement = found }
    switch result.status {
    case .optimal: return (.optimal, placement)
    case .feasible: return (.feasible, placement)
    case .infeasible: return (.infeasible, nil)
    case .unknown: return (.unknown, nil)
    }
  }
}
