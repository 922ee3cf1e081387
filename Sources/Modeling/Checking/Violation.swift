/// The checker: looks at values only, and shares nothing with the engines that find them.
extension ModelData {
  /// The first thing that is wrong with an assignment of all variables, in words; nil where it is a solution.
  ///
  /// - Complexity: linear, but quadratic in the intervals of a cumulative resource.
  package func violation(of values: [Int]) -> String? {
    guard values.count == variableCount else { return "\(values.count) values for \(variableCount) variables" }
    for index in 0..<variableCount where values[index] < lower[index] || values[index] > upper[index] {
      return "\(variableName(index)) = \(values[index]) is outside \(lower[index]) ... \(upper[index])"
    }
    for (position, constraint) in constraints.enumerated() {
      if let broken = violation(of: constraint, values) { return "constraint \(position): \(broken)" }
    }
    return nil
  }

  /// The objective's value for a solution, in the sense of minimisation.
  package func cost(of values: [Int]) -> Int? { objective?.cost.value(values) }

  func holds(_ b: BoolVar, _ values: [Int]) -> Bool { b.holds(values[b.variable.index]) }

  /// The same for one constraint; it may look at its own variables only.
  package func violation(of constraint: Constraint, _ values: [Int]) -> String? {
    switch constraint {
    case .linear(let form, let comparison, let conditions):
      guard conditions.allSatisfy({ holds($0, values) }) else { return nil }
      let difference = form.value(values)
      let isKept =
        switch comparison {
        case .atMost: difference <= 0
        case .equal: difference == 0
        case .notEqual: difference != 0
        }
      return isKept ? nil : "linear, the sides differ by \(difference)"
    case .clause(let literals):
      return literals.contains { holds($0, values) } ? nil : "none of \(literals.count) Booleans is true"
    case .atMostOne(let literals):
      let count = literals.count { holds($0, values) }
      return count <= 1 ? nil : "\(count) Booleans are true, at most one may be"
    case .domain(let variable, let allowed):
      return allowed.contains(values[variable]) ? nil : "\(variableName(variable)) = \(values[variable]) is a gap"
    case .indicator(let b, let variable, let value):
      return holds(b, values) == (values[variable] == value)
        ? nil : "the indicator of \(variableName(variable)) = \(value) is wrong"
    case .precedence(let first, let second, let delay, let conditions):
      guard conditions.allSatisfy({ holds($0, values) }), isPresent(first, values), isPresent(second, values) else {
        return nil
      }
      let end = intervals[first].end.value(values)
      let start = intervals[second].start.value(values)
      return end + delay <= start
        ? nil : "\(intervals[first].name) ends at \(end), \(intervals[second].name) starts at \(start)"
    case .noOverlap(let members): return overlap(members, values)
    case .cumulative(let members, let demands, let capacity):
      return overload(members, demands, capacity.value(values), values)
    case .maximum(let target, let operands):
      let largest = operands.reduce(Int.min) { max($0, $1.value(values)) }
      return target.value(values) == largest ? nil : "an extremum is \(target.value(values)), not \(largest)"
    case .element(let target, let elements, let index):
      let position = index.value(values)
      guard elements.indices.contains(position) else { return "element \(position) of \(elements.count)" }
      let element = elements[position].value(values)
      return target.value(values) == element ? nil : "element \(position) is \(element), not \(target.value(values))"
    }
  }

  private func isPresent(_ interval: Int, _ values: [Int]) -> Bool {
    intervals[interval].presence.map { holds($0, values) } ?? true
  }

  /// The present intervals of positive duration among `members`: position, start, end.
  private func occupied(_ members: [Int], _ values: [Int]) -> [(position: Int, start: Int, end: Int)] {
    members.enumerated().compactMap { position, interval in
      guard isPresent(interval, values) else { return nil }
      let start = intervals[interval].start.value(values)
      let end = intervals[interval].end.value(values)
      return end > start ? (position, start, end) : nil
    }
  }

  private func overlap(_ members: [Int], _ values: [Int]) -> String? {
    let sorted = occupied(members, values).sorted { ($0.start, $0.position) < ($1.start, $1.position) }
    for (first, second) in zip(sorted, sorted.dropFirst()) where first.end > second.start {
      let (a, b) = (intervals[members[first.position]].name, intervals[members[second.position]].name)
      return "\(a) and \(b) overlap at \(second.start)"
    }
    return nil
  }

  /// The profile rises at starts only, so these are the times to look at.
  private func overload(_ members: [Int], _ demands: [LinearForm], _ capacity: Int, _ values: [Int]) -> String? {
    let running = occupied(members, values)
    for task in running {
      var total = 0
      for other in running where other.start <= task.start && task.start < other.end {
        total += demands[other.position].value(values)
      }
      if total > capacity { return "a demand of \(total) at \(task.start) where the capacity is \(capacity)" }
    }
    return nil
  }
}
