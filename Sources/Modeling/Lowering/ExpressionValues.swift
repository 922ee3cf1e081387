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

  /// Keeps a form to these values, which ascend and lie within its range, and encodes them where they are a fair part of
  /// its variable's.
  func restrict(_ form: LinearForm, to values: [Int]) throws(ModelError) {
    guard !form.terms.isEmpty, !values.isEmpty else {
      if !values.contains(form.constant) || !form.terms.isEmpty { solver.add(clause: []) }
      return
    }
    let x = form.terms.count == 1 ? variables[form.terms[0].variable] : try variable(for: form)
    var left = values
    if form.terms.count == 1 {
      let factor = form.terms[0].coefficient
      left = values.map { $0 - form.constant }.filter { $0 % factor == 0 }.map { $0 / factor }
      if factor < 0 { left.reverse() }
    }
    restrict(x, to: left)
    if solver.isInfeasible { return }
    let width = Int(solver.store.upper(x)) - Int(solver.store.lower(x)) + 1
    if width <= 4 * left.count || width <= 64 { _ = valueLiterals(of: x) }
  }

  /// Of literals of which one is true at most; pairs propagate faster, in quadratic space.
  func postAtMostOne(_ literals: [Literal]) {
    if literals.count > 24 { return solver.postAtMostOne(literals) }
    for (i, literal) in literals.enumerated() {
      for other in literals[..<i] { solver.add(clause: [literal.negated, other.negated]) }
    }
  }
}
