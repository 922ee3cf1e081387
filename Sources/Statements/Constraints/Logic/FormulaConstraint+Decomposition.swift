/// Clauses over a Boolean for each node that needs one.
///
/// A node that only ever has to be true needs the implication from its Boolean to what it says, and one that only has
/// to be false the other. Nodes come before their operands in the new variables, so that what is left open is decided
/// from the whole to the parts: a node may be anything that its operands allow.
///
/// - Source: Tseitin 1968, "On the complexity of derivation in propositional calculus"; Plaisted, Greenbaum 1986, "A
///   structure-preserving clause form translation".
extension FormulaConstraint {
  package func decompose(into pieces: inout Decomposition) -> Bool {
    let formula = Formula(literals: literals, atMost: atMost, equal: equal, nodes: nodes)
    let (simple, rest) = formula.split(root)
    for piece in simple { pieces.post(piece) }
    var clauses = FormulaClauses(formula)
    for code in rest { clauses.require(code) }
    clauses.post(rest, &pieces)
    return true
  }
}

private struct FormulaClauses {
  private let formula: Formula
  /// Of each element, whether it is asked to be true, and whether to be false.
  private var isAskedTrue: [Bool]
  private var isAskedFalse: [Bool]
  private var literals: [BoolVar?]

  init(_ formula: Formula) {
    self.formula = formula
    isAskedTrue = Array(repeating: false, count: formula.elements.count)
    isAskedFalse = isAskedTrue
    literals = Array(repeating: nil, count: formula.elements.count)
  }

  /// What the clause that says `code` asks of the operands.
  mutating func require(_ code: Int) {
    switch formula.elements[code / 2] {
    case .literal, .relation: break
    case .all(let codes): for operand in codes { ask(code & 1 == 0 ? operand : operand ^ 1) }
    case .equivalence(let a, let b): for operand in [a, a ^ 1, b, b ^ 1] { ask(operand) }
    }
  }

  private mutating func ask(_ code: Int) {
    if code & 1 == 0 { isAskedTrue[code / 2] = true } else { isAskedFalse[code / 2] = true }
  }

  mutating func post(_ roots: [Int], _ pieces: inout Decomposition) {
    for place in formula.elements.indices.reversed() {
      if isAskedTrue[place] { require(2 * place) }
      if isAskedFalse[place] { require(2 * place + 1) }
      if isAskedTrue[place] || isAskedFalse[place] { literals[place] = makeLiteral(place, &pieces) }
    }
    for place in formula.elements.indices {
      guard let literal = literals[place], formula.isNode(place) else { continue }
      if isAskedTrue[place] { post(2 * place, if: [literal], &pieces) }
      if isAskedFalse[place] { post(2 * place + 1, if: [!literal], &pieces) }
    }
    for code in roots { post(code, if: [], &pieces) }
  }

  private func makeLiteral(_ place: Int, _ pieces: inout Decomposition) -> BoolVar {
    switch formula.elements[place] {
    case .literal(let b): return b
    case .all, .equivalence: return pieces.boolean()
    case .relation(let form, let comparison):
      if isAskedTrue[place] != isAskedFalse[place], form.terms.count > 1 {
        let made = pieces.boolean()
        let (kept, asked) = isAskedTrue[place] ? (form, comparison) : form.opposite(comparison)
        pieces.post(LinearConstraint(kept, asked, if: [isAskedTrue[place] ? made : !made]))
        return made
      }
      return comparison == .atMost ? pieces.literal(atMostZero: form) : pieces.literal(form, equals: 0)
    }
  }

  private func literal(_ code: Int) -> BoolVar {
    guard let literal = literals[code / 2] else { preconditionFailure("an operand of what is asked is asked") }
    return code & 1 == 0 ? literal : !literal
  }

  /// `code` is true where all conditions are.
  private func post(_ code: Int, if conditions: [BoolVar], _ pieces: inout Decomposition) {
    let otherwise = conditions.map { !$0 }
    switch formula.elements[code / 2] {
    case .literal, .relation: pieces.post(ClauseConstraint(otherwise + [literal(code)]))
    case .all(let codes) where code & 1 == 0:
      for operand in codes { pieces.post(ClauseConstraint(otherwise + [literal(operand)])) }
    case .all(let codes): pieces.post(ClauseConstraint(otherwise + codes.map { literal($0 ^ 1) }))
    case .equivalence(let left, let right):
      let (a, b) = (literal(left), literal(right ^ (code & 1)))
      pieces.post(ClauseConstraint(otherwise + [!a, b]))
      pieces.post(ClauseConstraint(otherwise + [a, !b]))
    }
  }
}
