/// At most one of the literals is true.
package struct AtMostOneConstraint: Constraint {
  package static let name = "at most one"
  package static let keyword = "atMostOne"
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
    let count = literals.count { data.holds($0, values) }
    return count <= 1 ? nil : "\(count) Booleans are true, at most one may be"
  }

  package var attention: HintCompletion.Attention { .always }

  /// Where one of the literals is true, the others are false.
  package func complete(_ completion: inout HintCompletion) -> Bool {
    guard let chosen = literals.firstIndex(where: { completion.truth($0) == true }) else { return false }
    for (position, literal) in literals.enumerated() where position != chosen { completion.assign(literal, false) }
    return true
  }

  package func addRows(to bound: inout HorizonBound) -> Bool { true }
}

extension Model {
  /// At most one of `literals` is true.
  public func atMostOne(of literals: [BoolVar]) {
    post(AtMostOneConstraint(check(literals, "constraint \(data.constraints.count), at most one")))
  }

  /// Exactly one of `literals` is true.
  public func exactlyOne(of literals: [BoolVar]) {
    atLeastOne(of: literals)
    atMostOne(of: literals)
  }
}
