import Kernel
import Lowering
import Statements

extension LoweredModel {
  /// The cost as a bound and its terms at the lower bounds of level 0; nil where it is no sum.
  func costTerms() -> CostTerms? {
    guard let cost = costForm(), cost.terms.count > 1 else { return nil }
    var terms = CostTerms(bound: cost.constant)
    var width = 0
    for term in cost.terms {
      let x = term.coefficient > 0 ? variables[term.variable] : -variables[term.variable]
      let floor = solver.store.lower(x)
      terms.raiseBound(by: abs(term.coefficient) * Int(floor))
      terms.add(x, weight: abs(term.coefficient), floor: floor)
      width += Int(solver.store.upper(x)) - Int(floor)
    }
    // So no sum of them leaves the kernel's range.
    return width <= Model.limit ? terms : nil
  }

  /// The cost, where it is one variable that an equation makes a sum, as that sum.
  private func costForm() -> LinearForm? {
    guard let cost = data.objective?.cost, let only = cost.terms.first, cost.terms.count == 1 else {
      return data.objective?.cost
    }
    for case let equation as LinearConstraint in data.constraints
    where equation.comparison == .equal && equation.conditions.isEmpty {
      guard let own = equation.form.terms.first(where: { $0.variable == only.variable }), abs(own.coefficient) == 1
      else { continue }
      let factor = -own.coefficient * only.coefficient
      let rest = equation.form.terms.filter { $0.variable != only.variable }
      // Both are products of checked sums, which may be large.
      let (constant, overflow) = factor.multipliedReportingOverflow(by: equation.form.constant)
      let isLarge = rest.contains { $0.coefficient.multipliedReportingOverflow(by: factor).overflow }
      if overflow || isLarge || abs(constant) > 1 << 60 { continue }
      let form = LinearForm(
        terms: rest.map { LinearForm.Term(variable: $0.variable, coefficient: factor * $0.coefficient) },
        constant: constant + cost.constant)
      if data.isSafe(form) { return form }
    }
    return cost
  }
}
