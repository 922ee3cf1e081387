/// index = the place of the largest operand, the first of equals.
package struct IndexOfMaximumConstraint: Constraint {
  package static let name = "index of maximum"
  package static let keyword = "indexOfMaximum"
  package private(set) var index: LinearForm
  package private(set) var operands: [LinearForm]

  package init(_ index: LinearForm, of operands: [LinearForm]) {
    self.index = index
    self.operands = operands
  }

  package static var blank: Self { Self(LinearForm(), of: []) }

  package mutating func visitParts(_ visitor: inout some PartVisitor) {
    visitor.form("", &index)
    visitor.forms("of", &operands)
  }

  package func flaw(in data: ModelData) -> String? {
    operands.isEmpty ? "an index of the largest of nothing" : nil
  }

  private func place(_ value: (LinearForm) -> Int) -> Int {
    var best = 0
    for place in operands.indices where value(operands[place]) > value(operands[best]) { best = place }
    return best
  }

  package func violation(of values: [Int], in data: ModelData) -> String? {
    let place = place { $0.value(values) }
    let value = index.value(values)
    return value == place ? nil : "the largest is at \(place), not at \(value)"
  }

  package var functionTargets: [Int] { index.terms.map(\.variable) }

  package var attention: HintCompletion.Attention { .whenOneIsOpen }

  package func complete(_ completion: inout HintCompletion) -> Bool {
    for operand in operands where completion.value(of: operand) == nil { return false }
    completion.solve(index + -place { completion.value(of: $0) ?? 0 })
    return false
  }

  package func recheck(at position: Int, in data: ModelData, _ open: OpenVariables) throws(ModelError) {
    for operand in operands where open.contains(operand) && !data.isSafe(operand) {
      throw .overflow("an index of the largest")
    }
  }

  /// One literal an operand for reaching the largest value: the one at the index does, and none before it.
  package func decompose(into pieces: inout Decomposition) -> Bool {
    let ranges = operands.map { pieces.range(of: $0) }
    guard let low = ranges.map(\.lowerBound).max(), let high = ranges.map(\.upperBound).max() else { return false }
    let largest = LinearForm(variable: pieces.integer(low...high))
    pieces.post(MaximumConstraint(largest, of: operands))
    pieces.restrict(index, to: 0...operands.count - 1)
    let places = pieces.range(of: index)
    for (place, operand) in operands.enumerated() {
      let reaches = pieces.literal(atMostZero: largest - operand)
      if places.contains(place) {
        pieces.post(ClauseConstraint([!pieces.literal(index, equals: place), reaches]))
      }
      pieces.post(ClauseConstraint([pieces.literal(atMostZero: index + -place), !reaches]))
    }
    return true
  }
}

extension Model {
  /// The place of the largest of `operands`, from 0 on, as a variable; the first of equals.
  /// ```swift
  /// let winner = model.indexOfMaximum(of: votes)
  /// ```
  public func indexOfMaximum(of operands: [any LinearExpressible]) -> IntVar {
    indexOfExtremum(operands, sign: 1, "the index of the maximum")
  }

  /// The place of the smallest of `operands`, from 0 on, as a variable; the first of equals.
  public func indexOfMinimum(of operands: [any LinearExpressible]) -> IntVar {
    indexOfExtremum(operands, sign: -1, "the index of the minimum")
  }

  private func indexOfExtremum(_ operands: [any LinearExpressible], sign: Int, _ what: String) -> IntVar {
    if operands.isEmpty {
      note(.emptyOperands(what))
      return integer(0...0)
    }
    let forms = canonical(operands.map { sign * $0.linearExpression }, what)
    let index = integer(0...operands.count - 1)
    if !forms.isEmpty { post(IndexOfMaximumConstraint(LinearForm(variable: index), of: forms)) }
    return index
  }
}
