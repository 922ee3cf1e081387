import Kernel
import Statements

/// What the model's statement says about how to search.
extension LoweredModel {
  /// Starts and ends of intervals are times; what only the cost holds is decided last, where the options ask for it. Where
  /// times are decided late, so is the cost: a low one would be a guess about all of them.
  func guideSearch() {
    for interval in expanded.intervals {
      for form in [interval.start, interval.end] { solver.noteTimes(form.terms.map { variables[$0.variable] }) }
    }
    if solver.options.decidesTimesLate, let cost = objective?.variable, !cost.isNegated { solver.noteTimes([cost]) }
    if solver.options.completesImpliedCosts { solver.completeAtLowerBounds(impliedCosts()) }
  }

  /// Wide variables that the cost wants at their good end and that constraints only push away from it, no two in one
  /// constraint: a maximum of loads, say. Signed so that the cost wants them small.
  ///
  /// Once all others are fixed, the least value left is the right one; decided before, it is a guess about all of them.
  /// Not those that follow from one variable, such as a tardiness: a decision on it is one on that variable.
  private func impliedCosts() -> [IntegerVariable] {
    var pulls = [Int](repeating: 0, count: expanded.variableCount)
    for term in data.objective?.cost.terms ?? [] {
      let isWide = expanded.upper[term.variable] - expanded.lower[term.variable] > 1
      if isWide { pulls[term.variable] = term.coefficient.signum() }
    }
    var implied = Set(pulls.indices.filter { pulls[$0] != 0 })
    if implied.isEmpty { return [] }
    var others: [Int: Set<Int>] = [:]
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
      var own: [Int] = []
      constraint.forEachVariable(expanded.intervals) { if implied.contains($0) { own.append($0) } }
      for variable in own {
        constraint.forEachVariable(expanded.intervals) { others[variable, default: []].insert($0) }
      }
    }
    // A variable counts among its own.
    let chosen = implied.filter { others[$0, default: []].count > 2 }.sorted()
    return chosen.map { pulls[$0] > 0 ? variables[$0] : -variables[$0] }
  }
}
