import Kernel

/// Stops a search when the race does.
final class StopMonitor: SearchMonitor {
  private let isStopped: () -> Bool
  init(_ isStopped: @escaping () -> Bool) { self.isStopped = isStopped }
  var shouldStop: Bool { isStopped() }
  var hasNews: Bool { false }
  func visitRoot(_ solver: Solver) {}
}
