/// What can stand in a linear expression: an integer, a variable, a Boolean (0 or 1), another linear expression.
public protocol LinearExpressible {
  var linearExpression: LinearExpression { get }
}

/// A sum of integer multiples of variables, plus a constant, such as `2 * x + y - 3`.
///
/// Sums that do not fit 64 bits are noticed, and refused by the model that they are given to.
public struct LinearExpression: LinearExpressible, Sendable {
  package struct Term: Sendable {
    package var variable: IntVar
    package var coefficient: Int
  }

  /// In the order of writing; a variable may occur more than once.
  package private(set) var terms: [Term]
  package private(set) var constant: Int
  /// A coefficient or the constant did not fit.
  package private(set) var isOverflowing = false

  package init(terms: [Term] = [], constant: Int = 0) {
    self.terms = terms
    self.constant = constant
  }

  public var linearExpression: LinearExpression { self }

  public static func += (left: inout LinearExpression, right: some LinearExpressible) {
    left.add(right.linearExpression, times: 1)
  }

  public static func -= (left: inout LinearExpression, right: some LinearExpressible) {
    left.add(right.linearExpression, times: -1)
  }

  package mutating func add(_ other: LinearExpression, times factor: Int) {
    isOverflowing = isOverflowing || other.isOverflowing
    for term in other.terms {
      let (coefficient, overflow) = term.coefficient.multipliedReportingOverflow(by: factor)
      isOverflowing = isOverflowing || overflow
      terms.append(Term(variable: term.variable, coefficient: coefficient))
    }
    let (product, first) = other.constant.multipliedReportingOverflow(by: factor)
    let (sum, second) = constant.addingReportingOverflow(product)
    isOverflowing = isOverflowing || first || second
    constant = sum
  }
}

extension IntVar: LinearExpressible {
  public var linearExpression: LinearExpression {
    LinearExpression(terms: [LinearExpression.Term(variable: self, coefficient: 1)])
  }
}

extension BoolVar: LinearExpressible {
  public var linearExpression: LinearExpression {
    isNegated
      ? LinearExpression(terms: [LinearExpression.Term(variable: variable, coefficient: -1)], constant: 1)
      : variable.linearExpression
  }
}

extension Int: LinearExpressible {
  public var linearExpression: LinearExpression { LinearExpression(constant: self) }
}

public func + (left: some LinearExpressible, right: some LinearExpressible) -> LinearExpression {
  var sum = left.linearExpression
  sum += right
  return sum
}

public func - (left: some LinearExpressible, right: some LinearExpressible) -> LinearExpression {
  var difference = left.linearExpression
  difference -= right
  return difference
}

public prefix func - (operand: some LinearExpressible) -> LinearExpression { -1 * operand }

public func * (factor: Int, operand: some LinearExpressible) -> LinearExpression {
  var product = LinearExpression()
  product.add(operand.linearExpression, times: factor)
  return product
}

public func * (operand: some LinearExpressible, factor: Int) -> LinearExpression { factor * operand }

/// The sum of all elements; 0 for none.
/// ```swift
/// model.add(sum(of: loads) <= 100)
/// ```
/// - Complexity: linear, where a chain of `+` would be quadratic.
public func sum(of elements: some Sequence<some LinearExpressible>) -> LinearExpression {
  var total = LinearExpression()
  for element in elements { total += element }
  return total
}
