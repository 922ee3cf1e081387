/// What the driver of MiniZinc asks for by flags.
package struct SolveSettings: Sendable {
  /// All solutions, or every improvement.
  package var isAll = false
  /// Every improvement.
  package var isIntermediate = false
  /// How many solutions, where nothing is optimised; 0 for all.
  package var count: Int?
  /// The search may leave the model's annotations aside.
  package var isFree = false
  package var threads = 1
  package var seed: UInt64 = 1
  package var showsStatistics = false
  package var isVerbose = false
  /// Seconds since the process began; nil for none.
  package var timeLimit: Double?

  package init() {}
}
