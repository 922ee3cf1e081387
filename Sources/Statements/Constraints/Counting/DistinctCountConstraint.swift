/// target = how many different values the expressions have.
package struct DistinctCountConstraint: Constraint {
  package static let name = "distinct count"
  package static let keyword = "distinctCount"
  package private(set) var target: LinearForm
  package private(set) var expressions: [LinearForm]

  package init(_ target: LinearForm, of expressions: [LinearForm]) {
    self.target = target
    self.expressions = expressions
  }

  package static var blank: Self { Self(LinearForm(), of: []) }

  package mutating func visitParts(_ visitor: inout some PartVisitor) {
    visitor.form("", &target)
    visitor.forms("of", &expressions)
  }

  package func violation(of values: [Int], in data: ModelData) -> String? {
    let count = Set(expressions.map { $0.value(values) }).count
    return target.value(values) == count ? nil : "\(count) different values, not \(target.value(values))"
  }

  package var functionTargets: [Int] { target.terms.map(\.variable) }

  package var attention: HintCompletion.Attention { .whenOneIsOpen }

  package func complete(_ completion: inout HintCompletion) -> Bool {
    let known = expressions.compactMap { completion.value(of: $0) }
    if known.count == expressions.count { completion.solve(target + -Set(known).count) }
    return false
  }

  package func recheck(at position: Int, in data: ModelData, _ open: OpenVariables) throws(ModelError) {
    for expression in expressions where open.contains(expression) && !data.isSafe(expression) {
      throw .overflow("a distinct count")
    }
  }

  /// A literal a value, true where some expression has it; or, of wide expressions, a literal each that is true where no
  /// earlier one has its value.
  package func decompose(into pieces: inout Decomposition) -> Bool {
    let limit = max(1_000, expressions.count * expressions.count / 2)
    var size = 0
    for expression in expressions where size <= limit {
      let range = pieces.range(of: expression)
      size += range.upperBound - range.lowerBound + 1
    }
    let counted = size <= limit ? usedValues(&pieces) : firstOccurrences(&pieces)
    guard let sum = LinearForm(sum(of: counted)) else { return false }
    pieces.post(LinearConstraint(sum - target, .equal))
    return true
  }

  private func usedValues(_ pieces: inout Decomposition) -> [BoolVar] {
    var literals: [Int: [BoolVar]] = [:]
    for expression in expressions {
      for value in pieces.range(of: expression) {
        literals[value, default: []].append(pieces.literal(expression, equals: value))
      }
    }
    return literals.sorted { $0.key < $1.key }.map { pieces.literal(anyOf: $0.value) }
  }

  private func firstOccurrences(_ pieces: inout Decomposition) -> [BoolVar] {
    var firsts: [BoolVar] = []
    for (place, expression) in expressions.enumerated() {
      let isEqual = expressions[..<place].map { pieces.literal(expression - $0, equals: 0) }
      firsts.append(isEqual.isEmpty ? pieces.always() : !pieces.literal(anyOf: isEqual))
    }
    return firsts
  }
}

extension Decomposition {
  /// A literal that is true exactly where one of these is.
  mutating func literal(anyOf literals: [BoolVar]) -> BoolVar {
    if literals.count == 1 { return literals[0] }
    let some = boolean()
    for literal in literals { post(ClauseConstraint([!literal, some])) }
    post(ClauseConstraint(literals + [!some]))
    return some
  }
}

extension Model {
  /// How many different values `expressions` have, as a variable.
  /// ```swift
  /// model.minimize(model.distinctCount(of: colours))
  /// ```
  public func distinctCount(of expressions: [any LinearExpressible]) -> IntVar {
    let forms = canonical(expressions, "a distinct count")
    let target = integer(min(1, forms.count)...forms.count)
    if forms.count == expressions.count {
      post(DistinctCountConstraint(LinearForm(variable: target), of: forms))
    }
    return target
  }
}
