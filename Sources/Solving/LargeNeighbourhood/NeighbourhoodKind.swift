/// How the tasks are chosen that a step of large neighbourhood search may move.
///
/// - Source: Godard, Laborie, Nuijten 2005, "Randomized large neighborhood search for cumulative scheduling";
///   Carchrae, Beck 2009, "Principles for the design of large neighborhood search".
package enum NeighbourhoodKind: Int, CaseIterable, Sendable {
  /// All tasks that run in some period.
  case timeWindow
  /// On each resource a stretch of its sequence, each at another time.
  case resourceWindows
  /// All tasks of some resources.
  case resources
  /// A stretch of a critical chain, with the tasks beside it on their resources.
  case criticalStretch
  /// Tasks that precedences and resources connect to one of them.
  case connected
  /// Any tasks.
  case random

  package var title: String {
    switch self {
    case .timeWindow: "time window"
    case .resourceWindows: "window on each resource"
    case .resources: "some resources"
    case .criticalStretch: "critical stretch"
    case .connected: "connected tasks"
    case .random: "random tasks"
    }
  }
}
