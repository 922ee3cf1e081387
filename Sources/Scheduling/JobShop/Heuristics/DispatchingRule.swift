extension JobShop {
  /// Which of the operations that compete for a machine goes first.
  ///
  /// - Source: Haupt 1989, "A survey of priority rule-based scheduling"; the names are the customary ones.
  public enum DispatchingRule: String, CaseIterable, Sendable {
    /// Most work remaining in the job.
    case mwkr
    /// Most operations remaining in the job.
    case mopnr
    /// Shortest processing time.
    case spt
    /// Longest processing time.
    case lpt
    /// Least work remaining in the job.
    case lwkr
    /// First in the machine's queue.
    case fifo
    /// Most work remaining behind the operation for each unit of its own duration.
    case ratio
    /// Any of the operations that may be next.
    case random

    /// One line for `dovetail list`.
    public var summary: String {
      switch self {
      case .mwkr: "active schedule, most work remaining first"
      case .mopnr: "active schedule, most operations remaining first"
      case .spt: "active schedule, shortest processing time first"
      case .lpt: "active schedule, longest processing time first"
      case .lwkr: "active schedule, least work remaining first"
      case .fifo: "active schedule, first in the queue first"
      case .ratio: "active schedule, most work remaining per unit of processing time first"
      case .random: "active schedule, choices at random"
      }
    }
  }
}
