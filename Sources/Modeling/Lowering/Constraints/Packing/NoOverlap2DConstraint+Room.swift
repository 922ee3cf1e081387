import Statements

extension NoOverlap2DConstraint {
  /// How much room there is for rectangles in one direction: from the earliest start to the latest end or, where a
  /// variable is at least every end, to that variable.
  ///
  /// - Parameter members: the intervals of that direction, `xs` or `ys`.
  /// - Returns: nil where it does not fit.
  func room(along members: [Int], in data: ModelData) -> LinearForm? {
    let ranges = members.map { (data.range(of: data.intervals[$0].start), data.range(of: data.intervals[$0].end)) }
    guard let first = ranges.map(\.0.lowerBound).min(), let last = ranges.map(\.1.upperBound).max() else { return nil }
    let constant = LinearForm(constant: last - first)
    guard data.isSafe(constant) else { return nil }
    guard let top = commonLimit(of: members, in: data), data.range(of: top).upperBound <= last else { return constant }
    // Below every start, the limit may be where no rectangle is there.
    let isSure = zip(xs, ys).contains { data.intervals[$0].presence == nil && data.intervals[$1].presence == nil }
    let room = top + -first
    return data.isSafe(room) && (isSure || data.range(of: room).lowerBound >= 0) ? room : constant
  }

  /// A variable plus a constant that all ends are at most, where the rectangle is there.
  private func commonLimit(of members: [Int], in data: ModelData) -> LinearForm? {
    // By the variable of an end, the places of the intervals that end there.
    var places: [Int: [Int]] = [:]
    for (place, member) in members.enumerated() {
      let end = data.intervals[member].end
      guard end.terms.count == 1, end.terms[0].coefficient == 1 else { return nil }
      places[end.terms[0].variable, default: []].append(place)
    }
    // By limit, the largest that end - limit can be by place.
    var excess: [Int: [Int: Int]] = [:]
    func note(_ difference: LinearForm, _ conditions: [BoolVar]) {
      guard difference.terms.count == 2, abs(difference.terms[0].coefficient) == 1,
        difference.terms[0].coefficient == -difference.terms[1].coefficient
      else { return }
      let isFirst = difference.terms[0].coefficient > 0
      let (time, limit) = (difference.terms[isFirst ? 0 : 1].variable, difference.terms[isFirst ? 1 : 0].variable)
      for place in places[time] ?? [] {
        let presences = [xs[place], ys[place]].compactMap { data.intervals[$0].presence }
        let isMet = conditions.allSatisfy { condition in
          presences.contains {
            $0.variable.index == condition.variable.index && $0.isNegated == condition.isNegated
          }
        }
        if !isMet { continue }
        // time + c <= limit, so end <= limit + end.constant - c.
        let beyond = data.intervals[members[place]].end.constant - difference.constant
        excess[limit, default: [:]][place] = min(beyond, excess[limit]?[place] ?? .max)
      }
    }
    for constraint in data.constraints {
      if let row = constraint as? LinearConstraint, row.comparison != .notEqual {
        note(row.form, row.conditions)
        if row.comparison == .equal { note(row.form.negated, row.conditions) }
      } else if let maximum = constraint as? MaximumConstraint {
        for operand in maximum.operands { note(operand - maximum.target, []) }
      }
    }
    let common = excess.filter { $0.value.count == members.count }
    let limits = common.map { (variable: $0.key, excess: $0.value.values.max() ?? 0) }
    let best = limits.min { a, b in
      (data.upper[a.variable] + a.excess, a.variable) < (data.upper[b.variable] + b.excess, b.variable)
    }
    return best.map {
      LinearForm(terms: [LinearForm.Term(variable: $0.variable, coefficient: 1)], constant: $0.excess)
    }
  }
}
