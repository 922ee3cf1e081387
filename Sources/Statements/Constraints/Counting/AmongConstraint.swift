/// target = how many of the expressions have one of the values.
package struct AmongConstraint: Constraint {
  package static let name = "among"
  package private(set) var target: LinearForm
  package private(set) var expressions: [LinearForm]
  package private(set) var values: [Int]

  package init(_ target: LinearForm, of expressions: [LinearForm], values: [Int]) {
    self.target = target
    self.expressions = expressions
    self.values = values
  }

  package static var blank: Self { Self(LinearForm(), of: [], values: []) }

  package mutating func visitParts(_ visitor: inout some PartVisitor) {
    visitor.form("", &target)
    visitor.forms("of", &expressions)
    visitor.numbers("values", &values)
  }

  package func violation(of values: [Int], in data: ModelData) -> String? {
    let wanted = Set(self.values)
    let count = expressions.count { wanted.contains($0.value(values)) }
    return target.value(values) == count
      ? nil : "\(count) expressions are among the values, not \(target.value(values))"
  }

  package var functionTargets: [Int] { target.terms.map(\.variable) }

  package var attention: HintCompletion.Attention { .whenOneIsOpen }

  package func complete(_ completion: inout HintCompletion) -> Bool {
    let known = expressions.compactMap { completion.value(of: $0) }
    if known.count == expressions.count {
      let wanted = Set(values)
      completion.solve(target + -known.count { wanted.contains($0) })
    }
    return false
  }

  package func recheck(at position: Int, in data: ModelData, _ open: OpenVariables) throws(ModelError) {
    for expression in expressions where open.contains(expression) && !data.isSafe(expression) {
      throw .overflow("a count of values")
    }
  }

  /// A literal for each run of values that an expression can have; they add up to the target.
  package func decompose(into pieces: inout Decomposition) -> Bool {
    let runs = Self.runs(of: values)
    var inside: [BoolVar] = []
    for expression in expressions {
      for run in runs { inside.append(pieces.literal(expression, in: run)) }
    }
    guard let sum = LinearForm(sum(of: inside)) else { return false }
    pieces.post(LinearConstraint(sum - target, .equal))
    return true
  }

  /// Values without gaps between them, ascending.
  static func runs(of values: [Int]) -> [ClosedRange<Int>] {
    var runs: [ClosedRange<Int>] = []
    for value in Set(values).sorted() {
      if let last = runs.last, last.upperBound == value - 1 {
        runs[runs.count - 1] = last.lowerBound...value
      } else {
        runs.append(value...value)
      }
    }
    return runs
  }
}

extension Decomposition {
  /// A literal that is true exactly where `form` lies in the range.
  mutating func literal(_ form: LinearForm, in range: ClosedRange<Int>) -> BoolVar {
    let possible = self.range(of: form)
    guard range.overlaps(possible) else { return !always() }
    let (low, high) = (max(range.lowerBound, possible.lowerBound), min(range.upperBound, possible.upperBound))
    if low == high { return literal(form, equals: low) }
    if high == possible.upperBound { return literal(atMostZero: form.negated + low) }
    let isLow = literal(atMostZero: form + -high)
    if low == possible.lowerBound { return isLow }
    let isHigh = literal(atMostZero: form.negated + low)
    let both = boolean()
    post(ClauseConstraint([!both, isLow]))
    post(ClauseConstraint([!both, isHigh]))
    post(ClauseConstraint([both, !isLow, !isHigh]))
    return both
  }
}

extension Model {
  /// How many of `expressions` have one of `values`, as a variable. At least, at most or exactly so many is a relation.
  /// ```swift
  /// let shiftsOff = model.among(week, values: [0, 7])
  /// model.add(shiftsOff >= 2)
  /// ```
  public func among(_ expressions: [any LinearExpressible], values: some Sequence<Int>) -> IntVar {
    let forms = canonical(expressions, "a count of values")
    let target = integer(0...forms.count)
    if forms.count == expressions.count {
      // Larger values are no expression's; a difference to them need not fit.
      let values = Set(values).filter { $0.magnitude <= 1 << 60 }
      post(AmongConstraint(LinearForm(variable: target), of: forms, values: values.sorted()))
    }
    return target
  }
}
