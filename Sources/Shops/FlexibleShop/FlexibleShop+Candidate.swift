extension FlexibleShop {
  /// What each operation chose, as an index into all choices, and when it starts.
  package struct Candidate: Sendable, Equatable {
    package var choices: [Int]
    package var starts: [Int]

    package init(choices: [Int], starts: [Int]) {
      self.choices = choices
      self.starts = starts
    }
  }

  /// The objective of a candidate of this shape, feasible or not.
  package func objective(of candidate: Candidate) -> Int {
    (0..<operationCount).reduce(0) { longest, operation in
      max(longest, candidate.starts[operation] + durations[candidate.choices[operation]] + tails[operation])
    }
  }

  /// Whether a candidate respects choices, heads, arcs, and on each resource one operation at a time with the setup
  /// between neighbours; of two that start together the shorter one is the first.
  package func isFeasible(_ candidate: Candidate) -> Bool {
    guard candidate.choices.count == operationCount, candidate.starts.count == operationCount else { return false }
    func end(_ operation: Int) -> Int { candidate.starts[operation] + durations[candidate.choices[operation]] }
    var users = Array(repeating: [Int](), count: resourceCount)
    for operation in 0..<operationCount {
      let choice = candidate.choices[operation]
      guard choices(of: operation).contains(choice), candidate.starts[operation] >= heads[operation] else {
        return false
      }
      for resource in resources[2 * choice...2 * choice + 1] where resource >= 0 { users[resource].append(operation) }
    }
    for arc in arcs where candidate.starts[arc.after] < end(arc.before) + arc.lag { return false }
    for resource in 0..<resourceCount {
      let sequence = users[resource].sorted { (candidate.starts[$0], end($0)) < (candidate.starts[$1], end($1)) }
      for (first, second) in zip(sequence, sequence.dropFirst()) {
        let setup = setups?.time(on: resource, from: first, to: second) ?? 0
        if candidate.starts[second] < end(first) + setup { return false }
      }
    }
    return true
  }
}
