/// Of each two present intervals, one ends before the other starts, with a time between them that depends on their kinds
/// and on which comes first.
///
/// Intervals of no duration take part.
package struct TransitionConstraint: Constraint {
  package static let name = "noOverlap with transitions"
  package static let keyword = "transitions"
  package private(set) var members: [Int]
  /// Of each member.
  package private(set) var kinds: [Int]
  /// From kind to kind; `KindTimes.never` where the first is never before the second.
  package private(set) var times: [[Int]]

  package init(_ members: [Int], kinds: [Int], times: [[Int]]) {
    self.members = members
    self.kinds = kinds
    self.times = times
  }

  package static var blank: Self { Self([], kinds: [], times: []) }

  package mutating func visitParts(_ visitor: inout some PartVisitor) {
    visitor.intervals("", &members)
    visitor.numbers("kinds", &kinds)
    visitor.rows("times", &times)
  }

  package func flaw(in data: ModelData) -> String? { KindTimes.flaw(members, kinds, times, in: data) }

  /// The least time from one member to another by their positions; nil where the first is never before the second.
  package func time(from first: Int, to second: Int) -> Int? {
    let time = times[kinds[first]][kinds[second]]
    return time == KindTimes.never ? nil : time
  }

  package func separation(_ first: Int, _ second: Int) -> Separation {
    Separation(
      members[first], members[second], forward: time(from: first, to: second), backward: time(from: second, to: first))
  }

  package func violation(of values: [Int], in data: ModelData) -> String? {
    for (second, _) in members.enumerated() {
      for first in 0..<second {
        if let broken = separation(first, second).violation(of: values, in: data) { return broken }
      }
    }
    return nil
  }

  package func addRows(to bound: inout HorizonBound) -> Bool {
    bound.addResource(members, gap: times.joined().max() ?? 0)
    return true
  }

  package func decompose(into pieces: inout Decomposition) -> Bool {
    for second in members.indices {
      for first in 0..<second { pieces.post(separation(first, second)) }
    }
    return true
  }
}

extension Model {
  /// No two of `intervals` are under way at the same time, and between one and the next there is time to set up.
  ///
  /// ```swift
  /// // From white to black is quick; after black, the machine has to be cleaned.
  /// model.noOverlap(jobs, setups: [[0, 1], [5, 0]], kinds: colours)
  /// ```
  /// Absent intervals count as nothing. Those of no duration take part like any other; where it matters which interval is
  /// the next one, several of them at the same time come in the order of the list.
  /// - Parameters:
  ///   - setups: `setups[a][b]` is the least time from the end of an interval of kind a to the start of a later one of
  ///     kind b. nil forbids that one of kind b is the next after one of kind a.
  ///   - kinds: of each interval, a row of `setups`; when not given, each interval is a kind of its own.
  ///   - isDirect: times are kept between an interval and the next one only, which is another thing where a detour
  ///     is quicker than the direct way; otherwise between an interval and every later one.
  public func noOverlap(
    _ intervals: [IntervalVar], setups: [[Int?]], kinds: [Int]? = nil, isDirect: Bool = false
  ) {
    guard own(intervals, "noOverlap") else { return }
    let members = intervals.map(\.index)
    guard let (kinds, times) = checkedTimes(setups, kinds, count: members.count, "noOverlap") else { return }
    let isForbidding = times.joined().contains(KindTimes.never)
    let direct = DirectTransitionConstraint(members, kinds: kinds, times: times)
    if isForbidding || (isDirect && !direct.isImpliedByTimes(in: data)) { post(direct) }
    if isDirect, isForbidding || !direct.isImpliedByTimes(in: data) { return }
    post(TransitionConstraint(members, kinds: kinds, times: times.map { $0.map { max(0, $0) } }))
  }

  /// No two of `intervals` are under way at the same time.
  ///
  /// - Parameter isStrict: whether an interval of no duration may not lie inside another one, where it starts after the
  ///   other one has started and ends before it ends. At the start and at the end of another it may always be.
  public func noOverlap(_ intervals: [IntervalVar], isStrict: Bool) {
    guard isStrict else { return noOverlap(intervals) }
    noOverlap(intervals, setups: [[0]], kinds: intervals.map { _ in 0 })
  }

  /// Kinds and times that go together, with `KindTimes.never` for nil; nil after noting what is wrong with them.
  func checkedTimes(
    _ times: [[Int?]], _ kinds: [Int]?, count: Int, _ what: String
  ) -> (kinds: [Int], times: [[Int]])? {
    let kinds = kinds ?? Array(0..<count)
    if kinds.count != count {
      note(.mismatchedCounts("\(what): \(count) intervals, \(kinds.count) kinds"))
    } else if let row = times.first(where: { $0.count != times.count }) {
      note(.mismatchedCounts("\(what): \(times.count) rows of times, one of \(row.count)"))
    } else if let kind = kinds.first(where: { !times.indices.contains($0) }) {
      note(.mismatchedCounts("\(what): \(times.count) rows of times, a kind \(kind)"))
    } else if times.joined().contains(where: { $0.map { $0 < 0 } ?? false }) {
      note(.negativeQuantity("a time between intervals"))
    } else if times.joined().contains(where: { $0.map { $0 > Model.limit } ?? false }) {
      note(.overflow("a time between intervals"))
    } else {
      return (kinds, KindTimes.relevant(times.map { $0.map { $0 ?? KindTimes.never } }, kinds))
    }
    return nil
  }
}
