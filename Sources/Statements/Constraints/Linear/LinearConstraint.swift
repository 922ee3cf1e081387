/// form <= 0, = 0 or ≠ 0, whenever all conditions hold.
package struct LinearConstraint: Constraint {
  package static let name = "linear"
  package private(set) var form: LinearForm
  package private(set) var comparison: LinearRelation.Comparison
  package private(set) var conditions: [BoolVar]

  package init(_ form: LinearForm, _ comparison: LinearRelation.Comparison, if conditions: [BoolVar] = []) {
    self.form = form
    self.comparison = comparison
    self.conditions = conditions
  }

  package static var blank: Self { Self(LinearForm(), .atMost) }

  package mutating func visitParts(_ visitor: inout some PartVisitor) {
    visitor.form("", &form)
    visitor.choice("", &comparison)
    visitor.literals("if", &conditions)
  }

  package func forEachVariable(_ intervals: [Interval], _ visit: (Int) -> Void) {
    form.forEachVariable(visit)
    for b in conditions { visit(b.variable.index) }
  }

  package func violation(of values: [Int], in data: ModelData) -> String? {
    guard conditions.allSatisfy({ data.holds($0, values) }) else { return nil }
    let difference = form.value(values)
    return comparison.holds(difference) ? nil : "linear, the sides differ by \(difference)"
  }

  package var attention: HintCompletion.Attention { .whenOneIsOpen }

  package func complete(_ completion: inout HintCompletion) -> Bool {
    if conditions.contains(where: { completion.truth($0) == false }) { return false }
    if let difference = completion.value(of: form) {
      let open = conditions.filter { completion.truth($0) == nil }
      if !comparison.holds(difference), open.count == 1 { completion.assign(open[0], false) }
    } else if conditions.allSatisfy({ completion.truth($0) == true }) {
      switch comparison {
      case .equal: completion.solve(form)
      case .atMost: completion.bound(form)
      case .notEqual: break
      }
    }
    return false
  }

  package func addRows(to bound: inout HorizonBound) -> Bool {
    guard bound.isOpen(form) else { return true }
    switch comparison {
    case .atMost: bound.addRow(form)
    case .equal: bound.addEquation(form)
    case .notEqual:
      bound.addRow(form + 1, holdsBack: false)
      bound.addRow(form.negated + 1, holdsBack: false)
    }
    return true
  }

  package func recheck(at position: Int, in data: ModelData, _ open: OpenVariables) throws(ModelError) {
    if open.contains(form), !data.isSafe(form) { throw .overflow("linear constraint \(position)") }
  }
}

extension LinearRelation.Comparison {
  func holds(_ difference: Int) -> Bool {
    switch self {
    case .atMost: difference <= 0
    case .equal: difference == 0
    case .notEqual: difference != 0
    }
  }
}

extension Model {
  /// Requires a linear relation, wherever all of `conditions` hold.
  /// ```swift
  /// model.add(2 * x + y <= 7)
  /// model.add(x != y, if: open)
  /// ```
  public func add(_ relation: LinearRelation, if conditions: BoolVar...) { add(relation, conditions: conditions) }

  package func add(_ relation: LinearRelation, conditions: [BoolVar]) {
    let what = "linear constraint \(data.constraints.count)"
    guard let form = owned(relation.difference, what)?.reduced(for: relation.comparison) else { return }
    guard data.isSafe(form) else { return note(.overflow(what)) }
    post(LinearConstraint(form, relation.comparison, if: check(conditions, what)))
  }
}
