/// A comparison of two linear expressions, such as `x + y <= 5`; give it to ``Model/add(_:if:)``.
public struct LinearRelation: Sendable {
  package enum Comparison: Sendable { case atMost, equal, notEqual }

  /// What is compared with 0.
  package let difference: LinearExpression
  package let comparison: Comparison
}

public func <= (left: some LinearExpressible, right: some LinearExpressible) -> LinearRelation {
  LinearRelation(difference: left - right, comparison: .atMost)
}

public func >= (left: some LinearExpressible, right: some LinearExpressible) -> LinearRelation {
  LinearRelation(difference: right - left, comparison: .atMost)
}

/// Over integers, x < y is x + 1 <= y.
public func < (left: some LinearExpressible, right: some LinearExpressible) -> LinearRelation {
  LinearRelation(difference: left - right + 1, comparison: .atMost)
}

public func > (left: some LinearExpressible, right: some LinearExpressible) -> LinearRelation {
  LinearRelation(difference: right - left + 1, comparison: .atMost)
}

public func == (left: some LinearExpressible, right: some LinearExpressible) -> LinearRelation {
  LinearRelation(difference: left - right, comparison: .equal)
}

public func != (left: some LinearExpressible, right: some LinearExpressible) -> LinearRelation {
  LinearRelation(difference: left - right, comparison: .notEqual)
}
