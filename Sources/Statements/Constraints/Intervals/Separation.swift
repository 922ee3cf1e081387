/// Two intervals of which one ends some time before the other starts, whichever it is, where both are present.
package struct Separation {
  /// By their places among the model's.
  package let first: Int
  package let second: Int
  /// The least time between them where `first` comes first; nil where it cannot.
  package let forward: Int?
  /// The same where `second` comes first.
  package let backward: Int?

  package init(_ first: Int, _ second: Int, forward: Int?, backward: Int?) {
    self.first = first
    self.second = second
    self.forward = forward
    self.backward = backward
  }

  package func violation(of values: [Int], in data: ModelData) -> String? {
    guard data.isPresent(first, values), data.isPresent(second, values) else { return nil }
    func gap(_ a: Int, _ b: Int) -> Int {
      data.intervals[b].start.value(values) - data.intervals[a].end.value(values)
    }
    if let forward, gap(first, second) >= forward { return nil }
    if let backward, gap(second, first) >= backward { return nil }
    return "\(data.intervals[first].name) and \(data.intervals[second].name) are too close to each other"
  }
}

extension Decomposition {
  /// An order, unless the bounds leave only one, and what each of the two asks for.
  mutating func post(_ pair: Separation) {
    let (a, b) = (data.intervals[pair.first], data.intervals[pair.second])
    let present = [a.presence, b.presence].compactMap { $0 }
    let forward = pair.forward.map { a.end - b.start + $0 }.flatMap { range(of: $0).lowerBound <= 0 ? $0 : nil }
    let backward = pair.backward.map { b.end - a.start + $0 }.flatMap { range(of: $0).lowerBound <= 0 ? $0 : nil }
    if [forward, backward].contains(where: { $0.map { range(of: $0).upperBound <= 0 } ?? false }) { return }
    guard let forward, let backward else {
      if let only = forward ?? backward {
        post(LinearConstraint(only, .atMost, if: present))
      } else {
        post(ClauseConstraint(present.map { !$0 }))
      }
      return
    }
    let isForward = boolean()
    post(LinearConstraint(forward, .atMost, if: [isForward] + present))
    post(LinearConstraint(backward, .atMost, if: [!isForward] + present))
  }
}

/// Times from one kind of interval to another, as rows of a constraint's description.
package enum KindTimes {
  /// Stands for a succession that is forbidden.
  package static let never = -1

  /// What is wrong with times and kinds that were read from a file, in words.
  static func flaw(_ members: [Int], _ kinds: [Int], _ times: [[Int]], in data: ModelData) -> String? {
    if kinds.count != members.count { return "\(members.count) intervals, \(kinds.count) kinds" }
    if times.contains(where: { $0.count != times.count }) { return "the times are not square" }
    if !kinds.allSatisfy(times.indices.contains) { return "a kind without times" }
    if times.joined().contains(where: { $0 < never || $0 > Model.limit }) { return "a time is out of range" }
    return data.repetition(among: members)
  }

  /// The same times, 0 where no two intervals ask for them.
  static func relevant(_ times: [[Int]], _ kinds: [Int]) -> [[Int]] {
    var counts = [Int](repeating: 0, count: times.count)
    for kind in kinds { counts[kind] += 1 }
    return times.indices.map { from in
      times.indices.map { to in
        let isAsked = from == to ? counts[from] > 1 : counts[from] > 0 && counts[to] > 0
        return isAsked ? times[from][to] : 0
      }
    }
  }

  /// The least time from the end of one kind to the start of another over whatever comes between, or `never`: shortest
  /// paths, where each kind on the way adds the least duration of its intervals.
  ///
  /// - Parameter passing: by kind, that duration; nil where nothing of the kind can come between.
  /// - Complexity: cubic in the kinds up to some hundred; above that, ways of more than one step are estimated by their
  ///   first and their last one.
  /// - Source: Floyd 1962, "Algorithm 97: shortest path".
  static func closed(_ times: [[Int]], passing: [Int?]) -> [[Int]] {
    let far = Int.max / 4
    var closed = times.map { $0.map { $0 == never ? far : $0 } }
    let kinds = closed.indices
    if kinds.count <= 256 {
      for between in kinds {
        guard let duration = passing[between] else { continue }
        for from in kinds where closed[from][between] < far {
          let way = closed[from][between] + duration
          for to in kinds where way + closed[between][to] < closed[from][to] {
            closed[from][to] = way + closed[between][to]
          }
        }
      }
    } else {
      let leaving = closed.map { $0.min() ?? far }
      let entering = kinds.map { to in kinds.reduce(far) { min($0, closed[$1][to]) } }
      for from in kinds {
        for to in kinds { closed[from][to] = min(closed[from][to], leaving[from] + entering[to]) }
      }
    }
    return closed.map { $0.map { $0 >= far ? never : min($0, Model.limit) } }
  }
}

extension ModelData {
  /// The present intervals among `members` by start, then by end, then by their place in the list: positions in it.
  package func sequence(of members: [Int], _ values: [Int]) -> [Int] {
    members.indices.filter { isPresent(members[$0], values) }.sorted { a, b in
      let (one, other) = (intervals[members[a]], intervals[members[b]])
      return (one.start.value(values), one.end.value(values), a)
        < (other.start.value(values), other.end.value(values), b)
    }
  }
}
