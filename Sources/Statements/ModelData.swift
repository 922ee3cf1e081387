/// A model's contents, validated: what engines lower, linearise and check. A plain value, free to cross threads.
package struct ModelData: Sendable {
  package struct Objective: Sendable {
    /// What is minimised; already negated where the user maximises.
    package var cost: LinearForm
    package var isMaximised: Bool

    package init(cost: LinearForm, isMaximised: Bool) {
      self.cost = cost
      self.isMaximised = isMaximised
    }

    /// A cost as the user's objective value, and back.
    package func inUserSense(_ cost: Int) -> Int { isMaximised ? -cost : cost }
  }

  package struct Hint: Sendable {
    package var variable: Int
    package var value: Int

    package init(variable: Int, value: Int) {
      self.variable = variable
      self.value = value
    }
  }

  package var name: String
  package var lower: [Int] = []
  package var upper: [Int] = []
  /// Empty where the user gave none.
  package var names: [String] = []
  package var intervals: [Interval] = []
  package var constraints: [any Constraint] = []
  package var objective: Objective?
  package var hints: [Hint] = []
  /// What the user wants decided first, phase by phase, by the numbers of these variables: presolve drops it.
  package var search: [SearchPhase] = []

  package init(name: String) { self.name = name }

  package var variableCount: Int { lower.count }

  package func variableName(_ index: Int) -> String { names[index].isEmpty ? "x\(index)" : names[index] }

  /// The smallest and the largest value over the variables' bounds, each variable on its own.
  package func range(of form: LinearForm) -> ClosedRange<Int> {
    var low = form.constant
    var high = form.constant
    for term in form.terms {
      let a = term.coefficient * lower[term.variable]
      let b = term.coefficient * upper[term.variable]
      low += min(a, b)
      high += max(a, b)
    }
    return low...high
  }

  /// Whether every partial sum of the form stays within 2^60, so that sums of a few never overflow.
  package func isSafe(_ form: LinearForm) -> Bool {
    var total = form.constant.magnitude
    for term in form.terms {
      let largest = max(lower[term.variable].magnitude, upper[term.variable].magnitude)
      let (product, overflow) = term.coefficient.magnitude.multipliedReportingOverflow(by: largest)
      // Of a variable that is 0 too, since forms are added and negated.
      if overflow || max(product, term.coefficient.magnitude) > 1 << 60 || total > 1 << 60 { return false }
      total += product
    }
    return total <= 1 << 60
  }

  /// The maxima that only the objective looks at, and wants small: any target not below its operands will do while
  /// solving, since `completing(_:maxima:)` puts the exact value in. Positions in `constraints`, ascending.
  package var oneSidedMaxima: [Int] {
    var occurrences = [Int](repeating: 0, count: variableCount)
    for constraint in constraints {
      constraint.forEachVariable(intervals) { occurrences[$0] += 1 }
    }
    var found: [Int] = []
    for (position, constraint) in constraints.enumerated() {
      guard let maximum = constraint as? MaximumConstraint, let variable = maximum.target.terms.first?.variable,
        occurrences[variable] == 1
      else { continue }
      // The exact value must never be below the target's own domain.
      var least = maximum.operands.reduce(Int.min) { max($0, range(of: $1).lowerBound) }
      // The larger of an expression and its opposite is not negative.
      if maximum.operands.count == 2, maximum.operands[0] == maximum.operands[1].negated { least = max(least, 0) }
      if range(of: maximum.target).lowerBound > least { continue }
      let pull = objective?.cost.terms.first { $0.variable == variable }?.coefficient ?? 0
      if pull * maximum.target.terms[0].coefficient >= 0 { found.append(position) }
    }
    return found
  }

  /// Values with the exact ones for the targets of these maxima.
  package func completing(_ values: [Int], maxima: [Int]) -> [Int] {
    var values = values
    for position in maxima {
      guard let maximum = constraints[position] as? MaximumConstraint else { continue }
      values[maximum.target.terms[0].variable] = maximum.target.terms[0].coefficient * maximum.largest(values)
    }
    return values
  }
}

/// What the model knows of an interval.
package struct Interval: Sendable {
  package var name: String
  package var start: LinearForm
  package var duration: LinearForm
  package var end: LinearForm
  package var presence: BoolVar?

  package init(name: String, start: LinearForm, duration: LinearForm, end: LinearForm, presence: BoolVar?) {
    self.name = name
    self.start = start
    self.duration = duration
    self.end = end
    self.presence = presence
  }

  package func forEachVariable(_ visit: (Int) -> Void) {
    start.forEachVariable(visit)
    duration.forEachVariable(visit)
    end.forEachVariable(visit)
    if let presence { visit(presence.variable.index) }
  }
}
