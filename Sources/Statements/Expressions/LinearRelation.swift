/// A comparison of two linear expressions, such as `x + y <= 5`; give it to ``Model/add(_:if:)``.
public struct LinearRelation: Sendable {
  /// With the words that stand behind a sum in a model's text.
  package enum Comparison: String, CaseIterable, Sendable {
    case atMost = "<= 0"
    case equal = "= 0"
    case notEqual = "!= 0"
  }

  /// What is compared with 0.
  package let difference: LinearExpression
  package let comparison: Comparison
}

/// The left side is at most the right one.
public func <= (left: some LinearExpressible, right: some LinearExpressible) -> LinearRelation {
  LinearRelation(difference: left - right, comparison: .atMost)
}

/// The left side is at least the right one.
public func >= (left: some LinearExpressible, right: some LinearExpressible) -> LinearRelation {
  LinearRelation(difference: right - left, comparison: .atMost)
}

/// Over integers, x < y is x + 1 <= y.
public func < (left: some LinearExpressible, right: some LinearExpressible) -> LinearRelation {
  LinearRelation(difference: left - right + 1, comparison: .atMost)
}

/// Over integers, x > y is x >= y + 1.
public func > (left: some LinearExpressible, right: some LinearExpressible) -> LinearRelation {
  LinearRelation(difference: right - left + 1, comparison: .atMost)
}

/// Both sides are equal.
public func == (left: some LinearExpressible, right: some LinearExpressible) -> LinearRelation {
  LinearRelation(difference: left - right, comparison: .equal)
}

/// The sides differ.
public func != (left: some LinearExpressible, right: some LinearExpressible) -> LinearRelation {
  LinearRelation(difference: left - right, comparison: .notEqual)
}
