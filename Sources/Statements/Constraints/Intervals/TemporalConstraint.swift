/// A side of one interval + delay <= a side of another, or equal to it, where both are present and all conditions hold.
package struct TemporalConstraint: Constraint {
  package enum Side: String, CaseIterable, Sendable {
    case start, end
  }

  package enum Comparison: String, CaseIterable, Sendable {
    case before = "<="
    case at = "="
  }

  package static let name = "temporal"
  package private(set) var first: Int
  package private(set) var firstSide: Side
  package private(set) var comparison: Comparison
  package private(set) var second: Int
  package private(set) var secondSide: Side
  package private(set) var delay: LinearForm
  package private(set) var conditions: [BoolVar]

  package init(
    _ first: Int, _ firstSide: Side, _ comparison: Comparison, _ second: Int, _ secondSide: Side, delay: LinearForm,
    if conditions: [BoolVar] = []
  ) {
    self.first = first
    self.firstSide = firstSide
    self.comparison = comparison
    self.second = second
    self.secondSide = secondSide
    self.delay = delay
    self.conditions = conditions
  }

  package static var blank: Self { Self(0, .start, .before, 0, .start, delay: LinearForm()) }

  package mutating func visitParts(_ visitor: inout some PartVisitor) {
    visitor.interval("", &first)
    visitor.choice("", &firstSide)
    visitor.choice("", &comparison)
    visitor.interval("", &second)
    visitor.choice("", &secondSide)
    visitor.form("delay", &delay)
    visitor.literals("if", &conditions)
  }

  /// What is at most 0, or 0, with the literals that it takes.
  package func row(_ intervals: [Interval]) -> (form: LinearForm, conditions: [BoolVar]) {
    let (one, other) = (intervals[first], intervals[second])
    let difference = (firstSide == .start ? one.start : one.end) - (secondSide == .start ? other.start : other.end)
    return (difference - delay.negated, [one.presence, other.presence].compactMap { $0 } + conditions)
  }

  package func violation(of values: [Int], in data: ModelData) -> String? {
    guard conditions.allSatisfy({ data.holds($0, values) }), data.isPresent(first, values),
      data.isPresent(second, values)
    else { return nil }
    let (one, other) = (data.intervals[first], data.intervals[second])
    let early = (firstSide == .start ? one.start : one.end).value(values)
    let late = (secondSide == .start ? other.start : other.end).value(values)
    let earliest = early + delay.value(values)
    if comparison == .before ? earliest <= late : earliest == late { return nil }
    return "\(one.name) \(firstSide)s at \(early), \(other.name) \(secondSide)s at \(late)"
  }

  package func addRows(to bound: inout HorizonBound) -> Bool {
    let form = row(bound.data.intervals).form
    if comparison == .before { bound.addRow(form) } else { bound.addEquation(form) }
    return true
  }

  package func recheck(at position: Int, in data: ModelData, _ open: OpenVariables) throws(ModelError) {
    if open.contains(delay), !data.isSafe(delay) { throw .overflow("the delay of constraint \(position)") }
  }

  package func decompose(into pieces: inout Decomposition) -> Bool {
    let (form, conditions) = row(pieces.data.intervals)
    pieces.post(LinearConstraint(form, comparison == .before ? .atMost : .equal, if: conditions))
    return true
  }
}

extension Model {
  /// `first` starts at least `delay` before `second` starts, where both are present and all of `conditions` hold.
  ///
  /// ```swift
  /// model.startBeforeStart(pour, smooth, delay: 2)
  /// ```
  /// - Parameter delay: a number, variable or expression, here and in all relations of this kind; it may be negative.
  public func startBeforeStart(
    _ first: IntervalVar, _ second: IntervalVar, delay: some LinearExpressible = 0, if conditions: BoolVar...
  ) {
    relate(first, .start, .before, second, .start, delay.linearExpression, conditions)
  }

  /// `first` starts at least `delay` before `second` ends, where both are present and all of `conditions` hold.
  public func startBeforeEnd(
    _ first: IntervalVar, _ second: IntervalVar, delay: some LinearExpressible = 0, if conditions: BoolVar...
  ) {
    relate(first, .start, .before, second, .end, delay.linearExpression, conditions)
  }

  /// `first` ends at least `delay` before `second` starts, where both are present and all of `conditions` hold: what
  /// ``precede(_:_:delay:if:)`` says, with a delay that may be an expression.
  public func endBeforeStart(
    _ first: IntervalVar, _ second: IntervalVar, delay: some LinearExpressible = 0, if conditions: BoolVar...
  ) {
    relate(first, .end, .before, second, .start, delay.linearExpression, conditions)
  }

  /// `first` ends at least `delay` before `second` ends, where both are present and all of `conditions` hold.
  public func endBeforeEnd(
    _ first: IntervalVar, _ second: IntervalVar, delay: some LinearExpressible = 0, if conditions: BoolVar...
  ) {
    relate(first, .end, .before, second, .end, delay.linearExpression, conditions)
  }

  /// `first` starts exactly `delay` before `second` starts, where both are present and all of `conditions` hold.
  ///
  /// ```swift
  /// model.startAtStart(crane, lift)
  /// ```
  public func startAtStart(
    _ first: IntervalVar, _ second: IntervalVar, delay: some LinearExpressible = 0, if conditions: BoolVar...
  ) {
    relate(first, .start, .at, second, .start, delay.linearExpression, conditions)
  }

  /// `first` starts exactly `delay` before `second` ends, where both are present and all of `conditions` hold.
  public func startAtEnd(
    _ first: IntervalVar, _ second: IntervalVar, delay: some LinearExpressible = 0, if conditions: BoolVar...
  ) {
    relate(first, .start, .at, second, .end, delay.linearExpression, conditions)
  }

  /// `first` ends exactly `delay` before `second` starts, where both are present and all of `conditions` hold: no wait.
  public func endAtStart(
    _ first: IntervalVar, _ second: IntervalVar, delay: some LinearExpressible = 0, if conditions: BoolVar...
  ) {
    relate(first, .end, .at, second, .start, delay.linearExpression, conditions)
  }

  /// `first` ends exactly `delay` before `second` ends, where both are present and all of `conditions` hold.
  public func endAtEnd(
    _ first: IntervalVar, _ second: IntervalVar, delay: some LinearExpressible = 0, if conditions: BoolVar...
  ) {
    relate(first, .end, .at, second, .end, delay.linearExpression, conditions)
  }

  private func relate(
    _ first: IntervalVar, _ firstSide: TemporalConstraint.Side, _ comparison: TemporalConstraint.Comparison,
    _ second: IntervalVar, _ secondSide: TemporalConstraint.Side, _ delay: LinearExpression, _ conditions: [BoolVar]
  ) {
    let what = "a relation of two intervals"
    guard own(first.index == second.index ? [first] : [first, second], what) else { return }
    guard let form = canonical(delay, "the delay of \(what)") else { return }
    post(
      TemporalConstraint(
        first.index, firstSide, comparison, second.index, secondSide, delay: form, if: check(conditions, what)))
  }
}
