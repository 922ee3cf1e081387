/// Of each two present intervals that require different states, one ends before the other starts, with the time between
/// them that the change of state takes.
package struct StateConstraint: Constraint {
  package static let name = "state"
  package private(set) var members: [Int]
  /// The state that each member requires.
  package private(set) var states: [Int]
  /// From state to state; the times from a state to itself say nothing.
  package private(set) var times: [[Int]]

  package init(_ members: [Int], states: [Int], times: [[Int]]) {
    self.members = members
    self.states = states
    self.times = times
  }

  package static var blank: Self { Self([], states: [], times: []) }

  package mutating func visitParts(_ visitor: inout some PartVisitor) {
    visitor.intervals("", &members)
    visitor.numbers("states", &states)
    visitor.rows("times", &times)
  }

  package func flaw(in data: ModelData) -> String? { KindTimes.flaw(members, states, times, in: data) }

  /// nil where the two may overlap.
  package func separation(_ first: Int, _ second: Int) -> Separation? {
    let (one, other) = (states[first], states[second])
    if one == other { return nil }
    func time(_ time: Int) -> Int? { time == KindTimes.never ? nil : time }
    return Separation(
      members[first], members[second], forward: time(times[one][other]), backward: time(times[other][one]))
  }

  package func violation(of values: [Int], in data: ModelData) -> String? {
    for second in members.indices {
      for first in 0..<second {
        if let broken = separation(first, second)?.violation(of: values, in: data) { return broken }
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
      for first in 0..<second {
        if let pair = separation(first, second) { pieces.post(pair) }
      }
    }
    return true
  }
}

extension Model {
  /// Each present one of `intervals` requires something in a state: an oven at a temperature, a tool that is mounted.
  /// Those that require the same state may overlap; others may not, and between them there is time to change it.
  ///
  /// ```swift
  /// // 0 is cold, 1 is hot; heating takes 2, cooling 5.
  /// model.state(bakes, requires: [0, 1, 1], transitions: [[0, 2], [5, 0]])
  /// ```
  /// An interval of no duration requires its state at that one time, unless that is the start or the end of another.
  /// - Parameters:
  ///   - requires: the state of each interval; any number where there are no transitions, else a row of them.
  ///   - transitions: `transitions[a][b]` is the least time from the end of an interval that requires state a to the
  ///     start of a later one that requires b; none when not given. nil where a is never before b. Times from a state
  ///     to itself say nothing.
  public func state(_ intervals: [IntervalVar], requires states: [Int], transitions: [[Int?]]? = nil) {
    guard own(intervals, "a state") else { return }
    let members = intervals.map(\.index)
    let known = Array(Set(states)).sorted()
    let numbers = Dictionary(uniqueKeysWithValues: zip(known, known.indices))
    let free = known.map { _ in known.map { _ in Int?.some(0) } }
    let kinds = transitions == nil ? states.map { numbers[$0] ?? 0 } : states
    guard let (checked, times) = checkedTimes(transitions ?? free, kinds, count: members.count, "a state") else {
      return
    }
    post(StateConstraint(members, states: checked, times: times))
  }
}
