/// An odd number of literals is true or, where there is a target, the target says whether it is odd.
package struct ParityConstraint: Constraint {
  package static let name = "parity"
  package private(set) var literals: [BoolVar]
  /// None, or one.
  package private(set) var target: [BoolVar]

  package init(_ literals: [BoolVar], target: BoolVar? = nil) {
    self.literals = literals
    self.target = target.map { [$0] } ?? []
  }

  package static var blank: Self { Self([]) }

  package mutating func visitParts(_ visitor: inout some PartVisitor) {
    visitor.literals("", &literals)
    visitor.literals("target", &target)
  }

  package func flaw(in data: ModelData) -> String? { target.count > 1 ? "a parity with several targets" : nil }

  package func violation(of values: [Int], in data: ModelData) -> String? {
    let count = literals.count { data.holds($0, values) }
    let isOdd = target.first.map { data.holds($0, values) } ?? true
    return (count % 2 == 1) == isOdd ? nil : "\(count) Booleans are true, not an \(isOdd ? "odd" : "even") number"
  }

  package var functionTargets: [Int] { target.map(\.variable.index) }

  package var attention: HintCompletion.Attention { .whenOneIsOpen }

  /// The last open one makes the number odd.
  package func complete(_ completion: inout HintCompletion) -> Bool {
    let all = literals + target.map { !$0 }
    guard let open = all.first(where: { completion.truth($0) == nil }) else { return false }
    let known = all.filter { $0.variable.index != open.variable.index }
    let own = all.filter { $0.variable.index == open.variable.index }
    guard known.allSatisfy({ completion.truth($0) != nil }), own.count % 2 == 1 else { return false }
    let count = known.count { completion.truth($0) == true } + own.count(where: \.isNegated)
    completion.assign(open.variable.index, count % 2 == 1 ? 0 : 1)
    return false
  }

  package func addRows(to bound: inout HorizonBound) -> Bool { true }

  /// Chained blocks of at most four literals, each forbidden in every way that is even.
  package func decompose(into pieces: inout Decomposition) -> Bool {
    var counts: [Int: Int] = [:]
    var isOdd = true
    for literal in literals + target.map({ !$0 }) {
      counts[literal.variable.index, default: 0] += 1
      // A negation is the other parity.
      if literal.isNegated { isOdd.toggle() }
    }
    let left = counts.filter { $0.value % 2 == 1 }.keys.sorted().map {
      BoolVar(variable: IntVar(model: 0, position: Int32($0)), isNegated: false)
    }
    // The last so many, and the parity of those before.
    var block: [BoolVar] = []
    for (position, literal) in left.enumerated() {
      block.append(literal)
      guard block.count == Self.block - 1, left.count - position > 2 else { continue }
      let carry = pieces.boolean()
      Self.post(block + [carry], isOdd: false, &pieces)
      block = [carry]
    }
    Self.post(block, isOdd: isOdd, &pieces)
    return true
  }

  private static let block = 4

  private static func post(_ literals: [BoolVar], isOdd: Bool, _ pieces: inout Decomposition) {
    for truths in 0..<(1 << literals.count) where (truths.nonzeroBitCount % 2 == 1) != isOdd {
      pieces.post(ClauseConstraint(literals.enumerated().map { truths >> $0 & 1 == 1 ? !$1 : $1 }))
    }
  }
}

extension Model {
  /// An odd number of `literals` is true; of two, one just where the other is not. None are no odd number.
  /// ```swift
  /// model.xor(of: [left, right])
  /// ```
  public func xor(of literals: [BoolVar]) {
    guard literals.allSatisfy({ owns($0.variable) }) else { return note(.foreignVariable("an exclusive or")) }
    post(ParityConstraint(literals))
  }

  /// A Boolean that is true exactly where an odd number of `literals` is.
  /// ```swift
  /// let check = model.parity(of: bits)
  /// ```
  public func parity(of literals: [BoolVar], _ name: String = "") -> BoolVar {
    let target = boolean(name)
    post(ParityConstraint(check(literals, "a parity"), target: target))
    return target
  }
}
