/// A Boolean expression is true.
///
/// Codes as in `Formula`; its elements here are the literals, what is at most 0, what is 0, and then the nodes: 0 and
/// the codes of which all are true, or 1 and two that are equally true.
package struct FormulaConstraint: Constraint {
  package static let name = "formula"
  package private(set) var literals: [BoolVar] = []
  package private(set) var atMost: [LinearForm] = []
  package private(set) var equal: [LinearForm] = []
  package private(set) var nodes: [[Int]] = []
  /// The code that is true.
  package private(set) var root = Formula.always
  /// Which of the literals the others say the truth of; -1 for none.
  package private(set) var target = -1

  private init() {}

  /// - Parameter target: a literal that is equivalent to the rest of the formula.
  package init(_ formula: Formula, isTrue code: Int, target: BoolVar? = nil) {
    let (part, code) = formula.part(code)
    // The leaves first, by kind.
    var kinds: [[Int]] = [[], [], [], []]
    for (place, element) in part.elements.enumerated() {
      switch element {
      case .literal(let b):
        if let target, b.variable.index == target.variable.index { self.target = literals.count }
        literals.append(b)
        kinds[0].append(place)
      case .relation(let form, .atMost):
        atMost.append(form)
        kinds[1].append(place)
      case .relation(let form, _):
        equal.append(form)
        kinds[2].append(place)
      case .all, .equivalence: kinds[3].append(place)
      }
    }
    var images = [Int](repeating: 0, count: part.elements.count)
    for (image, place) in kinds.joined().enumerated() { images[place] = 2 * image }
    for place in kinds[3] {
      let codes = part.operands(of: place).map { images[$0 / 2] ^ ($0 & 1) }
      if case .equivalence = part.elements[place] { nodes.append([1] + codes) } else { nodes.append([0] + codes) }
    }
    root = code < 0 ? code : images[code / 2] ^ (code & 1)
  }

  package static var blank: Self { Self() }

  package mutating func visitParts(_ visitor: inout some PartVisitor) {
    visitor.literals("literals", &literals)
    visitor.forms("atMost", &atMost)
    visitor.forms("equal", &equal)
    visitor.rows("nodes", &nodes)
    visitor.number("root", &root)
    visitor.number("target", &target)
  }

  package func flaw(in data: ModelData) -> String? {
    let leaves = literals.count + atMost.count + equal.count
    for (place, node) in nodes.enumerated() {
      guard let kind = node.first, kind == 0 || (kind == 1 && node.count == 3) else { return "a node of no kind" }
      let limit = 2 * (leaves + place)
      if !node.dropFirst().allSatisfy({ 0 <= $0 && $0 < limit }) { return "a node with an operand that comes later" }
    }
    if root < Formula.always || root >= 2 * (leaves + nodes.count) { return "a root that is no element" }
    return target < -1 || target >= literals.count ? "a target that is no literal" : nil
  }

  /// - Parameter truth: of each of the literals.
  private func holds(_ truth: [Bool], _ values: (LinearForm) -> Int) -> Bool {
    if root < 0 { return root == Formula.always }
    var truths = truth + atMost.map { values($0) <= 0 } + equal.map { values($0) == 0 }
    truths.reserveCapacity(truths.count + nodes.count)
    func isTrue(_ code: Int) -> Bool { truths[code / 2] == (code & 1 == 0) }
    for node in nodes {
      truths.append(node[0] == 0 ? node.dropFirst().allSatisfy(isTrue) : isTrue(node[1]) == isTrue(node[2]))
    }
    return isTrue(root)
  }

  package func violation(of values: [Int], in data: ModelData) -> String? {
    if holds(literals.map { data.holds($0, values) }, { $0.value(values) }) { return nil }
    return target < 0 ? "a formula is false" : "a Boolean is wrong about a formula"
  }

  package var functionTargets: [Int] { target < 0 ? [] : [literals[target].variable.index] }

  package var attention: HintCompletion.Attention { target < 0 ? .never : .whenOneIsOpen }

  package func complete(_ completion: inout HintCompletion) -> Bool {
    guard target >= 0, completion.truth(literals[target]) == nil else { return false }
    var truths: [Bool] = []
    for (place, literal) in literals.enumerated() {
      guard place == target || completion.truth(literal) != nil else { return false }
      truths.append(completion.truth(literal) ?? true)
    }
    for form in atMost + equal where completion.value(of: form) == nil { return false }
    let isTrue = holds(truths) { completion.value(of: $0) ?? 0 }
    completion.assign(literals[target], isTrue)
    return true
  }

  package func recheck(at position: Int, in data: ModelData, _ open: OpenVariables) throws(ModelError) {
    for form in atMost + equal where open.contains(form) && !data.isSafe(form) { throw .overflow("a formula") }
  }
}

extension Model {
  /// Requires a Boolean expression, wherever all of `conditions` hold; these may be expressions as well.
  /// ```swift
  /// model.add(isOpen || x <= 3)
  /// model.add((a && b).isEquivalent(to: c), if: y >= 2)
  /// ```
  /// A clause, a relation under conditions and the definition of a Boolean are posted as such; a conjunction is taken
  /// apart.
  public func add(_ expression: some BoolExpressible, if conditions: any BoolExpressible...) {
    var formula = Formula()
    let whole =
      conditions.isEmpty
      ? expression.boolExpression : BoolExpression.all(of: conditions).implies(expression)
    guard let code = add(whole, to: &formula, "a Boolean expression") else { return }
    require(code, in: formula)
  }

  private func require(_ code: Int, in formula: Formula, target: BoolVar? = nil) {
    var formula = formula
    let (pieces, rest) = formula.split(code)
    for piece in pieces { post(piece) }
    if rest.isEmpty { return }
    let whole = formula.all(rest)
    post(FormulaConstraint(formula, isTrue: whole, target: target))
  }

  /// A Boolean that is true exactly where a Boolean expression is.
  /// ```swift
  /// let isFine = model.reify(open.implies(x + y == 7))
  /// ```
  /// Where the expression is a Boolean or its opposite, that is the result, and no new one is made.
  public func reify(_ expression: some BoolExpressible, _ name: String = "") -> BoolVar {
    var formula = Formula()
    guard let code = add(expression, to: &formula, "a Boolean expression") else { return boolean(name) }
    if code < 0 {
      let truth = code == Formula.always ? 1 : 0
      return BoolVar(variable: integer(truth...truth, name), isNegated: false)
    }
    if let known = formula.boolean(code) { return own(known) }
    let made = boolean(name)
    let own = formula.literal(made)
    let definition = formula.equivalence(own, code)
    require(definition, in: formula, target: made)
    return made
  }
}
