/// target = a function of two expressions that is not linear; violated where the function has no value.
package struct ArithmeticConstraint: Constraint {
  package enum Operation: String, CaseIterable, Sendable {
    case product
    /// Rounded towards 0; a divisor of 0 has none.
    case quotient
    /// What that quotient leaves, with the sign of the dividend.
    case remainder
    /// 0 to the 0 is 1; with a negative exponent, 1 divided by the power, rounded towards 0.
    case power
  }

  package static let name = "arithmetic"
  package private(set) var operation: Operation
  package private(set) var target: LinearForm
  package private(set) var left: LinearForm
  package private(set) var right: LinearForm

  package init(_ target: LinearForm, _ operation: Operation, _ left: LinearForm, _ right: LinearForm) {
    self.operation = operation
    self.target = target
    self.left = left
    self.right = right
  }

  package static var blank: Self { Self(LinearForm(), .product, LinearForm(), LinearForm()) }

  package mutating func visitParts(_ visitor: inout some PartVisitor) {
    visitor.choice("", &operation)
    visitor.form("target", &target)
    visitor.form("left", &left)
    visitor.form("right", &right)
  }

  package func flaw(in data: ModelData) -> String? {
    let isInRange = [target, left, right].allSatisfy { form in
      let range = data.range(of: form)
      return range.lowerBound >= -Model.limit && range.upperBound <= Model.limit
    }
    guard target.terms.isEmpty || (target.terms.count == 1 && abs(target.terms[0].coefficient) == 1) else {
      return "a \(operation.rawValue) that is no variable"
    }
    return isInRange ? nil : "a \(operation.rawValue) of what is not strictly within -2^30 ... 2^30"
  }

  /// The function's value; nil where it has none, or one beyond all sums.
  private func result(_ a: Int, _ b: Int) -> Int? {
    switch operation {
    case .product:
      let (product, overflow) = a.multipliedReportingOverflow(by: b)
      return overflow ? nil : product
    case .quotient: return b == 0 ? nil : a / b
    case .remainder: return b == 0 ? nil : a % b
    case .power:
      if b < 0 { return a == 0 ? nil : abs(a) > 1 ? 0 : b % 2 == 0 ? 1 : a }
      if abs(a) <= 1 { return b == 0 ? 1 : b % 2 == 0 ? abs(a) : a }
      var power = 1
      for _ in 0..<b {
        let (product, overflow) = power.multipliedReportingOverflow(by: a)
        if overflow { return nil }
        power = product
      }
      return power
    }
  }

  package func violation(of values: [Int], in data: ModelData) -> String? {
    let (a, b) = (left.value(values), right.value(values))
    let value = target.value(values)
    if result(a, b) == value { return nil }
    return "\(value) is not the \(operation.rawValue) of \(a) and \(b)"
  }

  package var functionTargets: [Int] { target.terms.map(\.variable) }

  package var attention: HintCompletion.Attention { .whenOneIsOpen }

  package func complete(_ completion: inout HintCompletion) -> Bool {
    if let a = completion.value(of: left), let b = completion.value(of: right), let value = result(a, b),
      abs(value) <= Model.limit
    {
      completion.solve(target + -value)
    }
    return false
  }
}
