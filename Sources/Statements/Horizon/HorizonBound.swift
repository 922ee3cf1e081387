import Basics

/// A time by which every interval without a latest start can start, whatever solution is looked for: a horizon that
/// decides neither whether there is a solution nor what the best one costs.
///
/// Fix the values of all other variables and, of each constraint, how it is kept: which of two intervals comes first,
/// which operand is the largest. What is left is a system of linear rows over times that are not negative.
/// - Rows t_j >= t_i + w have a least solution, in which t_j is the length of a longest path. A simple path leaves each
///   time once, so the sum over all times of the largest weight that leaves them is enough, and cheapest where the
///   objective wants nothing late.
/// - Where the objective wants some times late, some best solution is a vertex; its times are path lengths where every
///   step counts in both directions.
/// - Rows that hold times up as a sum (t_i + t_j >= w) leave no gap longer than the longest weight: what comes after a
///   longer one could move back.
/// - Of other rows, a smallest solution is within (n + 1) times the largest subdeterminant, which Laplace expansion
///   along them bounds, as the rest is totally unimodular.
/// - Source: Bellman 1958 for the first; Schrijver 1986, "Theory of Linear and Integer Programming", theorem 17.1, for
///   the last.
package struct HorizonBound {
  package private(set) var data: ModelData
  private var open: OpenVariables
  /// Largest weight of a row from the time 0, and the largest magnitude of a row with one time.
  private var fromZero = 0
  private var aboutZero = 0
  /// By time, the largest weight of a row that leaves it, and the largest magnitude of a row that it is in.
  private var leaving: [Int: Int] = [:]
  private var touching: [Int: Int] = [:]
  /// Largest sum that rows hold up.
  private var heldUp = 0
  private var hasSums = false
  /// Rows that are none of these.
  private var isGeneral = false
  private var factors = Checked(1)
  private var constants = Checked(0)
  /// Times that a row may hold back, by themselves or by another time.
  private var latest = Set<Int>()
  private var heldBack: [Int: Set<Int>] = [:]

  init(_ data: ModelData, _ open: OpenVariables) {
    self.data = data
    self.open = open
    for (variable, _) in open.definitions {
      leaving[variable] = 0
      touching[variable] = 0
    }
  }

  /// - Throws: where no such time fits, or the objective gets better without end.
  mutating func horizon() throws(ModelError) -> Int {
    for constraint in data.constraints { try add(constraint) }
    let costs = data.objective.map { $0.cost.terms.filter { open.contains($0.variable) } } ?? []
    let wantsLate = costs.contains { $0.coefficient < 0 }
    if wantsLate, isUnbounded(costs) { throw .unboundedObjective }
    let count = Checked(leaving.count + 1)
    var horizon: Checked
    if isGeneral || (hasSums && wantsLate) {
      horizon = count * (Checked(aboutZero) + sum(touching) + constants) * factors
    } else if heldUp > 0 {
      horizon = count * Checked(max(heldUp, fromZero, leaving.values.max() ?? 0))
    } else if wantsLate {
      horizon = Checked(aboutZero) + sum(touching)
    } else {
      horizon = Checked(fromZero) + sum(leaving)
    }
    for hint in data.hints where open.contains(hint.variable) { horizon = horizon.raised(to: hint.value) }
    guard let value = horizon.value, value <= Model.limit else {
      throw OpenVariables.tooLate("the latest start of an interval", horizon.value ?? .max)
    }
    return value
  }

  /// Whether some times can move on together, as far as they like and at a gain: nothing holds them back but each other.
  private func isUnbounded(_ costs: [LinearForm.Term]) -> Bool {
    let cost = Dictionary(uniqueKeysWithValues: costs.map { ($0.variable, $0.coefficient) })
    return costs.contains { term in
      guard term.coefficient < 0 else { return false }
      var moved: Set = [term.variable]
      var waiting = [term.variable]
      while let time = waiting.popLast() {
        if latest.contains(time) { return false }
        for other in heldBack[time] ?? [] where moved.insert(other).inserted { waiting.append(other) }
      }
      return moved.reduce(Checked(0)) { $0 + Checked(cost[$1] ?? 0) }.isNegative
    }
  }

  private func sum(_ weights: [Int: Int]) -> Checked { weights.values.reduce(Checked(0)) { $0 + Checked($1) } }

  // MARK: Constraints

  private mutating func add(_ constraint: any Constraint) throws(ModelError) {
    if constraint.addRows(to: &self) { return }
    var isOverTime = false
    constraint.forEachVariable(data.intervals) { isOverTime = isOverTime || open.contains($0) }
    if !isOverTime { return }
    let (variables, constraints) = (data.variableCount, data.constraints.count)
    var pieces = Decomposition(data, open: open)
    // The one copy is the decomposition's, so that what it adds costs no copy of all the rest.
    data = ModelData(name: data.name)
    let hasPieces = constraint.decompose(into: &pieces)
    data = pieces.data
    if !hasPieces { throw .needsHorizon(type(of: constraint).name) }
    for variable in variables..<data.variableCount where data.lower[variable] != 0 || data.upper[variable] != 1 {
      // It may be computed from times, so its bounds are no more known than theirs.
      open.add(IntVar(model: 0, position: Int32(variable)), .oneOf([]))
      leaving[variable] = 0
      touching[variable] = 0
    }
    for piece in data.constraints[constraints...] { try add(piece) }
  }

  package func isOpen(_ form: LinearForm) -> Bool { open.contains(form) }

  package mutating func addEquation(_ form: LinearForm) {
    addRow(form)
    addRow(form.negated)
  }

  /// One of two intervals ends before the other starts or, on a cumulative, starts while the other is under way.
  ///
  /// - Parameter gap: the longest time that has to be between them.
  package mutating func addResource(_ members: [Int], gap: Int = 0) {
    let intervals = members.map { data.intervals[$0] }
    guard intervals.contains(where: { open.contains($0.start) }) else { return }
    var longest = 0
    for interval in intervals {
      let duration = max(1, range(of: interval.duration).upperBound) + gap
      longest = max(longest, duration)
      if let start = interval.start.terms.first?.variable, open.contains(start) {
        leaving[start] = max(leaving[start] ?? 0, duration)
      } else {
        let (start, end) = (range(of: interval.start), range(of: interval.end))
        fromZero = max(fromZero, end.upperBound + gap)
        aboutZero = max(aboutZero, abs(start.lowerBound), abs(start.upperBound), abs(end.upperBound) + gap)
      }
    }
    for interval in intervals {
      for term in interval.start.terms + interval.end.terms where open.contains(term.variable) {
        touching[term.variable] = max(touching[term.variable] ?? 0, longest + 1)
      }
    }
  }

  // MARK: Rows

  /// The range of the part of a form that does not depend on open times.
  private func range(of form: LinearForm) -> ClosedRange<Int> {
    data.range(of: LinearForm(terms: form.terms.filter { !open.contains($0.variable) }, constant: form.constant))
  }

  /// form <= 0.
  ///
  /// - Parameter holdsBack: whether late times can break it; a row of two of which one holds is kept by late ones.
  package mutating func addRow(_ form: LinearForm, holdsBack: Bool = true) {
    let times = form.terms.filter { open.contains($0.variable) }
    guard let first = times.first else { return }
    let rest = range(of: form)
    let magnitude = max(abs(rest.lowerBound), abs(rest.upperBound))
    let divisor = abs(first.coefficient)
    if times.count == 1 {
      aboutZero = max(aboutZero, ceilDivide(magnitude, divisor))
      if first.coefficient > 0 {
        if holdsBack { latest.insert(first.variable) }
      } else {
        fromZero = max(fromZero, ceilDivide(rest.upperBound, divisor))
      }
    } else if times.count == 2, first.coefficient == -times[1].coefficient {
      let earlier = first.coefficient > 0 ? first.variable : times[1].variable
      if holdsBack { heldBack[earlier, default: []].formUnion(times.map(\.variable)) }
      leaving[earlier] = max(leaving[earlier] ?? 0, ceilDivide(rest.upperBound, divisor))
      for time in times {
        touching[time.variable] = max(touching[time.variable] ?? 0, ceilDivide(magnitude, divisor))
      }
    } else if times.allSatisfy({ $0.coefficient > 0 }) {
      addSum(times, magnitude)
    } else if times.allSatisfy({ $0.coefficient < 0 && open.isStart($0.variable) }) {
      heldUp = max(heldUp, rest.upperBound)
      addSum(times, magnitude)
    } else {
      isGeneral = true
      addSum(times, magnitude)
    }
  }

  private mutating func addSum(_ times: [LinearForm.Term], _ magnitude: Int) {
    hasSums = true
    for time in times where time.coefficient > 0 { latest.insert(time.variable) }
    factors = factors * times.reduce(Checked(0)) { $0 + Checked(abs($1.coefficient)) }
    constants = constants + Checked(magnitude)
  }

  /// Some of these forms add up to at most another.
  package mutating func addGeneral(_ forms: [LinearForm]) {
    isGeneral = true
    for term in forms.flatMap(\.terms) { latest.insert(term.variable) }
    for form in forms {
      let rest = range(of: form)
      constants = constants + Checked(max(abs(rest.lowerBound), abs(rest.upperBound)))
    }
    factors =
      factors
      * forms.flatMap(\.terms).filter { open.contains($0.variable) }.reduce(Checked(0)) {
        $0 + Checked(abs($1.coefficient))
      }
  }
}

/// An integer that is nil from its first overflow on.
private struct Checked {
  private(set) var value: Int?

  init(_ value: Int?) { self.value = value }

  var isNegative: Bool { value.map { $0 < 0 } ?? false }

  func raised(to floor: Int) -> Checked { Checked(value.map { max($0, floor) }) }

  static func + (left: Checked, right: Checked) -> Checked {
    combined(left, right) { $0.addingReportingOverflow($1) }
  }

  static func * (left: Checked, right: Checked) -> Checked {
    combined(left, right) { $0.multipliedReportingOverflow(by: $1) }
  }

  private static func combined(
    _ left: Checked, _ right: Checked, _ operation: (Int, Int) -> (partialValue: Int, overflow: Bool)
  ) -> Checked {
    guard let a = left.value, let b = right.value else { return Checked(nil) }
    let (value, overflow) = operation(a, b)
    return Checked(overflow ? nil : value)
  }
}
