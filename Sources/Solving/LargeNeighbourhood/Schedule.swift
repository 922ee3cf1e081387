/// What makes a schedule of an instance: when each task starts, and in which of its modes it runs.
package struct Schedule: Equatable, Sendable {
  /// By task.
  package let starts: [Int]
  /// By task, a place in the list of its modes.
  package let modes: [Int]

  package init(starts: [Int], modes: [Int]) {
    self.starts = starts
    self.modes = modes
  }

  /// Of tasks that have one mode each.
  package init(starts: [Int]) { self.init(starts: starts, modes: [Int](repeating: 0, count: starts.count)) }
}
