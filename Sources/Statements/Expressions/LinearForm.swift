import Basics

/// A linear expression in canonical form: each variable once, in the order of the variables, no zero coefficient.
package struct LinearForm: Sendable, Hashable {
  package struct Term: Sendable, Hashable {
    package var variable: Int
    package var coefficient: Int

    package init(variable: Int, coefficient: Int) {
      self.variable = variable
      self.coefficient = coefficient
    }
  }

  package var terms: [Term]
  package var constant: Int

  package init(terms: [Term] = [], constant: Int = 0) {
    self.terms = terms
    self.constant = constant
  }

  package init(variable: IntVar) { self.init(terms: [Term(variable: variable.index, coefficient: 1)]) }

  /// - Returns: nil when a merged coefficient does not fit 64 bits.
  package init?(_ expression: LinearExpression) {
    if expression.isOverflowing { return nil }
    var merged: [Term] = []
    let sorted =
      expression.terms.count < 2
      ? expression.terms : expression.terms.sorted { $0.variable.position < $1.variable.position }
    for term in sorted {
      if let last = merged.last, last.variable == term.variable.index {
        let (sum, overflow) = last.coefficient.addingReportingOverflow(term.coefficient)
        if overflow { return nil }
        merged[merged.count - 1].coefficient = sum
      } else {
        merged.append(Term(variable: term.variable.index, coefficient: term.coefficient))
      }
    }
    merged.removeAll { $0.coefficient == 0 }
    self.init(terms: merged, constant: expression.constant)
  }

  /// The same with each variable once, in order; nil where a coefficient does not fit 64 bits.
  package func merged() -> LinearForm? {
    LinearForm(
      LinearExpression(
        terms: terms.map {
          LinearExpression.Term(
            variable: IntVar(model: 0, position: Int32($0.variable)), coefficient: $0.coefficient)
        }, constant: constant))
  }

  /// The value where there is no variable.
  package var fixedValue: Int? { terms.isEmpty ? constant : nil }

  package func forEachVariable(_ visit: (Int) -> Void) {
    for term in terms { visit(term.variable) }
  }

  package var negated: LinearForm {
    LinearForm(
      terms: terms.map { Term(variable: $0.variable, coefficient: -$0.coefficient) }, constant: -constant)
  }

  package func value(_ values: [Int]) -> Int {
    terms.reduce(constant) { $0 + $1.coefficient * values[$1.variable] }
  }

  /// The difference of two forms whose magnitudes were checked.
  package static func - (left: LinearForm, right: LinearForm) -> LinearForm {
    var terms: [Term] = []
    var i = 0
    var j = 0
    while i < left.terms.count || j < right.terms.count {
      if j == right.terms.count || (i < left.terms.count && left.terms[i].variable < right.terms[j].variable) {
        terms.append(left.terms[i])
        i += 1
      } else if i == left.terms.count || right.terms[j].variable < left.terms[i].variable {
        terms.append(Term(variable: right.terms[j].variable, coefficient: -right.terms[j].coefficient))
        j += 1
      } else {
        let coefficient = left.terms[i].coefficient - right.terms[j].coefficient
        if coefficient != 0 { terms.append(Term(variable: left.terms[i].variable, coefficient: coefficient)) }
        i += 1
        j += 1
      }
    }
    return LinearForm(terms: terms, constant: left.constant - right.constant)
  }

  /// A multiple whose magnitude was checked.
  package func scaled(by factor: Int) -> LinearForm {
    if factor == 0 { return LinearForm() }
    return LinearForm(
      terms: terms.map { Term(variable: $0.variable, coefficient: factor * $0.coefficient) },
      constant: factor * constant)
  }

  package static func + (left: LinearForm, right: Int) -> LinearForm {
    LinearForm(terms: left.terms, constant: left.constant + right)
  }

  /// What is left of form <= 0, = 0 or ≠ 0 after division by the greatest common divisor of the coefficients, which
  /// brings large quantities (bytes, say) into range.
  package func reduced(for comparison: LinearRelation.Comparison) -> LinearForm {
    let divisor = self.divisor
    if divisor <= 1 { return self }
    // No integers make it 0.
    if comparison != .atMost, constant % divisor != 0 { return LinearForm(constant: 1) }
    return LinearForm(
      terms: terms.map { Term(variable: $0.variable, coefficient: $0.coefficient / divisor) },
      constant: ceilDivide(constant, divisor))
  }

  /// The greatest common divisor of the coefficients; 0 without terms.
  package var divisor: Int {
    terms.reduce(0) { greatestCommonDivisor($0, $1.coefficient) }
  }
}
