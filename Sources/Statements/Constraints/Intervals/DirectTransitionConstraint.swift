/// The present intervals come one after the other, each with its time after the one just before it.
///
/// Intervals of no duration take part; of several at the same time, the one that is earlier in the list comes first.
package struct DirectTransitionConstraint: Constraint {
  package static let name = "noOverlap with direct transitions"
  package static let keyword = "directTransitions"
  package private(set) var members: [Int]
  /// Of each member.
  package private(set) var kinds: [Int]
  /// From kind to kind; `KindTimes.never` where the second may not be next after the first.
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

  package func violation(of values: [Int], in data: ModelData) -> String? {
    let sequence = data.sequence(of: members, values)
    for (first, second) in zip(sequence, sequence.dropFirst()) {
      let (a, b) = (data.intervals[members[first]], data.intervals[members[second]])
      let time = times[kinds[first]][kinds[second]]
      if time == KindTimes.never { return "\(b.name) comes right after \(a.name)" }
      let gap = b.start.value(values) - a.end.value(values)
      if gap < time { return "\(a.name) and \(b.name) are \(gap) apart, the transition takes \(time)" }
    }
    return nil
  }

  /// The least times between any two, by way of others.
  private func closure(_ leastDuration: (Int) -> Int) -> [[Int]] {
    var passing = [Int?](repeating: nil, count: times.count)
    for (member, kind) in zip(members, kinds) {
      passing[kind] = min(passing[kind] ?? .max, max(0, leastDuration(member)))
    }
    return KindTimes.closed(times, passing: passing)
  }

  /// Whether no detour is quicker than the direct way: then times between each two say the same. Two intervals of no
  /// duration at the same time have an order here, and none there.
  func isImpliedByTimes(in data: ModelData) -> Bool {
    let durations = members.map { data.range(of: data.intervals[$0].duration).lowerBound }
    return durations.count { $0 <= 0 } < 2
      && closure { data.range(of: data.intervals[$0].duration).lowerBound } == times
  }

  package func addRows(to bound: inout HorizonBound) -> Bool {
    bound.addResource(members, gap: max(1, times.joined().max() ?? 0))
    return true
  }

  /// Who follows whom, and the times of those who do; for filtering, what follows from that for each two.
  package func decompose(into pieces: inout Decomposition) -> Bool {
    let sequence = SequenceConstraint(members, in: &pieces)
    pieces.post(
      TransitionConstraint(
        members, kinds: kinds,
        times: closure { [pieces] in
          pieces.range(of: pieces.data.intervals[$0].duration).lowerBound
        }))
    pieces.post(sequence)
    for (i, first) in members.enumerated() {
      for (j, second) in members.enumerated() where i != j {
        let time = times[kinds[i]][kinds[j]]
        let isNext = sequence.next(i, j)
        if time == KindTimes.never {
          pieces.post(ClauseConstraint([!isNext]))
        } else if time > 0 {
          let form = pieces.data.intervals[first].end - pieces.data.intervals[second].start + time
          pieces.post(LinearConstraint(form, .atMost, if: [isNext]))
        }
      }
    }
    return true
  }
}
