/// The targets are the places of the expressions, counted from 0, in the order of their values; of equal ones, the earlier
/// comes first.
package struct SortedIndicesConstraint: Constraint {
  package static let name = "sorted indices"
  package static let keyword = "sortedIndices"
  package private(set) var targets: [LinearForm]
  package private(set) var expressions: [LinearForm]

  /// More are refused: each two are compared.
  package static let largest = 3_000

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
    if targets.count > Self.largest { return "\(targets.count) sorted values" }
    return Self.areSafe(expressions, in: data) ? nil : "sorted values that are too large"
  }

  /// Whether any two can be compared.
  static func areSafe(_ expressions: [LinearForm], in data: ModelData) -> Bool {
    expressions.allSatisfy { form in
      let range = data.range(of: form)
      return range.lowerBound.magnitude <= 1 << 58 && range.upperBound.magnitude <= 1 << 58
    }
  }

  package func violation(of values: [Int], in data: ModelData) -> String? {
    let known = expressions.map { $0.value(values) }
    let order = known.indices.sorted { (known[$0], $0) < (known[$1], $1) }
    let place = order.indices.first { targets[$0].value(values) != order[$0] }
    return place.map { "place \($0) in the order is that of \(order[$0]), not of \(targets[$0].value(values))" }
  }

  package var functionTargets: [Int] { targets.flatMap { $0.terms.map(\.variable) } }

  package var attention: HintCompletion.Attention { .always }

  package func complete(_ completion: inout HintCompletion) -> Bool {
    let known = expressions.compactMap { completion.value(of: $0) }
    guard known.count == expressions.count else { return false }
    let order = known.indices.sorted { (known[$0], $0) < (known[$1], $1) }
    for (target, place) in zip(targets, order) { completion.solve(target + -place) }
    return true
  }

  package func recheck(at position: Int, in data: ModelData, _ open: OpenVariables) throws(ModelError) {
    for form in expressions where open.contains(form) && !data.isSafe(form) { throw .overflow("sorted indices") }
    if !Self.areSafe(expressions, in: data) { throw .overflow("sorted indices") }
  }

  /// The place of each value, and the inverse of that.
  package func decompose(into pieces: inout Decomposition) -> Bool {
    for (index, rank) in pieces.ranks(of: expressions).enumerated() {
      for (place, target) in targets.enumerated() {
        let (isThere, isIndex) = (pieces.literal(rank, equals: place), pieces.literal(target, equals: index))
        pieces.post(ClauseConstraint([!isThere, isIndex]))
        pieces.post(ClauseConstraint([isThere, !isIndex]))
      }
    }
    return true
  }
}

extension Decomposition {
  /// How many of the expressions are smaller than each, or equal and earlier: variables that differ.
  fileprivate mutating func rankForms(of expressions: [LinearForm]) -> [LinearForm] {
    var before = [[BoolVar]](repeating: [], count: expressions.count)
    for second in expressions.indices {
      for first in 0..<second {
        let isFirst = literal(atMostZero: expressions[first] - expressions[second])
        before[second].append(isFirst)
        before[first].append(!isFirst)
      }
    }
    return before.map { LinearForm(sum(of: $0)) ?? LinearForm() }
  }

  mutating func ranks(of expressions: [LinearForm]) -> [LinearForm] {
    rankForms(of: expressions).map { form in
      let rank = LinearForm(variable: integer(0...max(0, expressions.count - 1)))
      post(LinearConstraint(form - rank, .equal))
      return rank
    }
  }
}

extension Model {
  /// The places of `expressions`, counted from 0, in the order of their values, as variables: the first is where the
  /// smallest value stands. Of equal values, the earlier place comes first.
  /// ```swift
  /// let order = model.sortedIndices(finishes)
  /// model.add(order[0] == 3)
  /// ```
  public func sortedIndices(_ expressions: [any LinearExpressible]) -> [IntVar] {
    let forms = canonical(expressions, "sorted indices")
    let targets = expressions.indices.map { _ in integer(0...max(0, expressions.count - 1)) }
    guard forms.count == expressions.count else { return targets }
    if forms.count > SortedIndicesConstraint.largest {
      note(.tooLarge("sorted indices of \(forms.count) expressions"))
    } else if !SortedIndicesConstraint.areSafe(forms, in: data) {
      note(.overflow("sorted indices"))
    } else {
      post(SortedIndicesConstraint(targets.map { LinearForm(variable: $0) }, of: forms))
    }
    return targets
  }
}
