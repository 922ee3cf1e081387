import Kernel
import Statements

/// What the model's statement says about how to search.
extension LoweredModel {
  /// Starts and ends of intervals are times; what only the cost holds is decided last, where the options ask for it.
  func guideSearch() {
    for interval in expanded.intervals {
      for form in [interval.start, interval.end] { solver.noteTimes(form.terms.map { variables[$0.variable] }) }
    }
    if solver.options.completesImpliedCosts { solver.completeAtLowerBounds(impliedCosts()) }
  }

  /// Wide variables that the cost wants at their good end and that constraints only push away from it, no two in one
  /// constraint: a maximum of loads, say. Signed so that the cost wants them small.
  ///
  /// Once all others are fixed, the least value left is the right one; decided before, it is a guess about all of them.
  private func impliedCosts() -> [IntegerVariable] {
    var pulls = [Int](repeating: 0, count: expanded.variableCount)
    for term in data.objective?.cost.terms ?? [] {
      let isWide = expanded.upper[term.variable] - expanded.lower[term.variable] > 1
      if isWide { pulls[term.variable] = term.coefficient.signum() }
    }
    var implied = Set(pulls.indices.filter { pulls[$0] != 0 })
    for (position, constraint) in expanded.constraints.enumerated() {
      var met: [Int] = []
      if let linear = constraint as? LinearConstraint, linear.comparison == .atMost {
        for term in linear.form.terms where implied.contains(term.variable) {
          if term.coefficient.signum() == pulls[term.variable] { implied.remove(term.variable) }
          met.append(term.variable)
        }
      } else if let maximum = constraint as? MaximumConstraint, oneSidedMaxima.contains(position) {
        for term in maximum.operands.flatMap(\.terms) { implied.remove(term.variable) }
      } else {
        constraint.forEachVariable(expanded.intervals) { implied.remove($0) }
      }
      if met.count > 1 { implied.subtract(met) }
    }
    return implied.sorted().map { pulls[$0] > 0 ? variables[$0] : -variables[$0] }
  }
}
