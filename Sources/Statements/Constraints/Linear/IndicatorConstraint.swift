/// A Boolean is true exactly where a variable has a value.
package struct IndicatorConstraint: Constraint {
  package static let name = "indicator"
  package private(set) var literal: BoolVar
  package private(set) var variable: Int
  package private(set) var value: Int

  package init(_ literal: BoolVar, variable: Int, value: Int) {
    self.literal = literal
    self.variable = variable
    self.value = value
  }

  package static var blank: Self { Self(.blank, variable: 0, value: 0) }

  package mutating func visitParts(_ visitor: inout some PartVisitor) {
    visitor.literal("", &literal)
    visitor.variable("variable", &variable)
    visitor.number("value", &value)
  }

  package func forEachVariable(_ intervals: [Interval], _ visit: (Int) -> Void) {
    visit(literal.variable.index)
    visit(variable)
  }

  package func violation(of values: [Int], in data: ModelData) -> String? {
    data.holds(literal, values) == (values[variable] == value)
      ? nil : "the indicator of \(data.variableName(variable)) = \(value) is wrong"
  }

  package var functionTargets: [Int] { [literal.variable.index] }

  package var attention: HintCompletion.Attention { .always }

  package func complete(_ completion: inout HintCompletion) -> Bool {
    if let known = completion.value(of: variable) {
      completion.assign(literal, known == value)
    } else if completion.truth(literal) == true {
      completion.assign(variable, value)
    }
    return false
  }

  package func addRows(to bound: inout HorizonBound) -> Bool {
    let difference = LinearForm(terms: [LinearForm.Term(variable: variable, coefficient: 1)], constant: -value)
    bound.addRow(difference + 1, holdsBack: false)
    bound.addRow(difference.negated + 1, holdsBack: false)
    return true
  }
}

extension Model {
  /// A Boolean that is true exactly where `x` has `value`.
  /// ```swift
  /// let night = model.indicator(shift, equals: 2)
  /// model.add(workers <= 3, if: night)
  /// ```
  public func indicator(_ x: IntVar, equals value: Int) -> BoolVar {
    let b = boolean()
    guard owns(x) else {
      note(.foreignVariable("an indicator"))
      return b
    }
    post(IndicatorConstraint(b, variable: x.index, value: value))
    return b
  }
}
