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
  }
}
