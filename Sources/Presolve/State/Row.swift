/// Σ a·x ≤ right, = right or ≠ right, wherever all conditions hold; clauses and at-most-ones are rows too, with a negated
/// literal as 1 − x. Terms lie in the pool of the state, by ascending column, each once; so do conditions.
struct Row: BitwiseCopyable {
  enum Comparison: UInt8, BitwiseCopyable { case atMost, equal, notEqual }

  var start: Int32
  var count: Int32
  var firstCondition: Int32 = 0
  var conditionCount: Int32 = 0
  var right: Int
  /// The position of the constraint that it says; −1 for a row of presolve's own.
  var source: Int32 = -1
  var comparison: Comparison
  /// Follows from a constraint of another kind: tightens bounds, and is never written.
  var isShadow = false
  var isLive = true
  /// Says something else than its source by now.
  var isChanged = false
  /// Bounds have been propagated by it since it last changed.
  var isSettled = false
}

/// A Boolean column or its negation: twice the column, one more when negated.
typealias LiteralCode = Int32

@inline(__always) func literalCode(_ column: Int32, isNegated: Bool) -> LiteralCode {
  column << 1 | (isNegated ? 1 : 0)
}
