/// What has to say of each interval that start + duration = end.
extension ModelData {
  /// The first interval whose sums do not say so by themselves, and neither does a linear constraint wherever it is
  /// present; nil where there is none.
  package var intervalWithoutEquation: Int? {
    var gaps: [(interval: Int, form: LinearForm)] = []
    for (place, interval) in intervals.enumerated() {
      let gap = (interval.start - interval.duration.negated) - interval.end
      if gap != LinearForm() { gaps.append((place, gap)) }
    }
    if gaps.isEmpty { return nil }
    var places: [LinearForm: [Int]] = [:]
    for (place, gap) in gaps.enumerated() {
      for form in [gap.form, gap.form.negated] { places[form.reduced(for: .equal), default: []].append(place) }
    }
    var isSaid = [Bool](repeating: false, count: gaps.count)
    for case let constraint as LinearConstraint in constraints where constraint.comparison == .equal {
      for place in places[constraint.form.reduced(for: .equal)] ?? [] {
        let presence = intervals[gaps[place].interval].presence
        if constraint.conditions.allSatisfy({ $0.isSame(as: presence) }) { isSaid[place] = true }
      }
    }
    return isSaid.firstIndex(of: false).map { gaps[$0].interval }
  }
}

extension BoolVar {
  fileprivate func isSame(as other: BoolVar?) -> Bool {
    variable.position == other?.variable.position && isNegated == other?.isNegated
  }
}
