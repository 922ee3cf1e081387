/// A constraint as the model keeps it: validated, in canonical form, independent of any engine.
package enum Constraint: Sendable {
  /// form <= 0, = 0 or ≠ 0, whenever all conditions hold.
  case linear(LinearForm, LinearRelation.Comparison, conditions: [BoolVar])
  case clause([BoolVar])
  case atMostOne([BoolVar])
  /// The variable takes one of these values, ascending.
  case domain(variable: Int, values: [Int])
  /// The Boolean is true exactly where the variable has the value.
  case indicator(BoolVar, variable: Int, value: Int)
  /// end of the first + delay <= start of the second, where both are present and all conditions hold.
  case precedence(first: Int, second: Int, delay: Int, conditions: [BoolVar])
  case noOverlap([Int])
  case cumulative([Int], demands: [LinearForm], capacity: LinearForm)
  /// target = the largest of the operands; target is a variable or its negation, so a minimum is one too.
  case maximum(target: LinearForm, operands: [LinearForm])
  /// target = the element at `index`; an index outside the list is not allowed.
  case element(target: LinearForm, elements: [LinearForm], index: LinearForm)
}

extension Constraint {
  /// The variables it speaks of, intervals' own included; one may come twice.
  package func forEachVariable(_ intervals: [Interval], _ visit: (Int) -> Void) {
    func visitForm(_ form: LinearForm) { for term in form.terms { visit(term.variable) } }
    func visitInterval(_ index: Int) {
      visitForm(intervals[index].start)
      visitForm(intervals[index].duration)
      visitForm(intervals[index].end)
      if let presence = intervals[index].presence { visit(presence.variable.index) }
    }
    switch self {
    case .linear(let form, _, let conditions):
      visitForm(form)
      for b in conditions { visit(b.variable.index) }
    case .clause(let literals), .atMostOne(let literals):
      for b in literals { visit(b.variable.index) }
    case .domain(let variable, _): visit(variable)
    case .indicator(let b, let variable, _):
      visit(b.variable.index)
      visit(variable)
    case .precedence(let first, let second, _, let conditions):
      visitInterval(first)
      visitInterval(second)
      for b in conditions { visit(b.variable.index) }
    case .noOverlap(let members): for i in members { visitInterval(i) }
    case .cumulative(let members, let demands, let capacity):
      for i in members { visitInterval(i) }
      for demand in demands { visitForm(demand) }
      visitForm(capacity)
    case .maximum(let target, let operands):
      visitForm(target)
      for operand in operands { visitForm(operand) }
    case .element(let target, let elements, let index):
      visitForm(target)
      for element in elements { visitForm(element) }
      visitForm(index)
    }
  }
}
