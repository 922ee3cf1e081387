/// The expressions have different values, but for some values that any number of them may have.
package struct AllDifferentConstraint: Constraint {
  package static let name = "all different"
  package static let keyword = "allDifferent"
  package private(set) var expressions: [LinearForm]
  /// Ascending.
  package private(set) var exceptions: [Int]

  package init(_ expressions: [LinearForm], except exceptions: [Int] = []) {
    self.expressions = expressions
    self.exceptions = exceptions
  }

  package static var blank: Self { Self([]) }

  package mutating func visitParts(_ visitor: inout some PartVisitor) {
    visitor.forms("", &expressions)
    visitor.numbers("except", &exceptions)
  }

  package func violation(of values: [Int], in data: ModelData) -> String? {
    let free = Set(exceptions)
    var places: [Int: Int] = [:]
    for (place, expression) in expressions.enumerated() {
      let value = expression.value(values)
      if free.contains(value) { continue }
      if let other = places.updateValue(place, forKey: value) {
        return "expressions \(other) and \(place) are both \(value)"
      }
    }
    return nil
  }

  package func recheck(at position: Int, in data: ModelData, _ open: OpenVariables) throws(ModelError) {
    for expression in expressions where open.contains(expression) && !data.isSafe(expression) {
      throw .overflow("an all-different")
    }
  }

  /// More pairs than these are said by values, where these are fewer.
  private static let pairLimit = 20_000

  /// A disequality a pair, where the first is none of the exceptions; or of many expressions at most one a value.
  package func decompose(into pieces: inout Decomposition) -> Bool {
    let pairs = expressions.count * (expressions.count - 1) / 2
    if pairs > Self.pairLimit, decompose(byValues: &pieces, limit: pairs) { return true }
    for (place, expression) in expressions.enumerated() {
      let range = pieces.range(of: expression)
      let isFree = exceptions.filter(range.contains).map { pieces.literal(expression, equals: $0) }
      for other in expressions[..<place] {
        pieces.post(LinearConstraint((other - expression).reduced(for: .notEqual), .notEqual, if: isFree.map { !$0 }))
      }
    }
    return true
  }

  private func decompose(byValues pieces: inout Decomposition, limit: Int) -> Bool {
    var size = 0
    for expression in expressions {
      let range = pieces.range(of: expression)
      size += range.upperBound - range.lowerBound + 1
      if size > limit { return false }
    }
    let free = Set(exceptions)
    var literals: [Int: [BoolVar]] = [:]
    for expression in expressions {
      for value in pieces.range(of: expression) where !free.contains(value) {
        literals[value, default: []].append(pieces.literal(expression, equals: value))
      }
    }
    for (_, same) in literals.sorted(by: { $0.key < $1.key }) where same.count > 1 {
      pieces.post(AtMostOneConstraint(same))
    }
    return true
  }
}

extension Model {
  /// All `expressions` have different values; always so for none or one.
  /// ```swift
  /// model.allDifferent(queens)
  /// model.allDifferent(queens.enumerated().map { $0 + $1 })
  /// ```
  ///
  /// - Parameter exceptions: values that any number of them may have, such as 0 for "none".
  public func allDifferent(_ expressions: [any LinearExpressible], except exceptions: some Sequence<Int> = []) {
    let forms = canonical(expressions, "constraint \(data.constraints.count), all different")
    post(AllDifferentConstraint(forms, except: Set(exceptions).sorted()))
  }

  /// All `expressions` have the same value; always so for none or one.
  /// ```swift
  /// model.allEqual([first.start, second.start, third.start])
  /// ```
  public func allEqual(_ expressions: [any LinearExpressible]) {
    guard let first = expressions.first else { return }
    for other in expressions.dropFirst() {
      add(first.linearExpression == other.linearExpression)
    }
  }
}
