import Basics
import Kernel
import Statements

/// Literals [form = v], and what keeps a form to some values.
extension LoweredModel {
  /// The literal [form = value]; a multiple of one variable has that variable's.
  func literal(_ form: LinearForm, equals value: Int) throws(ModelError) -> Literal {
    let range = expanded.range(of: form)
    if !range.contains(value) { return Literal.always.negated }
    if range.lowerBound == range.upperBound { return .always }
    guard form.terms.count == 1 else { return literal(try variable(for: form), equals: value) }
    let (difference, factor) = (value - form.constant, form.terms[0].coefficient)
    if difference % factor != 0 { return Literal.always.negated }
    return literal(variables[form.terms[0].variable], equals: difference / factor)
  }

  /// The literal [form <= value].
  func literal(_ form: LinearForm, atMost value: Int) throws(ModelError) -> Literal {
    let range = expanded.range(of: form)
    if range.upperBound <= value { return .always }
    if range.lowerBound > value { return Literal.always.negated }
    guard form.terms.count == 1 else { return Literal(try variable(for: form), atMost: Int32(value)) }
    let (x, factor) = (variables[form.terms[0].variable], form.terms[0].coefficient)
    // Within the range, so within the variable's bounds.
    return factor > 0
      ? Literal(x, atMost: Int32(floorDivide(value - form.constant, factor)))
      : Literal(x, atLeast: Int32(ceilDivide(form.constant - value, -factor)))
  }

  /// Keeps a form to these values, which ascend: gaps between them are clauses of two bounds.
  func restrict(_ form: LinearForm, to values: [Int]) throws(ModelError) {
    guard let first = values.first, let last = values.last else { return solver.add(clause: []) }
    solver.add(clause: [try literal(form, atMost: first - 1).negated])
    solver.add(clause: [try literal(form, atMost: last)])
    for (low, high) in zip(values, values.dropFirst()) where high > low + 1 {
      solver.add(clause: [try literal(form, atMost: low), try literal(form, atMost: high - 1).negated])
    }
  }

  /// Of literals of which one is true at most; pairs propagate faster, in quadratic space.
  func postAtMostOne(_ literals: [Literal]) {
    if literals.count > 24 { return solver.postAtMostOne(literals) }
    for (i, literal) in literals.enumerated() {
      for other in literals[..<i] { solver.add(clause: [literal.negated, other.negated]) }
    }
  }
}
