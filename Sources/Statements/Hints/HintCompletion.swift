import Basics

extension ModelData {
  /// A solution with all hinted values, where they and what follows from them make one; nil otherwise.
  ///
  /// What follows: extrema, elements, indicators, the last open value of equations and inequalities, conditions that
  /// fail, clauses. What nothing says is left at its default: Booleans are false, integers at their cheap end.
  package func hintedAssignment() -> [Int]? {
    if hints.isEmpty { return nil }
    return completion(of: hints) ?? completion(of: hints.filter { !functionTargets.contains($0.variable) })
  }

  /// These values of the first variables with those of the others that follow from them; nil where that is no solution.
  package func extending(_ values: [Int]) -> [Int]? {
    if values.count == variableCount { return values }
    // Where they are no solution, the others may have said otherwise before their turn came.
    guard let made = completion(of: values.enumerated().map { Hint(variable: $0, value: $1) }),
      made.starts(with: values)
    else { return nil }
    return made
  }

  private func completion(of hints: [Hint]) -> [Int]? {
    var completion = HintCompletion(self)
    for hint in hints { completion.set(hint.variable, hint.value) }
    completion.setDefaults()
    return violation(of: completion.values) == nil ? completion.values : nil
  }

  /// Variables that are functions of others: a hint for one of these that does not agree with theirs is dropped.
  private var functionTargets: Set<Int> {
    var targets = Set<Int>()
    for constraint in constraints { targets.formUnion(constraint.functionTargets) }
    return targets
  }
}

/// Gives values to variables one after the other, and to those whose values follow.
package struct HintCompletion {
  /// When a constraint may have something to say of its open variables.
  package enum Attention: Sendable {
    case never
    case whenOneIsOpen
    /// Whenever one of its variables gets a value.
    case always
  }

  package let data: ModelData
  package private(set) var values: [Int]
  private var isKnown: [Bool]
  private var lower: [Int]
  private var upper: [Int]
  /// By variable, the constraints that it is in.
  private var constraints: [[Int32]]
  /// By constraint, how many of its variables have no value yet; one that it has twice counts twice.
  private var unknown: [Int]
  /// By constraint, whether it has nothing more to say.
  private var isSpent: [Bool]
  private var queue: [Int] = []

  package init(_ data: ModelData) {
    self.data = data
    values = data.lower
    isKnown = [Bool](repeating: false, count: data.variableCount)
    (lower, upper) = (data.lower, data.upper)
    constraints = Array(repeating: [], count: data.variableCount)
    unknown = [Int](repeating: 0, count: data.constraints.count)
    isSpent = [Bool](repeating: false, count: data.constraints.count)
    for (position, constraint) in data.constraints.enumerated() {
      if constraint.attention == .never { continue }
      constraint.forEachVariable(data.intervals) { variable in
        constraints[variable].append(Int32(position))
        unknown[position] += 1
      }
    }
    for variable in 0..<data.variableCount where lower[variable] == upper[variable] { set(variable, lower[variable]) }
    // What has one open variable from the start is not reached by any value.
    for position in data.constraints.indices where unknown[position] == 1 {
      _ = data.constraints[position].complete(&self)
    }
    follow()
  }

  package mutating func set(_ variable: Int, _ value: Int) {
    assign(variable, value)
    follow()
  }

  /// Booleans first: which intervals are absent says which times matter.
  package mutating func setDefaults() {
    for variable in 0..<data.variableCount where data.lower[variable] == 0 && data.upper[variable] == 1 {
      set(variable, lower[variable])
    }
    var pull = [Int: Int]()
    for term in data.objective?.cost.terms ?? [] { pull[term.variable] = term.coefficient }
    for variable in 0..<data.variableCount {
      set(variable, (pull[variable] ?? 0) < 0 ? upper[variable] : lower[variable])
    }
  }

  package mutating func assign(_ variable: Int, _ value: Int) {
    if isKnown[variable] { return }
    isKnown[variable] = true
    // A value outside the domain is no solution, and must not make sums overflow.
    values[variable] = min(max(value, data.lower[variable]), data.upper[variable])
    queue.append(variable)
  }

  package mutating func assign(_ literal: BoolVar, _ truth: Bool) {
    assign(literal.variable.index, truth != literal.isNegated ? 1 : 0)
  }

  private mutating func follow() {
    while let variable = queue.popLast() {
      for position in constraints[variable] { unknown[Int(position)] -= 1 }
      for position in constraints[variable] {
        let constraint = data.constraints[Int(position)]
        if isSpent[Int(position)] { continue }
        if constraint.attention == .always || unknown[Int(position)] <= 1 {
          isSpent[Int(position)] = constraint.complete(&self)
        }
      }
    }
  }

  // MARK: For constraints

  package func truth(_ b: BoolVar) -> Bool? {
    isKnown[b.variable.index] ? b.holds(values[b.variable.index]) : nil
  }

  package func value(of variable: Int) -> Int? { isKnown[variable] ? values[variable] : nil }

  package func value(of form: LinearForm) -> Int? {
    form.terms.allSatisfy { isKnown[$0.variable] } ? form.value(values) : nil
  }

  /// The one term whose variable has no value, and the value of all else.
  private func open(_ form: LinearForm) -> (term: LinearForm.Term, rest: Int)? {
    var open: LinearForm.Term?
    var rest = form.constant
    for term in form.terms {
      if isKnown[term.variable] {
        rest += term.coefficient * values[term.variable]
      } else if open == nil {
        open = term
      } else {
        return nil
      }
    }
    return open.map { ($0, rest) }
  }

  /// form = 0.
  package mutating func solve(_ form: LinearForm) {
    guard let (term, rest) = open(form), rest % term.coefficient == 0 else { return }
    assign(term.variable, -rest / term.coefficient)
  }

  /// form <= 0.
  package mutating func bound(_ form: LinearForm) {
    guard let (term, rest) = open(form) else { return }
    let variable = term.variable
    if term.coefficient > 0 {
      upper[variable] = max(lower[variable], min(upper[variable], floorDivide(-rest, term.coefficient)))
    } else {
      lower[variable] = min(upper[variable], max(lower[variable], ceilDivide(rest, -term.coefficient)))
    }
    if lower[variable] == upper[variable] { assign(variable, lower[variable]) }
  }
}
