import Basics
import Statements

/// Constraints that say one thing as a function of others.
extension MaximumConstraint: OpaqueConstraint {
  func forEachLiteral(_ intervals: [Interval], _ visit: (BoolVar) -> Void) {}

  /// The largest of one is that one: an equation.
  func read(into state: inout PresolveState, at position: Int) -> Bool {
    guard operands.count == 1, state.data.isSafe(operands[0] - target) else {
      return readUses(into: &state, at: position)
    }
    let difference = operands[0] - target
    state.addRow(
      difference.terms.map { (column: Int32($0.variable), coefficient: $0.coefficient) }, .equal, -difference.constant)
    return state.spend(difference.terms.count)
  }

  func addShadows(to state: inout PresolveState) {
    for operand in operands { state.addShadow(operand - target, .atMost) }
  }

  func tighten(_ state: inout PresolveState) {
    let ranges = operands.map { state.range(of: $0) }
    guard let low = ranges.map(\.lowerBound).max(), let high = ranges.map(\.upperBound).max() else { return }
    state.restrict(target, low, high)
  }

  func rewritten(_ renaming: Renaming) -> [any Constraint] {
    let low = renaming.data.range(of: target).lowerBound
    // What cannot reach the target says nothing.
    let left = operands.filter { renaming.data.range(of: $0).upperBound >= low }
    return [MaximumConstraint(renaming.form(target), of: (left.isEmpty ? operands : left).map { renaming.form($0) })]
  }
}

extension ElementConstraint: OpaqueConstraint {
  func forEachLiteral(_ intervals: [Interval], _ visit: (BoolVar) -> Void) {}

  func addShadows(to state: inout PresolveState) {
    state.addShadow(index + -(elements.count - 1), .atMost)
    state.addShadow(index.negated, .atMost)
  }

  func tighten(_ state: inout PresolveState) {
    let positions = state.range(of: index)
    let reach = state.range(of: target)
    let (first, last) = (max(0, positions.lowerBound), min(elements.count - 1, positions.upperBound))
    guard first <= last else { return }
    let possible = (first...last).filter { state.range(of: elements[$0]).overlaps(reach) }
    guard let low = possible.first, let high = possible.last else {
      state.isInfeasible = true
      return
    }
    state.restrict(index, low, high)
    let ranges = possible.map { state.range(of: elements[$0]) }
    guard let least = ranges.map(\.lowerBound).min(), let most = ranges.map(\.upperBound).max() else { return }
    state.restrict(target, least, most)
  }

  func rewritten(_ renaming: Renaming) -> [any Constraint] {
    [ElementConstraint(renaming.form(target), of: elements.map { renaming.form($0) }, at: renaming.form(index))]
  }
}

extension CountConstraint: OpaqueConstraint {
  func forEachLiteral(_ intervals: [Interval], _ visit: (BoolVar) -> Void) {}

  func tighten(_ state: inout PresolveState) {
    var sure = 0
    var possible = 0
    for expression in expressions {
      let range = state.range(of: expression)
      if range == value...value { sure += 1 }
      if range.contains(value) { possible += 1 }
    }
    state.restrict(target, sure, possible)
  }

  func rewritten(_ renaming: Renaming) -> [any Constraint] {
    [CountConstraint(renaming.form(target), of: expressions.map { renaming.form($0) }, equalTo: value)]
  }
}

extension IndicatorConstraint: OpaqueConstraint {
  func forEachLiteral(_ intervals: [Interval], _ visit: (BoolVar) -> Void) { visit(literal) }

  /// A Boolean's indicator is the Boolean, or its opposite: an equation.
  func read(into state: inout PresolveState, at position: Int) -> Bool {
    let (low, high) = (state.data.lower[variable], state.data.upper[variable])
    guard state.areLiterals([literal]) else { return false }
    guard high - low == 1, value == low || value == high, literal.variable.index != variable else {
      return readUses(into: &state, at: position)
    }
    // literal = x − low where the value is the upper end, else high − x
    let factor = (value == high) != literal.isNegated ? 1 : -1
    let constant = factor > 0 ? -low : high
    let terms = [(column: literal.variable.position, coefficient: 1), (column: Int32(variable), coefficient: -factor)]
    state.addRow(terms.sorted { $0.column < $1.column }, .equal, constant)
    return state.spend(2)
  }

  func tighten(_ state: inout PresolveState) {
    let (low, high) = (state.lower[variable], state.upper[variable])
    let literal = state.resolved(state.code(literal))
    if value < low || value > high {
      state.fix(literal, to: false)
    } else if low == high {
      state.fix(literal, to: true)
    }
    if state.isInfeasible { return }
    switch state.truth(literal) {
    case true: state.restrict(variable, value, value)
    case false:
      if value == low { state.restrict(variable, low + 1, high) }
      if value == high { state.restrict(variable, low, high - 1) }
    default: break
    }
  }

  func rewritten(_ renaming: Renaming) -> [any Constraint] {
    let (low, high) = (renaming.data.lower[variable], renaming.data.upper[variable])
    let place = Int(renaming.position[variable])
    let form = LinearForm(terms: [LinearForm.Term(variable: place, coefficient: 1)], constant: -value)
    switch renaming.truth(literal) {
    case .always: return low == value && high == value ? [] : [LinearConstraint(form, .equal)]
    case .never: return value < low || value > high ? [] : [LinearConstraint(form, .notEqual)]
    case .open(let b): return [IndicatorConstraint(b, variable: place, value: value)]
    }
  }
}

extension DomainConstraint: OpaqueConstraint {
  func forEachLiteral(_ intervals: [Interval], _ visit: (BoolVar) -> Void) {}

  func tighten(_ state: inout PresolveState) {
    let (low, high) = (state.lower[variable], state.upper[variable])
    guard let first = values.first(where: { $0 >= low }), let last = values.last(where: { $0 <= high }) else {
      state.isInfeasible = true
      return
    }
    state.restrict(variable, first, last)
  }

  func rewritten(_ renaming: Renaming) -> [any Constraint] {
    let range = renaming.data.lower[variable]...renaming.data.upper[variable]
    let left = values.filter(range.contains)
    return left.count == range.count ? [] : [DomainConstraint(Int(renaming.position[variable]), left)]
  }
}

extension PresolveState {
  /// The smallest and the largest value over the bounds found so far.
  func range(of form: LinearForm) -> ClosedRange<Int> {
    var (low, high) = (form.constant, form.constant)
    for term in form.terms {
      let a = term.coefficient * lower[term.variable]
      let b = term.coefficient * upper[term.variable]
      low += min(a, b)
      high += max(a, b)
    }
    return low...high
  }

  /// Keeps a form of one term within bounds; longer ones are left.
  mutating func restrict(_ form: LinearForm, _ low: Int, _ high: Int) {
    if isInfeasible || low > high { return }
    guard form.terms.count == 1 else {
      if form.terms.isEmpty, !(low...high).contains(form.constant) { isInfeasible = true }
      return
    }
    let (a, b) = (low - form.constant, high - form.constant)
    let factor = form.terms[0].coefficient
    restrict(
      form.terms[0].variable, factor > 0 ? ceilDivide(a, factor) : ceilDivide(-b, -factor),
      factor > 0 ? floorDivide(b, factor) : floorDivide(-a, -factor))
  }
}
