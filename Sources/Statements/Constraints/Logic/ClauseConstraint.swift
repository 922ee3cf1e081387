/// At least one of the literals is true.
package struct ClauseConstraint: Constraint {
  package static let name = "clause"
  package private(set) var literals: [BoolVar]

  package init(_ literals: [BoolVar]) { self.literals = literals }

  package static var blank: Self { Self([]) }

  package mutating func visitParts(_ visitor: inout some PartVisitor) {
    visitor.literals("", &literals)
  }

  package func forEachVariable(_ intervals: [Interval], _ visit: (Int) -> Void) {
    for b in literals { visit(b.variable.index) }
  }

  package func violation(of values: [Int], in data: ModelData) -> String? {
    literals.contains { data.holds($0, values) } ? nil : "none of \(literals.count) Booleans is true"
  }

  package var attention: HintCompletion.Attention { .whenOneIsOpen }

  package func complete(_ completion: inout HintCompletion) -> Bool {
    if let open = literals.first(where: { completion.truth($0) == nil }),
      literals.allSatisfy({ completion.truth($0) != true })
    {
      completion.assign(open, true)
    }
    return false
  }

  package func addRows(to bound: inout HorizonBound) -> Bool { true }
}

extension Model {
  /// At least one of `literals` is true.
  public func atLeastOne(of literals: [BoolVar]) { post(ClauseConstraint(check(literals, "a clause"))) }

  /// Where `premise` is true, `conclusion` is.
  public func imply(_ premise: BoolVar, _ conclusion: BoolVar) { atLeastOne(of: [!premise, conclusion]) }
}
