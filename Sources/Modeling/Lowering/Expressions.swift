import Kernel
import Statements

/// The variables and literals that expressions need.
extension LoweredModel {
  /// One variable to minimise, not below the cost; decided last where nothing else holds it, so that it ends there.
  func lowerObjective(_ cost: LinearForm) throws(ModelError) {
    // The first look is at the cheap end of each variable; its lower end is the default.
    for term in cost.terms where term.coefficient < 0 {
      solver.prefer(variables[term.variable], value: Int32(expanded.upper[term.variable]))
    }
    // Of a number alone, the variable is always 0.
    let divisor = max(1, cost.divisor)
    let terms = cost.terms.map { (coefficient: $0.coefficient / divisor, variable: variables[$0.variable]) }
    if terms.count == 1 {
      let z = terms[0].coefficient > 0 ? terms[0].variable : -terms[0].variable
      objective = Objective(variable: z, factor: divisor, offset: cost.constant)
      if isTargetOfOneSidedMaximum(cost.terms[0].variable) { solver.completeAtLowerBounds([z]) }
      return
    }
    let range = expanded.range(of: LinearForm(terms: cost.terms))
    let width = (range.upperBound - range.lowerBound) / divisor
    guard width <= Model.limit else { throw .overflow("the objective") }
    let z = solver.makeVariable(lower: 0, upper: Int32(width))
    solver.following(defineObjective(z, cost, divisor: divisor, least: range.lowerBound)) {
      solver.postLinear(terms + [(coefficient: -1, variable: z)], atMost: range.lowerBound / divisor)
    }
    solver.completeAtLowerBounds([z])
    objective = Objective(variable: z, factor: divisor, offset: cost.constant + range.lowerBound)
  }

  private func isTargetOfOneSidedMaximum(_ variable: Int) -> Bool {
    oneSidedMaxima.contains {
      (expanded.constraints[$0] as? MaximumConstraint)?.target.terms[0].variable == variable
    }
  }

  /// The kernel variable that equals `form`, made when there is none.
  func variable(for form: LinearForm) throws(ModelError) -> IntegerVariable {
    if form.terms.isEmpty {
      guard abs(form.constant) <= Model.limit else { throw .overflow("the number \(form.constant)") }
      return solver.constant(Int32(form.constant))
    }
    if form.constant == 0, let unit = unitVariable(of: form) { return unit }
    if let known = auxiliaries[form] { return known }
    let range = expanded.range(of: form)
    guard range.lowerBound >= -Model.limit, range.upperBound <= Model.limit else {
      throw .overflow("an expression from \(range.lowerBound) to \(range.upperBound)")
    }
    let made = solver.makeVariable(lower: Int32(range.lowerBound), upper: Int32(range.upperBound))
    let terms = form.terms.map { (coefficient: $0.coefficient, variable: variables[$0.variable]) }
    solver.following(define(made, form)) {
      solver.postLinear(terms + [(coefficient: -1, variable: made)], atMost: -form.constant)
      solver.postLinear(
        terms.map { (coefficient: -$0.coefficient, variable: $0.variable) } + [(coefficient: 1, variable: made)],
        atMost: form.constant)
    }
    auxiliaries[form] = made
    return made
  }

  /// `form` as a variable plus a constant.
  func offsetVariable(for form: LinearForm) throws(ModelError) -> OffsetVariable {
    let range = expanded.range(of: form)
    let isInRange = range.lowerBound >= -Model.limit && range.upperBound <= Model.limit
    if isInRange, abs(form.constant) <= Model.limit, let unit = unitVariable(of: form) {
      return OffsetVariable(unit, plus: Int32(form.constant))
    }
    return OffsetVariable(try variable(for: form))
  }

  /// x or -x where that is the variable part of `form`.
  func unitVariable(of form: LinearForm) -> IntegerVariable? {
    guard form.terms.count == 1, abs(form.terms[0].coefficient) == 1 else { return nil }
    let x = variables[form.terms[0].variable]
    return form.terms[0].coefficient > 0 ? x : -x
  }

  /// A literal that is true exactly where all of `literals` are.
  func conjunction(of literals: [Literal]) -> Literal {
    let open = literals.filter { $0 != .always }
    if open.count <= 1 { return open.first ?? .always }
    let key = open.sorted { ($0.variable.index, $0.bound) < ($1.variable.index, $1.bound) }
    if let known = conjunctions[key] { return known }
    let all = solver.makeBoolean()
    solver.following(define(all, conjunctionOf: key)) {
      for literal in key { solver.add(clause: [all.negated, literal]) }
      solver.add(clause: key.map(\.negated) + [all])
    }
    conjunctions[key] = all
    return all
  }
}
