/// A Boolean is true exactly where form <= 0, = 0 or ≠ 0.
package struct ReifiedLinearConstraint: Constraint {
  package static let name = "reified linear"
  package static let keyword = "reified"
  package private(set) var literal: BoolVar
  package private(set) var form: LinearForm
  package private(set) var comparison: LinearRelation.Comparison

  package init(_ literal: BoolVar, _ form: LinearForm, _ comparison: LinearRelation.Comparison) {
    self.literal = literal
    self.form = form
    self.comparison = comparison
  }

  package static var blank: Self { Self(.blank, LinearForm(), .atMost) }

  package mutating func visitParts(_ visitor: inout some PartVisitor) {
    visitor.literal("", &literal)
    visitor.form("form", &form)
    visitor.choice("", &comparison)
  }

  package func violation(of values: [Int], in data: ModelData) -> String? {
    let difference = form.value(values)
    let holds =
      switch comparison {
      case .atMost: difference <= 0
      case .equal: difference == 0
      case .notEqual: difference != 0
      }
    if data.holds(literal, values) == holds { return nil }
    return "a Boolean says \(!holds) of a relation whose sides differ by \(difference)"
  }

  package var functionTargets: [Int] { [literal.variable.index] }

  package var attention: HintCompletion.Attention { .whenOneIsOpen }

  package func complete(_ completion: inout HintCompletion) -> Bool {
    if let difference = completion.value(of: form) {
      completion.assign(literal, comparison.holds(difference))
    } else if let isTrue = completion.truth(literal) {
      let opposite = form.opposite(comparison)
      let (kept, comparison) = isTrue ? (form, comparison) : opposite
      switch comparison {
      case .equal: completion.solve(kept)
      case .atMost: completion.bound(kept)
      case .notEqual: break
      }
    }
    return false
  }

  package func recheck(at position: Int, in data: ModelData, _ open: OpenVariables) throws(ModelError) {
    if open.contains(form), !data.isSafe(form) { throw .overflow("a reified relation") }
  }

  /// A bound is a relation and its opposite; a value of one variable an indicator; an equation of several holds where
  /// neither side is the larger one.
  package func decompose(into pieces: inout Decomposition) -> Bool {
    switch comparison {
    case .atMost:
      pieces.post(LinearConstraint(form, .atMost, if: [literal]))
      pieces.post(LinearConstraint(form.negated + 1, .atMost, if: [!literal]))
    case .notEqual: pieces.post(ReifiedLinearConstraint(!literal, form, .equal))
    case .equal:
      let reduced = form.reduced(for: .equal)
      if reduced.terms.count == 1 {
        let (term, constant) = (reduced.terms[0], reduced.constant)
        pieces.post(
          IndicatorConstraint(
            literal, variable: term.variable, value: term.coefficient > 0 ? -constant : constant))
        break
      }
      let isBelow = pieces.literal(atMostZero: reduced + 1)
      let isAbove = pieces.literal(atMostZero: reduced.negated + 1)
      pieces.post(ClauseConstraint([literal, isBelow, isAbove]))
      pieces.post(ClauseConstraint([!literal, !isBelow]))
      pieces.post(ClauseConstraint([!literal, !isAbove]))
    }
    return true
  }
}

extension Model {
  /// A Boolean that is true exactly where a relation holds.
  /// ```swift
  /// let isLate = model.reify(finish > due)
  /// model.minimize(sum(of: [isLate], weights: [10]))
  /// ```
  /// Where the relation is about one Boolean, that Boolean or its opposite is the result, and no new one is made.
  public func reify(_ relation: LinearRelation, _ name: String = "") -> BoolVar {
    reify(relation.boolExpression, name)
  }
}
