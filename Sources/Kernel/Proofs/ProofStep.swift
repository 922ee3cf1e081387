/// A bound literal over the variables of a proof.
package struct ProofLiteral: Hashable, Sendable, BitwiseCopyable {
  /// Twice the variable; one more for an upper bound.
  package var code: Int32
  package var bound: Int32

  package init(code: Int32, bound: Int32) {
    self.code = code
    self.bound = bound
  }

  package static func atLeast(_ variable: Int, _ bound: Int) -> ProofLiteral {
    ProofLiteral(code: Int32(2 * variable), bound: Int32(bound))
  }

  package var negated: ProofLiteral {
    ProofLiteral(code: code ^ 1, bound: code & 1 == 0 ? bound - 1 : bound + 1)
  }

  /// In the place of none.
  static let none = ProofLiteral(code: -1, bound: 0)
}

/// One step of a line: a rule, and what it needs beside the bounds that hold by then.
package struct ProofStep: Sendable, BitwiseCopyable {
  enum Rule: UInt8, BitwiseCopyable {
    case clause = 32
    case bounds = 33
    case window = 34
    case ordered = 35
    case waste = 36
    case transitive = 37
    case unplaceable = 38
    case combination = 40
    case exclusive = 41
    case joint = 43
  }

  var rule: Rule
  /// The number of a constraint or of a clause; of a combination or a joint step, where its rows begin.
  var source: Int32
  var start: Int32 = 0
  var end: Int32 = 0
  var task: Int32 = -1
  var conclusion = ProofLiteral.none

  init(_ rule: Rule, _ source: Int32, conclusion: ProofLiteral = .none) {
    self.rule = rule
    self.source = source
    self.conclusion = conclusion
  }

  /// Unit propagation of a clause.
  package static func clause(_ number: Int) -> ProofStep { ProofStep(.clause, Int32(number)) }
  /// The bounds of a constraint.
  package static func bounds(_ constraint: Int) -> ProofStep { ProofStep(.bounds, Int32(constraint)) }

  /// What has to run in [start, end) does not fit.
  package static func window(_ constraint: Int, from start: Int, to end: Int) -> ProofStep {
    var step = ProofStep(.window, Int32(constraint))
    step.start = Int32(start)
    step.end = Int32(end)
    return step
  }

  /// Of two tasks that do not overlap, one of the orders that are defined.
  static func exclusive(_ constraint: Int, _ orders: [ProofLog.Definition]) -> ProofStep {
    var step = ProofStep(.exclusive, Int32(constraint))
    step.start = Int32(orders.first?.variable ?? 0)
    step.end = Int32(orders.last?.variable ?? 0)
    return step
  }
}
