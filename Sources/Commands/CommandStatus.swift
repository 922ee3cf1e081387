/// What the process says when it ends; 64 and above as in sysexits.
enum CommandStatus: Int32 {
  /// Optimal, or feasible at a limit.
  case solved = 0
  /// Proved infeasible; for `check`, a solution that breaks a rule.
  case infeasible = 1
  /// Neither a solution nor a proof within the limits.
  case noSolution = 3
  /// `apply`: the cluster is not what the plan takes it for.
  case worldChanged = 4
  /// `apply`: a step did not succeed within its time, or an interrupt came.
  case unfinished = 5
  case usage = 64
  case data = 65
  case noInput = 66
  /// Another program that is needed cannot be run, or does not answer.
  case unavailable = 69
  /// A checker turned down what a strategy made, or a proof turned out wrong: a bug of ours.
  case internalError = 70
  case writeError = 74

  static let help = """
    Exit codes: 0 solved (optimal, or feasible at a limit), 1 infeasible (check: an invalid solution), 3 no solution \
    within the limits, or an engine that cannot take the instance, 64 wrong usage, 65 wrong data, 66 input that cannot be \
    read, 69 a program that is needed is not there, 70 internal error, 74 output that cannot be written.
    """
}

/// Ends a command with one line on standard error.
struct CommandFailure: Error, CustomStringConvertible {
  let status: CommandStatus
  let message: String

  init(_ status: CommandStatus, _ message: String) {
    self.status = status
    self.message = message
  }

  var description: String { message }
}
