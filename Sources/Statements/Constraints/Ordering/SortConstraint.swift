/// The targets are the expressions' values in ascending order.
package struct SortConstraint: Constraint {
  package static let name = "sort"
  package private(set) var targets: [LinearForm]
  package private(set) var expressions: [LinearForm]

  package init(_ targets: [LinearForm], of expressions: [LinearForm]) {
    self.targets = targets
    self.expressions = expressions
  }

  package static var blank: Self { Self([], of: []) }

  package mutating func visitParts(_ visitor: inout some PartVisitor) {
    visitor.forms("", &targets)
    visitor.forms("of", &expressions)
  }

  package func flaw(in data: ModelData) -> String? {
    if targets.count != expressions.count { return "\(targets.count) places for \(expressions.count) sorted values" }
    if targets.count > SortedIndicesConstraint.largest { return "\(targets.count) sorted values" }
    return SortedIndicesConstraint.areSafe(targets + expressions, in: data) ? nil : "sorted values that are too large"
  }

  package func violation(of values: [Int], in data: ModelData) -> String? {
    let sorted = expressions.map { $0.value(values) }.sorted()
    let place = sorted.indices.first { targets[$0].value(values) != sorted[$0] }
    return place.map { "place \($0) of the sorted values is \(sorted[$0]), not \(targets[$0].value(values))" }
  }

  package var functionTargets: [Int] { targets.flatMap { $0.terms.map(\.variable) } }

  package var attention: HintCompletion.Attention { .always }

  package func complete(_ completion: inout HintCompletion) -> Bool {
    let known = expressions.compactMap { completion.value(of: $0) }
    guard known.count == expressions.count else { return false }
    for (target, value) in zip(targets, known.sorted()) { completion.solve(target + -value) }
    return true
  }

  package func recheck(at position: Int, in data: ModelData, _ open: OpenVariables) throws(ModelError) {
    for form in expressions where open.contains(form) && !data.isSafe(form) { throw .overflow("a sort") }
  }

  /// The place of each value, stable, says which target it is.
  package func decompose(into pieces: inout Decomposition) -> Bool {
    let ranks = pieces.ranks(of: expressions)
    for (target, next) in zip(targets, targets.dropFirst()) { pieces.post(LinearConstraint(target - next, .atMost)) }
    for (rank, expression) in zip(ranks, expressions) {
      for (place, target) in targets.enumerated() {
        let isThere = pieces.literal(rank, equals: place)
        pieces.post(LinearConstraint(target - expression, .equal, if: [isThere]))
      }
    }
    return true
  }
}

extension Model {
  /// The values of `expressions` in ascending order, as variables.
  /// ```swift
  /// let ordered = model.sort(loads)
  /// model.minimize(ordered[9] - ordered[0])
  /// ```
  public func sort(_ expressions: [any LinearExpressible]) -> [IntVar] {
    let forms = canonical(expressions, "a sort")
    guard forms.count == expressions.count else { return expressions.map { _ in integer(0...0) } }
    guard forms.count <= SortedIndicesConstraint.largest else {
      note(.tooLarge("a sort of \(forms.count) expressions"))
      return expressions.map { _ in integer(0...0) }
    }
    let ranges = forms.map(data.range(of:))
    let (lows, highs) = (ranges.map(\.lowerBound).sorted(), ranges.map(\.upperBound).sorted())
    let targets = zip(lows, highs).map { integer($0...$1) }
    for target in targets { note(target, from: forms, as: .oneOf(forms)) }
    post(SortConstraint(targets.map { LinearForm(variable: $0) }, of: forms))
    return targets
  }
}
