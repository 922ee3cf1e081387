/// At every time, the demands of the intervals under way add up to at most a capacity.
package struct CumulativeConstraint: Constraint {
  package static let name = "cumulative"
  package private(set) var members: [Int]
  package private(set) var demands: [LinearForm]
  package private(set) var capacity: LinearForm

  package init(_ members: [Int], demands: [LinearForm], capacity: LinearForm) {
    self.members = members
    self.demands = demands
    self.capacity = capacity
  }

  package static var blank: Self { Self([], demands: [], capacity: LinearForm()) }

  package mutating func visitParts(_ visitor: inout some PartVisitor) {
    visitor.intervals("", &members)
    visitor.forms("demands", &demands)
    visitor.form("capacity", &capacity)
  }

  package func flaw(in data: ModelData) -> String? {
    if demands.count != members.count { return "\(members.count) intervals, \(demands.count) demands" }
    if let repetition = data.repetition(among: members) { return repetition }
    for form in demands + [capacity] where data.range(of: form).lowerBound < 0 {
      return "a demand or capacity can be negative"
    }
    return nil
  }

  package func forEachVariable(_ intervals: [Interval], _ visit: (Int) -> Void) {
    for i in members { intervals[i].forEachVariable(visit) }
    for demand in demands { demand.forEachVariable(visit) }
    capacity.forEachVariable(visit)
  }

  /// The profile rises at starts only, so these are the times to look at.
  ///
  /// - Complexity: quadratic in the intervals.
  package func violation(of values: [Int], in data: ModelData) -> String? {
    let running = data.occupied(members, values)
    let limit = capacity.value(values)
    for task in running {
      var total = 0
      for other in running where other.start <= task.start && task.start < other.end {
        total += demands[other.position].value(values)
      }
      if total > limit { return "a demand of \(total) at \(task.start) where the capacity is \(limit)" }
    }
    return nil
  }

  package func addRows(to bound: inout HorizonBound) -> Bool {
    bound.addResource(members)
    let quantities = demands + [capacity]
    if quantities.contains(where: bound.isOpen) { bound.addGeneral(quantities) }
    return true
  }

  package func recheck(at position: Int, in data: ModelData, _ open: OpenVariables) throws(ModelError) {
    for (form, name) in zip(demands, members.map { data.intervals[$0].name }) + [(capacity, "")]
    where open.contains(form) {
      guard data.isSafe(form) else { throw .overflow("a demand or capacity") }
      if data.range(of: form).lowerBound < 0 {
        throw .negativeQuantity(name.isEmpty ? "a capacity" : "the demand of \(name)")
      }
    }
  }
}

extension Model {
  /// At every time, the demands of the intervals under way add up to at most `capacity`.
  ///
  /// A demand above the capacity is allowed: that interval is then absent or of no duration, or there is no solution.
  /// - Parameters:
  ///   - intervals: what uses the resource.
  ///   - demands: one for each interval, not negative; numbers, variables or expressions.
  ///   - capacity: not negative.
  public func cumulative(
    _ intervals: [IntervalVar], demands: [any LinearExpressible], capacity: some LinearExpressible
  ) {
    guard own(intervals, "cumulative") else { return }
    guard demands.count == intervals.count else {
      return note(.mismatchedCounts("cumulative: \(intervals.count) intervals, \(demands.count) demands"))
    }
    let forms = canonical(demands, "a demand")
    guard forms.count == demands.count, let limit = canonical(capacity.linearExpression, "the capacity") else { return }
    for (interval, demand) in zip(intervals, forms) where !isOpen(demand) && data.range(of: demand).lowerBound < 0 {
      return note(.negativeQuantity("the demand of \(data.intervals[interval.index].name)"))
    }
    if !isOpen(limit), data.range(of: limit).lowerBound < 0 { return note(.negativeQuantity("a capacity")) }
    post(CumulativeConstraint(intervals.map(\.index), demands: forms, capacity: limit))
  }
}
