/// A comparison of two linear expressions, such as `x + y <= 5`; give it to a model's `add`.
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

  /// The relation that holds just where this one does not.
  public static prefix func ! (relation: LinearRelation) -> LinearRelation {
    switch relation.comparison {
    case .atMost: LinearRelation(difference: 1 - relation.difference, comparison: .atMost)
    case .equal: LinearRelation(difference: relation.difference, comparison: .notEqual)
    case .notEqual: LinearRelation(difference: relation.difference, comparison: .equal)
    }
  }
}

extension LinearForm {
  /// What is at most 0, 0 or not 0 just where this is not.
  package func opposite(
    _ comparison: LinearRelation.Comparison
  ) -> (form: LinearForm, comparison: LinearRelation.Comparison) {
    switch comparison {
    case .atMost: (negated + 1, .atMost)
    case .equal: (self, .notEqual)
    case .notEqual: (self, .equal)
    }
  }
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
