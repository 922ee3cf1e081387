/// No two of some intervals are under way at the same time.
package struct NoOverlapConstraint: Constraint {
  package static let name = "noOverlap"
  package private(set) var members: [Int]

  package init(_ members: [Int]) { self.members = members }

  package static var blank: Self { Self([]) }

  package mutating func visitParts(_ visitor: inout some PartVisitor) {
    visitor.intervals("", &members)
  }

  package func flaw(in data: ModelData) -> String? { data.repetition(among: members) }

  package func forEachVariable(_ intervals: [Interval], _ visit: (Int) -> Void) {
    for i in members { intervals[i].forEachVariable(visit) }
  }

  package func violation(of values: [Int], in data: ModelData) -> String? {
    let sorted = data.occupied(members, values).sorted { ($0.start, $0.position) < ($1.start, $1.position) }
    for (first, second) in zip(sorted, sorted.dropFirst()) where first.end > second.start {
      let (a, b) = (data.intervals[members[first.position]].name, data.intervals[members[second.position]].name)
      return "\(a) and \(b) overlap at \(second.start)"
    }
    return nil
  }

  package func addRows(to bound: inout HorizonBound) -> Bool {
    bound.addResource(members)
    return true
  }
}

extension Model {
  /// No two of `intervals` are under way at the same time: a machine, a worker, a room.
  ///
  /// Intervals that are absent or of no duration occupy nothing.
  public func noOverlap(_ intervals: [IntervalVar]) {
    guard own(intervals, "noOverlap") else { return }
    post(NoOverlapConstraint(intervals.map(\.index)))
  }
}
