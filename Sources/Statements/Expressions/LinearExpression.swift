/// What can stand in a linear expression: an integer, a variable, a Boolean (0 or 1), another linear expression.
public protocol LinearExpressible {
  /// The same as a sum of multiples of variables.
  var linearExpression: LinearExpression { get }
}

/// A sum of integer multiples of variables, plus a constant, such as `2 * x + y - 3`.
///
/// Sums that do not fit 64 bits are noticed, and refused by the model that they are given to.
public struct LinearExpression: LinearExpressible, Sendable {
  package struct Term: Sendable {
    package var variable: IntVar
    package var coefficient: Int

    package init(variable: IntVar, coefficient: Int) {
      self.variable = variable
      self.coefficient = coefficient
    }
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

  /// The expression itself.
  public var linearExpression: LinearExpression { self }

  /// Adds the right side to the left one.
  public static func += (left: inout LinearExpression, right: some LinearExpressible) {
    left.add(right.linearExpression, times: 1)
  }

  /// Takes the right side from the left one.
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
  /// The variable, once.
  public var linearExpression: LinearExpression {
    LinearExpression(terms: [LinearExpression.Term(variable: self, coefficient: 1)])
  }
}

extension BoolVar: LinearExpressible {
  /// 1 where it is true, 0 where it is false.
  public var linearExpression: LinearExpression {
    isNegated
      ? LinearExpression(terms: [LinearExpression.Term(variable: variable, coefficient: -1)], constant: 1)
      : variable.linearExpression
  }
}

extension Int: LinearExpressible {
  /// A sum without variables.
  public var linearExpression: LinearExpression { LinearExpression(constant: self) }
}

/// The sum of both sides.
public func + (left: some LinearExpressible, right: some LinearExpressible) -> LinearExpression {
  var sum = left.linearExpression
  sum += right
  return sum
}

/// The difference of both sides.
public func - (left: some LinearExpressible, right: some LinearExpressible) -> LinearExpression {
  var difference = left.linearExpression
  difference -= right
  return difference
}

/// The opposite.
public prefix func - (operand: some LinearExpressible) -> LinearExpression { -1 * operand }

/// A multiple; factors are numbers, so that expressions stay linear.
public func * (factor: Int, operand: some LinearExpressible) -> LinearExpression {
  var product = LinearExpression()
  product.add(operand.linearExpression, times: factor)
  return product
}

/// A multiple; factors are numbers, so that expressions stay linear.
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
