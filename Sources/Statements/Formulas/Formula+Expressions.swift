/// From the expressions of a user, which are graphs of objects, to a list.
extension Formula {
  /// Adds an expression with all that it is made of.
  ///
  /// - Parameter leaf: the code of a Boolean or a relation; nil ends the whole.
  /// - Returns: its code; nil where a leaf had none.
  /// - Complexity: linear in its distinct nodes; no recursion.
  package mutating func add(
    _ expression: BoolExpression, leaf: (BoolExpression.Node.Content, inout Formula) -> Int?
  ) -> Int? {
    typealias Node = BoolExpression.Node
    let merged = Self.merged(expression)
    var codes: [ObjectIdentifier: Int] = [:]
    /// Operands of conjunctions that become part of a larger one.
    var lists: [ObjectIdentifier: [Int]] = [:]
    var waiting: [(node: Node, isOpen: Bool)] = [(expression.node, false)]
    while let (node, isOpen) = waiting.popLast() {
      let key = ObjectIdentifier(node)
      if codes[key] != nil { continue }
      switch node.content {
      case .literal, .relation:
        guard let code = leaf(node.content, &self) else { return nil }
        codes[key] = code
        continue
      case .all, .equivalence: break
      }
      if !isOpen {
        waiting.append((node, true))
        for operand in node.operands.reversed() where codes[ObjectIdentifier(operand.node)] == nil {
          waiting.append((operand.node, false))
        }
        continue
      }
      func code(_ operand: BoolExpression) -> Int? {
        codes[ObjectIdentifier(operand.node)].map { operand.isNegated ? $0 ^ 1 : $0 }
      }
      if case .equivalence = node.content {
        guard let left = code(node.operands[0]), let right = code(node.operands[1]) else { return nil }
        codes[key] = equivalence(left, right)
        continue
      }
      // The longest list takes in the others, so that a chain costs no copies.
      var list: [Int] = []
      for operand in node.operands {
        if var other = lists.removeValue(forKey: ObjectIdentifier(operand.node)) {
          if other.count > list.count { swap(&other, &list) }
          list += other
        } else if let code = code(operand) {
          list.append(code)
        } else {
          return nil
        }
      }
      if merged.contains(key) {
        lists[key] = list
        // Asked for by nobody: the one that has it takes the list.
        codes[key] = Self.always
      } else {
        codes[key] = all(list)
      }
    }
    return codes[ObjectIdentifier(expression.node)].map { expression.isNegated ? $0 ^ 1 : $0 }
  }

  /// The conjunctions that stand once, as an operand of another one.
  private static func merged(_ expression: BoolExpression) -> Set<ObjectIdentifier> {
    var merged = Set<ObjectIdentifier>()
    var seen: Set = [ObjectIdentifier(expression.node)]
    var waiting = [expression.node]
    while let node = waiting.popLast() {
      let isConjunction = if case .all = node.content { true } else { false }
      for operand in node.operands {
        let key = ObjectIdentifier(operand.node)
        guard seen.insert(key).inserted else {
          merged.remove(key)
          continue
        }
        waiting.append(operand.node)
        if isConjunction, !operand.isNegated, case .all = operand.node.content { merged.insert(key) }
      }
    }
    return merged
  }
}

extension Model {
  /// The code of an expression in `formula`, or nil after noting what is wrong with it.
  package func add(_ expression: some BoolExpressible, to formula: inout Formula, _ what: String) -> Int? {
    formula.add(expression.boolExpression) { leaf, formula in
      switch leaf {
      case .literal(let b):
        guard owns(b.variable) else {
          note(.foreignVariable(what))
          return nil
        }
        return formula.literal(b)
      case .relation(let relation):
        guard let form = owned(relation.difference, what)?.reduced(for: relation.comparison) else { return nil }
        guard data.isSafe(form) else {
          note(.overflow(what))
          return nil
        }
        return formula.relation(
          form, relation.comparison, within: isOpen(form) ? nil : data.range(of: form),
          isBoolean: { data.lower[$0] == 0 && data.upper[$0] == 1 })
      case .all, .equivalence: return nil
      }
    }
  }
}
