/// How a run ended.
public enum RunStatus: String, CaseIterable, Codable, Sendable {
  case optimal, feasible, infeasible, unknown
  /// Killed from outside at the time limit and its grace.
  case timeout
  /// Killed from outside at the memory limit.
  case memory
  /// Ended by a signal that was not ours: a crash, or the kernel short of memory.
  case crash
  /// Ended by itself without an answer: an exit code of failure, or a log without a summary.
  case error

  /// Nothing is left to find out.
  public var isProved: Bool { self == .optimal || self == .infeasible }

  /// The run did not end as a solver promises to.
  public var isFailure: Bool {
    switch self {
    case .optimal, .feasible, .infeasible, .unknown: false
    case .timeout, .memory, .crash, .error: true
    }
  }
}
