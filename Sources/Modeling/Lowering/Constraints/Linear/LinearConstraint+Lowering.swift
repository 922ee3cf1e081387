import Kernel
import Statements

extension LinearConstraint: Lowerable {
  package func lower(into model: LoweredModel, at position: Int) {
    let conditions = conditions.map(model.literal)
    switch comparison {
    case .atMost: model.postAtMostZero(form, if: conditions)
    case .equal:
      model.postAtMostZero(form, if: conditions)
      model.postAtMostZero(form.negated, if: conditions)
    case .notEqual: model.postNotZero(form, if: conditions)
    }
  }
}

/// What is a clause becomes a clause, what is a difference a precedence arc.
extension LoweredModel {
  /// form <= 0 where all conditions hold.
  func postAtMostZero(_ form: LinearForm, if conditions: [Literal]) {
    let terms = form.terms.map { (coefficient: $0.coefficient, variable: variables[$0.variable]) }
    let highest = terms.reduce(form.constant) { $0 + reach($1.coefficient, $1.variable).upperBound }
    if highest <= 0 { return }
    let lowest = terms.reduce(form.constant) { $0 + reach($1.coefficient, $1.variable).lowerBound }
    if lowest > 0 { return solver.add(clause: conditions.map(\.negated)) }
    let smallest = terms.lazy.filter { !self.solver.store.isFixed($0.variable) }.map { abs($0.coefficient) }.min() ?? 0
    if highest <= smallest {
      // Only the corner with every term at its largest is forbidden.
      let below = terms.map { term in
        term.coefficient > 0
          ? Literal(term.variable, atMost: solver.store.upper(term.variable) - 1)
          : Literal(term.variable, atLeast: solver.store.lower(term.variable) + 1)
      }
      return solver.add(clause: conditions.map(\.negated) + below)
    }
    // A precedence arc has one condition.
    let isDifference = terms.count == 2 && terms.allSatisfy { abs($0.coefficient) == 1 }
    solver.postLinear(terms, atMost: -form.constant, if: isDifference ? [conjunction(of: conditions)] : conditions)
  }

  /// The smallest and the largest value over the kernel's bounds.
  func reach(_ form: LinearForm) -> ClosedRange<Int> {
    form.terms.reduce(form.constant...form.constant) { sum, term in
      let range = reach(term.coefficient, variables[term.variable])
      return sum.lowerBound + range.lowerBound...sum.upperBound + range.upperBound
    }
  }

  private func reach(_ coefficient: Int, _ x: IntegerVariable) -> ClosedRange<Int> {
    let a = coefficient * Int(solver.store.lower(x))
    let b = coefficient * Int(solver.store.upper(x))
    return min(a, b)...max(a, b)
  }
}
