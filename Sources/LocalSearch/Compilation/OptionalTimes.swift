import Statements

/// Variables that are a time of one interval, and whether anything looks at them where that interval is absent.
struct OptionalTimes {
  private struct Time {
    /// The literal of the interval's presence; -1 where it is always present.
    var presence: Int
    var isEnd: Bool
    var isLoose = false
  }

  private var times: [Int: Time] = [:]

  init(_ data: ModelData) {
    for interval in data.intervals {
      let presence = interval.presence.map(Self.number) ?? -1
      let start = interval.start.terms.first?.variable
      if let start, interval.start.terms.count == 1 { add(start, presence, isEnd: false) }
      if let end = interval.end.terms.first?.variable, interval.end.terms.count == 1, end != start {
        add(end, presence, isEnd: interval.end.constant == 0 && interval.end.terms[0].coefficient == 1)
      }
    }
    if times.isEmpty { return }
    for constraint in data.constraints { look(constraint, data) }
    data.objective?.cost.forEachVariable { times[$0]?.isLoose = true }
  }

  private static func number(_ literal: BoolVar) -> Int { literal.variable.index * 2 + (literal.isNegated ? 1 : 0) }

  /// A variable of intervals of different presences is looked at without one of them.
  private mutating func add(_ variable: Int, _ presence: Int, isEnd: Bool) {
    let known = times[variable]
    let isLoose = known.map { $0.isLoose || $0.presence != presence } ?? false
    times[variable] = Time(presence: presence, isEnd: isEnd, isLoose: isLoose)
  }

  /// Constraints on intervals ask for their presence; rows do under conditions.
  private mutating func look(_ constraint: any Constraint, _ data: ModelData) {
    if let linear = constraint as? LinearConstraint {
      for term in linear.form.terms {
        guard let time = times[term.variable] else { continue }
        if !linear.conditions.contains(where: { Self.number($0) == time.presence }) {
          times[term.variable]?.isLoose = true
        }
      }
    } else if constraint is AlternativeConstraint || constraint is NoOverlapConstraint
      || constraint is CumulativeConstraint || constraint is PrecedenceConstraint
    {
      return
    } else {
      constraint.forEachVariable(data.intervals) { times[$0]?.isLoose = true }
    }
  }

  func isEnd(_ variable: Int) -> Bool { times[variable]?.isEnd ?? false }

  /// Whether a variable may be what a definition that holds under this presence says.
  func isDefinable(_ variable: Int, under presence: BoolVar) -> Bool {
    guard let time = times[variable] else { return false }
    return time.presence == Self.number(presence) && !time.isLoose
  }
}
