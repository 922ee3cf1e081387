import Basics
import Statements

/// Clauses, conjunctions and parities.
extension Builtins {
  private static func isTrue(_ operand: Operand, _ values: [Int]) -> Bool { operand.value(values) == 1 }

  /// target = a disjunction of literals, some of them negated.
  private static func disjunction(
    _ name: String, _ signature: [Parameter], isReified: Bool = true, isImplied: Bool = false,
    _ literals: @escaping @Sendable (Arguments) -> (positive: [Operand], negative: [Operand]),
    isConjunction: Bool = false
  ) -> Builtin {
    let last = signature.count - 1
    return Builtin(name, signature) { (arguments, translation) throws(InputError) in
      var (positive, negative) = literals(arguments)
      if isConjunction { swap(&positive, &negative) }
      let truths = positive.map(translation.truth) + negative.map { translation.truth($0).opposite }
      let target: Truth = isReified ? translation.truth(arguments[last]) : .always
      if isConjunction {
        // The opposite is a disjunction of opposites.
        translation.disjunction(truths, is: target.opposite, isImplied: isImplied, isOpposite: true)
      } else {
        translation.disjunction(truths, is: target, isImplied: isImplied, isOpposite: false)
      }
    } holds: { arguments, values in
      let (positive, negative) = literals(arguments)
      let holds =
        isConjunction
        ? positive.allSatisfy { isTrue($0, values) } && negative.allSatisfy { !isTrue($0, values) }
        : positive.contains { isTrue($0, values) } || negative.contains { !isTrue($0, values) }
      if !isReified { return holds }
      return isImplied ? holds || !isTrue(arguments[last], values) : holds == isTrue(arguments[last], values)
    }
  }

  private static func parity(
    _ name: String, _ signature: [Parameter], isImplied: Bool = false, isEven: Bool = false,
    _ literals: @escaping @Sendable (Arguments) -> [Operand], hasTarget: Bool = true
  ) -> Builtin {
    let last = signature.count - 1
    return Builtin(name, signature) { (arguments, translation) throws(InputError) in
      let members = literals(arguments).map(translation.literal)
      guard hasTarget else { return translation.post(ParityConstraint(members)) }
      var target = translation.literal(arguments[last])
      if isImplied {
        let whole = translation.model.boolean()
        translation.post(ClauseConstraint([!target, isEven ? !whole : whole]))
        target = whole
      } else if isEven {
        target = !target
      }
      translation.post(ParityConstraint(members, target: target))
    } holds: { arguments, values in
      let isOdd = literals(arguments).count { isTrue($0, values) } % 2 == 1
      guard hasTarget else { return isOdd }
      let holds = isOdd != isEven
      return isImplied ? holds || !isTrue(arguments[last], values) : holds == isTrue(arguments[last], values)
    }
  }

  static var logic: [Builtin] {
    let three: [Parameter] = [.boolean, .boolean, .boolean]
    let both: @Sendable (Arguments) -> [Operand] = { [$0[0], $0[1]] }
    let list: @Sendable (Arguments) -> (positive: [Operand], negative: [Operand]) = { (Array($0.list(0)), []) }
    let clause: @Sendable (Arguments) -> (positive: [Operand], negative: [Operand]) = {
      (Array($0.list(0)), Array($0.list(1)))
    }
    var made: [Builtin] = [
      disjunction("bool_clause", [.booleans, .booleans], isReified: false, clause),
      disjunction("bool_clause_reif", [.booleans, .booleans, .boolean], clause),
      disjunction("bool_clause_imp", [.booleans, .booleans, .boolean], isImplied: true, clause),
      parity("array_bool_xor", [.booleans], { Array($0.list(0)) }, hasTarget: false),
      Builtin("bool_not", [.boolean, .boolean]) { (arguments, translation) throws(InputError) in
        translation.require(try translation.sum([1, 1], [arguments[0], arguments[1]], -1, arguments.line), .equal)
      } holds: {
        $0[0].value($1) != $0[1].value($1)
      },
      Builtin("bool2int", [.boolean, .integer]) { (arguments, translation) throws(InputError) in
        translation.require(try translation.sum([1, -1], [arguments[0], arguments[1]], 0, arguments.line), .equal)
      } holds: {
        $0[0].value($1) == $0[1].value($1)
      },
    ]
    for (suffix, isImplied) in [("", false), ("_imp", true)] {
      made += [
        disjunction("array_bool_or" + suffix, [.booleans, .boolean], isImplied: isImplied, list),
        disjunction(
          "array_bool_and" + suffix, [.booleans, .boolean], isImplied: isImplied, list, isConjunction: true),
        disjunction("bool_or" + suffix, three, isImplied: isImplied) { ([$0[0], $0[1]], []) },
        disjunction("bool_and" + suffix, three, isImplied: isImplied, { ([$0[0], $0[1]], []) }, isConjunction: true),
        parity("bool_xor" + suffix, three, isImplied: isImplied, both),
      ]
    }
    return made
  }
}
