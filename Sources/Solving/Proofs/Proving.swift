/// How the proof of an instance's optimum comes about that `dovetail-verify` checks.
public enum Proving: Sendable, Equatable {
  /// The engine writes each of its inferences down while it searches.
  case searching
  /// It is made from the result.
  case afterwards
  /// There is none, and why.
  case never(String)
}
