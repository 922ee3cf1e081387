/// A model's contents with some constraints said by simpler ones, over variables that come after the model's own.
package struct Decomposition {
  package private(set) var data: ModelData

  package init(_ data: ModelData) { self.data = data }

  package mutating func integer(_ range: ClosedRange<Int>) -> IntVar {
    data.lower.append(range.lowerBound)
    data.upper.append(range.upperBound)
    data.names.append("")
    // No model of the user's has it.
    return IntVar(model: 0, position: Int32(data.variableCount - 1))
  }

  package mutating func boolean() -> BoolVar { BoolVar(variable: integer(0...1), isNegated: false) }

  package mutating func post(_ constraint: any Constraint) { data.constraints.append(constraint) }
}

extension ModelData {
  /// The same model in constraints that an engine has a form for; what it has none for is decomposed, over and over.
  /// The first variables are the model's own.
  ///
  /// - Parameter isTaken: whether the engine has a form for constraints of the type.
  package func decomposed(unless isTaken: (any Constraint.Type) -> Bool) -> ModelData {
    var known: [ObjectIdentifier: Bool] = [:]
    func takes(_ constraint: any Constraint) -> Bool {
      let type = type(of: constraint)
      if let answer = known[ObjectIdentifier(type)] { return answer }
      let answer = isTaken(type)
      known[ObjectIdentifier(type)] = answer
      return answer
    }
    if constraints.allSatisfy(takes) { return self }
    var empty = self
    empty.constraints = []
    var made = Decomposition(empty)
    var waiting: [any Constraint] = constraints.reversed()
    while let constraint = waiting.popLast() {
      let count = made.data.constraints.count
      guard !takes(constraint), constraint.decompose(into: &made) else {
        made.post(constraint)
        continue
      }
      waiting += made.withdraw(from: count).reversed()
    }
    return made.data
  }
}

extension Decomposition {
  /// Takes the pieces back that were posted last.
  fileprivate mutating func withdraw(from count: Int) -> [any Constraint] {
    let pieces = Array(data.constraints[count...])
    data.constraints.removeLast(pieces.count)
    return pieces
  }
}
