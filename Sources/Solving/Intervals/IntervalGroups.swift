import Statements

/// Which intervals of a model are ways to do one and the same thing.
struct IntervalGroups {
  struct Group {
    /// The interval that has the times of whatever is chosen; nil where there is none.
    let main: Int?
    let options: [Int]
    /// Of the whole; nil where one of the options always takes place.
    let presence: BoolVar?

    fileprivate var first: Int { ([main].compactMap { $0 } + options).min() ?? 0 }
  }

  private let data: ModelData
  private var groups: [Group] = []
  private var isTaken: [Bool]

  /// nil where an interval belongs to several groups.
  init?(_ data: ModelData) {
    self.data = data
    isTaken = Array(repeating: false, count: data.intervals.count)
    guard takeAlternatives() else { return nil }
    takeExclusive()
    for interval in data.intervals.indices where !isTaken[interval] {
      take(Group(main: nil, options: [interval], presence: data.intervals[interval].presence))
    }
  }

  /// In the order of their first intervals.
  var sorted: [Group] { groups.sorted { $0.first < $1.first } }

  private mutating func take(_ group: Group) {
    groups.append(group)
    for interval in group.options { isTaken[interval] = true }
    if let main = group.main { isTaken[main] = true }
  }

  private mutating func takeAlternatives() -> Bool {
    for case let alternative as AlternativeConstraint in data.constraints {
      guard !([alternative.main] + alternative.options).contains(where: { isTaken[$0] }),
        alternative.options.count == 1 || alternative.options.allSatisfy({ data.intervals[$0].presence != nil })
      else { return false }
      take(
        Group(
          main: alternative.main, options: alternative.options,
          presence: data.intervals[alternative.main].presence))
    }
    return true
  }

  /// Optional intervals of which exactly one takes place; the interval that has their times is found by equations.
  private mutating func takeExclusive() {
    var members: [Signed: [Int]] = [:]
    for (position, interval) in data.intervals.enumerated() {
      if let presence = interval.presence { members[Signed(presence), default: []].append(position) }
    }
    let ties = startTies
    for group in data.exclusiveGroups {
      let options = group.compactMap { literal -> Int? in
        guard let present = members[Signed(literal)], present.count == 1, !isTaken[present[0]] else { return nil }
        return present[0]
      }
      guard options.count == group.count, options.count > 1, Set(options).count == options.count else { continue }
      var mains = ties[options[0]] ?? []
      for option in options.dropFirst() { mains.formIntersection(ties[option] ?? []) }
      take(Group(main: mains.filter { !isTaken[$0] }.min(), options: options, presence: nil))
    }
  }

  /// By optional interval: the intervals, always present, that start with it wherever it is present.
  private var startTies: [Int: Set<Int>] {
    var ties: [Int: Set<Int>] = [:]
    var starting: [Int: [Int]] = [:]
    for (position, interval) in data.intervals.enumerated() {
      if let start = interval.start.terms.first { starting[start.variable, default: []].append(position) }
    }
    for case let equation as LinearConstraint in data.constraints where equation.comparison == .equal {
      guard let difference = DifferenceForm(equation.form), difference.constant == 0 else { continue }
      for option in starting[difference.plus] ?? [] {
        for main in starting[difference.minus] ?? [] {
          for (copy, whole) in [(option, main), (main, option)]
          where data.intervals[whole].presence == nil && holds(equation, with: copy) {
            ties[copy, default: []].insert(whole)
          }
        }
      }
    }
    return ties
  }

  /// Whether an equation holds wherever this optional interval is present.
  private func holds(_ equation: LinearConstraint, with interval: Int) -> Bool {
    guard let presence = data.intervals[interval].presence else { return false }
    return equation.conditions.allSatisfy { Signed($0) == Signed(presence) }
  }
}
