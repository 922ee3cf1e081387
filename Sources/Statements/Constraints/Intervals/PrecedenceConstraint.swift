/// end of the first + delay <= start of the second, where both are present and all conditions hold.
package struct PrecedenceConstraint: Constraint {
  package static let name = "precedence"
  package private(set) var first: Int
  package private(set) var second: Int
  package private(set) var delay: Int
  package private(set) var conditions: [BoolVar]

  package init(first: Int, second: Int, delay: Int, if conditions: [BoolVar]) {
    self.first = first
    self.second = second
    self.delay = delay
    self.conditions = conditions
  }

  package static var blank: Self { Self(first: 0, second: 0, delay: 0, if: []) }

  package mutating func visitParts(_ visitor: inout some PartVisitor) {
    visitor.interval("", &first)
    visitor.interval("before", &second)
    visitor.number("delay", &delay)
    visitor.literals("if", &conditions)
  }

  package func flaw(in data: ModelData) -> String? {
    abs(delay) > Model.limit
      ? "the delay is not strictly within -2^30 ... 2^30" : data.repetition(among: [first, second])
  }

  package func forEachVariable(_ intervals: [Interval], _ visit: (Int) -> Void) {
    intervals[first].forEachVariable(visit)
    intervals[second].forEachVariable(visit)
    for b in conditions { visit(b.variable.index) }
  }

  package func violation(of values: [Int], in data: ModelData) -> String? {
    guard conditions.allSatisfy({ data.holds($0, values) }), data.isPresent(first, values),
      data.isPresent(second, values)
    else { return nil }
    let end = data.intervals[first].end.value(values)
    let start = data.intervals[second].start.value(values)
    return end + delay <= start
      ? nil : "\(data.intervals[first].name) ends at \(end), \(data.intervals[second].name) starts at \(start)"
  }

  package func addRows(to bound: inout HorizonBound) -> Bool {
    bound.addRow(bound.data.intervals[first].end - bound.data.intervals[second].start + delay)
    return true
  }
}

extension Model {
  /// `first` ends at least `delay` before `second` starts, where both are present and all of `conditions` hold.
  ///
  /// A negative delay lets them overlap by that much.
  public func precede(_ first: IntervalVar, _ second: IntervalVar, delay: Int = 0, if conditions: BoolVar...) {
    guard own([first, second], "a precedence") else { return }
    guard abs(delay) <= Model.limit else { return note(.overflow("the delay of a precedence")) }
    post(
      PrecedenceConstraint(
        first: first.index, second: second.index, delay: delay, if: check(conditions, "a precedence")))
  }
}
