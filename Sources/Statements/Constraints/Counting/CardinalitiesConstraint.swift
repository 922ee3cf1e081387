/// Each count is how many of the expressions have its value.
package struct CardinalitiesConstraint: Constraint {
  package static let name = "cardinalities"

  /// Whether the expressions may have other values too.
  package enum Cover: String, CaseIterable, Sendable {
    case open, closed
  }

  package private(set) var expressions: [LinearForm]
  package private(set) var values: [Int]
  package private(set) var counts: [LinearForm]
  package private(set) var cover: Cover

  package init(_ expressions: [LinearForm], values: [Int], counts: [LinearForm], _ cover: Cover) {
    self.expressions = expressions
    self.values = values
    self.counts = counts
    self.cover = cover
  }

  package static var blank: Self { Self([], values: [], counts: [], .open) }

  package mutating func visitParts(_ visitor: inout some PartVisitor) {
    visitor.forms("of", &expressions)
    visitor.numbers("values", &values)
    visitor.forms("counts", &counts)
    visitor.choice("", &cover)
  }

  package func flaw(in data: ModelData) -> String? {
    values.count == counts.count ? nil : "\(values.count) values and \(counts.count) counts"
  }

  package func violation(of values: [Int], in data: ModelData) -> String? {
    var tally: [Int: Int] = [:]
    for expression in expressions { tally[expression.value(values), default: 0] += 1 }
    for (value, count) in zip(self.values, counts) where count.value(values) != tally[value] ?? 0 {
      return "\(tally[value] ?? 0) expressions are \(value), not \(count.value(values))"
    }
    if cover == .open { return nil }
    let other = tally.keys.filter { !self.values.contains($0) }.min()
    return other.map { "an expression is \($0), which is no value of the list" }
  }

  /// Counts that are a variable each; of one that an expression has too nothing follows.
  package var functionTargets: [Int] {
    let own = Set(expressions.flatMap { $0.terms.map(\.variable) })
    return counts.compactMap { count in
      guard count.terms.count == 1, abs(count.terms[0].coefficient) == 1 else { return nil }
      return own.contains(count.terms[0].variable) ? nil : count.terms[0].variable
    }
  }

  package var attention: HintCompletion.Attention { .always }

  package func complete(_ completion: inout HintCompletion) -> Bool {
    var tally: [Int: Int] = [:]
    for expression in expressions {
      guard let value = completion.value(of: expression) else { return false }
      tally[value, default: 0] += 1
    }
    for (value, count) in zip(values, counts) { completion.solve(count + -(tally[value] ?? 0)) }
    return true
  }

  package func recheck(at position: Int, in data: ModelData, _ open: OpenVariables) throws(ModelError) {
    for form in expressions + counts where open.contains(form) && !data.isSafe(form) {
      throw .overflow("cardinalities")
    }
  }

  /// The literals of a value add up to its count; all counts together are no more than there are expressions.
  package func decompose(into pieces: inout Decomposition) -> Bool {
    var total = LinearExpression()
    var isSmall = true
    var seen = Set<Int>()
    for (value, count) in zip(values, counts) {
      let isEqual = expressions.map { pieces.literal($0, equals: value) }
      guard let sum = LinearForm(sum(of: isEqual)) else { return false }
      pieces.post(LinearConstraint(sum - count, .equal))
      if seen.insert(value).inserted { total.add(count.expression, times: 1) }
      let range = pieces.range(of: count)
      isSmall = isSmall && range.lowerBound >= -Model.limit && range.upperBound <= Model.limit
    }
    // Implied, and what the literals say of each value alone does not show it.
    if isSmall, let form = LinearForm(total - expressions.count) {
      pieces.post(LinearConstraint(form, cover == .closed ? .equal : .atMost))
    }
    if cover == .closed {
      for expression in expressions {
        pieces.post(ClauseConstraint(seen.sorted().map { pieces.literal(expression, equals: $0) }))
      }
    }
    return true
  }
}

extension LinearForm {
  /// The same as something that can be added to.
  fileprivate var expression: LinearExpression {
    LinearExpression(
      terms: terms.map {
        LinearExpression.Term(
          variable: IntVar(model: 0, position: Int32($0.variable)), coefficient: $0.coefficient)
      }, constant: constant)
  }
}

extension Model {
  /// How many of `expressions` have each of `values`: `counts[k]` is how often `values[k]` occurs (a global cardinality).
  /// ```swift
  /// let used = model.integer(2...4)
  /// model.cardinalities(shifts, values: [1, 2], counts: [3, used])
  /// ```
  ///
  /// - Parameters:
  ///   - counts: numbers, variables or expressions, one a value.
  ///   - isClosed: no expression has any other value.
  public func cardinalities(
    _ expressions: [any LinearExpressible], values: [Int], counts: [any LinearExpressible], isClosed: Bool = false
  ) {
    let what = "constraint \(data.constraints.count), cardinalities"
    guard values.count == counts.count else {
      return note(.mismatchedCounts("\(what): \(values.count) values and \(counts.count) counts"))
    }
    let (forms, countForms) = (canonical(expressions, what), canonical(counts, what))
    guard forms.count == expressions.count, countForms.count == counts.count else { return }
    // A value that is no expression's: a difference to it need not fit.
    let kept = values.indices.filter { values[$0].magnitude <= 1 << 60 }
    for place in values.indices where !kept.contains(place) { add(counts[place].linearExpression == 0) }
    post(
      CardinalitiesConstraint(
        forms, values: kept.map { values[$0] }, counts: kept.map { countForms[$0] }, isClosed ? .closed : .open))
  }
}
