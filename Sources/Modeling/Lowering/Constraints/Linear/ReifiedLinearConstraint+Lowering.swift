import Basics
import Kernel
import Statements

extension ReifiedLinearConstraint: Lowerable {
  /// A relation on one variable is a literal of the kernel already, and the Boolean becomes that one. An equation of
  /// several holds where neither side is the larger one.
  package func lower(into model: LoweredModel, at position: Int) {
    switch comparison {
    case .atMost: model.identify(literal, with: model.literal(atMostZero: form, as: literal))
    case .equal: lowerEquation(literal, model)
    case .notEqual: lowerEquation(!literal, model)
    }
  }

  private func lowerEquation(_ literal: BoolVar, _ model: LoweredModel) {
    let reduced = form.reduced(for: .equal)
    if reduced.terms.count == 1 {
      let (term, constant) = (reduced.terms[0], reduced.constant)
      let value = term.coefficient > 0 ? -constant : constant
      return model.identify(literal, with: model.literal(model.variables[term.variable], equals: value))
    }
    let isBelow = model.literal(atMostZero: reduced + 1)
    let isAbove = model.literal(atMostZero: reduced.negated + 1)
    let isEqual = model.literal(literal)
    model.solver.add(clause: [isEqual, isBelow, isAbove])
    model.solver.add(clause: [isEqual.negated, isBelow.negated])
    model.solver.add(clause: [isEqual.negated, isAbove.negated])
    model.solver.add(clause: [isBelow.negated, isAbove.negated])
  }
}

extension LoweredModel {
  /// A literal that is true exactly where `form` is at most 0: a bound where that is one, else a Boolean, one a form.
  ///
  /// - Parameter proposed: what to make it of where there is none.
  func literal(atMostZero form: LinearForm, as proposed: BoolVar? = nil) -> Literal {
    let form = form.reduced(for: .atMost)
    let range = reach(form)
    if range.upperBound <= 0 { return .always }
    if range.lowerBound > 0 { return Literal.always.negated }
    if form.terms.count == 1 {
      // Its coefficient is 1 or -1, and 0 is within its range.
      let x = variables[form.terms[0].variable]
      return form.terms[0].coefficient > 0
        ? Literal(x, atMost: Int32(-form.constant)) : Literal(x, atLeast: Int32(form.constant))
    }
    let opposite = form.negated + 1
    if let known = atMostZeroLiterals[form] { return known }
    if let known = atMostZeroLiterals[opposite] { return known.negated }
    let made = proposed.map { literal($0) } ?? solver.makeBoolean()
    atMostZeroLiterals[form] = made
    solver.following(proposed == nil ? define(made, atMostZero: form) : nil) {
      postAtMostZero(form, if: [made])
      postAtMostZero(opposite, if: [made.negated])
    }
    return made
  }
}
