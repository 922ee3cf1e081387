import Basics

/// Options that a problem cannot follow; each a user's mistake, in words.
public enum SolveOptionError: Error, CustomStringConvertible, Sendable, Equatable {
  /// `--heuristic` names none of the problem's.
  case unknownHeuristic(String, problem: String, known: [String])
  /// The engine is a MIP solver, and this program has none.
  case noMIPSolver
  /// An option whose value the instance rules out: the option, and why.
  case unfit(String, reason: String)

  public var description: String {
    switch self {
    case .unknownHeuristic(let name, let problem, let known):
      "no heuristic '\(name)' for \(problem); there are \(known.joined(separator: ", "))"
        + Spelling.hint(for: name, among: known)
    case .noMIPSolver: "this program was built without a MIP solver"
    case .unfit(let option, let reason): "\(option): \(reason)"
    }
  }
}
