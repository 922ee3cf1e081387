import Statements

extension ModelData {
  /// The sets of Booleans of which exactly one is true by a constraint: a clause beside an at-most-one of the same, or a
  /// sum that is 1.
  var exclusiveGroups: [[BoolVar]] {
    var atMostOne = Set<Set<Signed>>()
    for case let constraint as AtMostOneConstraint in constraints {
      atMostOne.insert(Set(constraint.literals.map(Signed.init)))
    }
    return constraints.compactMap { constraint in
      if let clause = constraint as? ClauseConstraint {
        return atMostOne.contains(Set(clause.literals.map(Signed.init))) ? clause.literals : nil
      }
      guard let sum = constraint as? LinearConstraint, sum.comparison == .equal, sum.conditions.isEmpty else {
        return nil
      }
      return literalsAddingToOne(sum.form) ?? literalsAddingToOne(sum.form.negated)
    }
  }

  /// The literals whose sum minus 1 is `form`; nil where there are none such.
  private func literalsAddingToOne(_ form: LinearForm) -> [BoolVar]? {
    var negated = 0
    var literals: [BoolVar] = []
    for term in form.terms {
      guard abs(term.coefficient) == 1, lower[term.variable] >= 0, upper[term.variable] <= 1 else { return nil }
      if term.coefficient < 0 { negated += 1 }
      literals.append(BoolVar(term.variable, isNegated: term.coefficient < 0))
    }
    return form.constant == negated - 1 ? literals : nil
  }
}

/// A Boolean or its negation as a key.
struct Signed: Hashable {
  let variable: Int
  let isNegated: Bool

  init(_ b: BoolVar) {
    variable = b.variable.index
    isNegated = b.isNegated
  }
}

extension BoolVar {
  /// By place, in a model that is at hand as its contents only.
  init(_ variable: Int, isNegated: Bool = false) {
    self.init(variable: IntVar(variable), isNegated: isNegated)
  }
}

extension IntVar {
  /// By place, in a model that is at hand as its contents only.
  init(_ variable: Int) { self.init(model: 0, position: Int32(variable)) }
}

/// plus - minus + constant, the variables by place.
struct DifferenceForm {
  let plus: Int
  let minus: Int
  let constant: Int

  init?(_ form: LinearForm) {
    guard form.terms.count == 2 else { return nil }
    let (first, second) = (form.terms[0], form.terms[1])
    switch (first.coefficient, second.coefficient) {
    case (1, -1): (plus, minus) = (first.variable, second.variable)
    case (-1, 1): (plus, minus) = (second.variable, first.variable)
    default: return nil
    }
    constant = form.constant
  }
}
