extension Workflow {
  /// When a simulation learns of the end of a task.
  public enum StreamClock: String, Sendable, CaseIterable {
    /// At once.
    case exact
    /// As that of DS3 does, whose clock ticks once a unit of time and which samples each running task every ten units. What
    /// ends is known at the tick of that time, but one tick later where the tick comes first: where the task was never under
    /// way for two units without a sample.
    case ticks

    /// When it is known that a task has ended, so that its element can be used and its successors can be assigned.
    @inline(__always)
    func known(start: Int, duration: Int) -> Int {
      guard self == .ticks, duration <= 2 else { return start + duration }
      return duration < 2 || start % 10 == 9 ? start + duration + 1 : start + duration
    }

    /// When it is known that a job has come: with ticks, a unit late where it comes with the one before it, and where it
    /// comes a unit after one that was late itself.
    func known(arrival: Int, before: (time: Int, known: Int)?) -> Int {
      guard self == .ticks, let before else { return arrival }
      let isLate = arrival == before.time || arrival == before.time + 1 && before.known > before.time
      return isLate ? arrival + 1 : arrival
    }

    /// When the end of a task was set: at its start, or at the last sample before the end.
    func lastStep(start: Int, end: Int) -> Int {
      switch self {
      case .exact: 0
      case .ticks: end > start ? max(start, (end - 1) / 10 * 10) : start
      }
    }
  }
}
