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
  /// As many weights as elements were wanted, and not given.
  package private(set) var isMismatched = false

  /// The empty sum, 0.
  /// ```swift
  /// var load = LinearExpression()
  /// for job in jobs { load += job.weight * job.isHere }
  /// ```
  public init() { self.init(terms: [], constant: 0) }

  /// A number alone.
  public init(_ number: Int) { self.init(terms: [], constant: number) }

  package init(terms: [Term] = [], constant: Int) {
    self.terms = terms
    self.constant = constant
  }

  package init(terms: [Term]) { self.init(terms: terms, constant: 0) }

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

  fileprivate mutating func markMismatched() { isMismatched = true }

  package mutating func add(_ other: LinearExpression, times factor: Int) {
    isOverflowing = isOverflowing || other.isOverflowing
    isMismatched = isMismatched || other.isMismatched
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

/// The sum of all elements, each times its weight.
/// ```swift
/// model.add(sum(of: isPacked, weights: [3, 5, 7]) <= 10)
/// ```
/// As many weights as elements; otherwise a model refuses the sum.
public func sum(of elements: some Collection<some LinearExpressible>, weights: some Collection<Int>) -> LinearExpression
{
  var total = LinearExpression()
  for (element, weight) in zip(elements, weights) { total.add(element.linearExpression, times: weight) }
  if elements.count != weights.count { total.markMismatched() }
  return total
}
