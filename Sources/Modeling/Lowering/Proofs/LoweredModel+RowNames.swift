import Kernel
import Statements

/// Rows of a linear relaxation that a proof can add up.
extension LoweredModel {
  /// The constraint of the proof that says lower <= form <= upper: a linear one of the text itself; for others that are
  /// followed the definition of a variable that equals the form, whose bounds are facts then. nil for what has neither.
  ///
  /// - Parameters:
  ///   - position: the place of the constraint in `expandedAtRoot()`.
  ///   - lower, upper: `Int.min` and `Int.max` where there is no limit.
  package func rowName(at position: Int, _ form: LinearForm, _ lower: Int, _ upper: Int) -> Int32? {
    guard let proof = solver.proof else { return nil }
    let constraint = expanded.constraints[position]
    let source = Int(proof.sources[position])
    // A piece of a decomposition is no constraint of the text.
    guard data.constraints.indices.contains(source), type(of: data.constraints[source]) == type(of: constraint) else {
      return nil
    }
    switch constraint {
    case let linear as LinearConstraint:
      if linear.conditions.isEmpty { return Int32(source) }
      if says(form, linear.form, if: linear.conditions) { return relaxed(form, of: source, times: 1, proof) }
      let isBackward = linear.comparison == .equal && says(form, linear.form.negated, if: linear.conditions)
      return isBackward ? relaxed(form, of: source, times: -1, proof) : nil
    case let reified as ReifiedLinearConstraint:
      // The verifier adds up the first row alone whose literal is true.
      let isRow =
        says(form, reified.form, if: [reified.literal])
        || reified.comparison == .atMost && says(form, reified.form.negated + 1, if: [reified.literal])
      return isRow ? relaxed(form, of: source, times: 1, proof) : nil
    case is ClauseConstraint, is AtMostOneConstraint:
      // The verifier tries the literals one after the other.
      guard form.terms.count <= Self.mostSummed, let terms = terms(of: form, proof) else { return nil }
      let sum = proof.log.define(.form(terms, form.constant))
      let bound = ProofLiteral.atLeast(sum.variable, lower > .min ? lower : upper + 1)
      proof.fact(lower > .min ? bound : bound.negated, by: [source, sum.constraint])
      return Int32(sum.constraint)
    default: return nil
    }
  }

  private static var mostSummed: Int { 1_000 }

  /// Whether a row is this form but for its conditions, which are not in it.
  private func says(_ row: LinearForm, _ form: LinearForm, if conditions: [BoolVar]) -> Bool {
    let literals = Set(conditions.map(\.variable.index))
    return form.terms.allSatisfy { !literals.contains($0.variable) }
      && (row - form).terms.allSatisfy { literals.contains($0.variable) }
  }

  /// The definition of a variable that is the form of a constraint less a number that is large enough for each condition
  /// that does not hold: if it were positive, all of them would, and then the constraint has it at most 0.
  private func relaxed(_ form: LinearForm, of source: Int, times multiplier: Int, _ proof: ProofTracer) -> Int32? {
    guard let terms = terms(of: form, proof) else { return nil }
    let room = proof.log.define(.form(terms, form.constant))
    proof.fact(
      ProofLiteral.atLeast(room.variable, 1).negated, after: [.bounds(room.constraint)],
      bySumOf: [ProofLog.Row(source, times: multiplier), ProofLog.Row(room.constraint, times: -1)])
    return Int32(room.constraint)
  }
}
