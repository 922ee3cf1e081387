/// A Boolean is true exactly where all of some literals are.
package struct ConjunctionConstraint: Constraint {
  package static let name = "conjunction"
  package private(set) var target: BoolVar
  package private(set) var literals: [BoolVar]

  package init(_ target: BoolVar, allOf literals: [BoolVar]) {
    self.target = target
    self.literals = literals
  }

  package static var blank: Self { Self(.blank, allOf: []) }

  package mutating func visitParts(_ visitor: inout some PartVisitor) {
    visitor.literal("", &target)
    visitor.literals("of", &literals)
  }

  package func violation(of values: [Int], in data: ModelData) -> String? {
    let count = literals.count { data.holds($0, values) }
    if data.holds(target, values) == (count == literals.count) { return nil }
    return
      "\(count) of \(literals.count) Booleans are true, and the one for all of them is \(data.holds(target, values))"
  }

  package var functionTargets: [Int] { [target.variable.index] }

  package var attention: HintCompletion.Attention { .always }

  package func complete(_ completion: inout HintCompletion) -> Bool {
    if completion.truth(target) == true {
      for literal in literals { completion.assign(literal, true) }
      return true
    }
    if literals.contains(where: { completion.truth($0) == false }) {
      completion.assign(target, false)
      return true
    }
    let open = literals.filter { completion.truth($0) == nil }
    if open.isEmpty { completion.assign(target, true) }
    if open.count == 1, completion.truth(target) == false { completion.assign(open[0], false) }
    return false
  }

  package func addRows(to bound: inout HorizonBound) -> Bool { true }

  package func decompose(into pieces: inout Decomposition) -> Bool {
    for literal in literals { pieces.post(ClauseConstraint([!target, literal])) }
    pieces.post(ClauseConstraint(literals.map { !$0 } + [target]))
    return true
  }
}

extension Model {
  /// A Boolean that is true exactly where all of `expressions` are: Booleans, relations or what is made of them. All of
  /// none are.
  /// ```swift
  /// let isReady = model.all(of: [isPainted, dry >= 12])
  /// ```
  public func all(of expressions: [any BoolExpressible], _ name: String = "") -> BoolVar {
    reify(BoolExpression.all(of: expressions), name)
  }

  /// A Boolean that is true exactly where one of `expressions` is, at least. None of none is.
  /// ```swift
  /// let isOpen = model.any(of: shops)
  /// ```
  public func any(of expressions: [any BoolExpressible], _ name: String = "") -> BoolVar {
    reify(BoolExpression.any(of: expressions), name)
  }
}
