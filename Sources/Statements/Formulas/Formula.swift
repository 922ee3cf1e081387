/// Boolean expressions as a list, in which operands come before what is made of them and nothing stands twice.
///
/// A code is twice the place of an element, plus 1 where it is negated; two more codes stand for what is always true
/// and never.
package struct Formula: Sendable {
  package enum Element: Sendable {
    /// A Boolean of the model, as it is.
    case literal(BoolVar)
    /// form <= 0 or = 0.
    case relation(LinearForm, LinearRelation.Comparison)
    /// All codes are true.
    case all([Int])
    /// Both codes are true, or neither is.
    case equivalence(Int, Int)
  }

  package private(set) var elements: [Element] = []
  private var literals: [Int: Int] = [:]
  private var atMost: [LinearForm: Int] = [:]
  private var equal: [LinearForm: Int] = [:]

  package static let always = -2
  package static let never = -1

  package init() {}

  private mutating func append(_ element: Element) -> Int {
    elements.append(element)
    return 2 * (elements.count - 1)
  }

  package mutating func literal(_ b: BoolVar) -> Int {
    let sign = b.isNegated ? 1 : 0
    if let known = literals[b.variable.index] { return known ^ sign }
    let made = append(.literal(b.isNegated ? !b : b))
    literals[b.variable.index] = made
    return made ^ sign
  }

  /// - Parameter range: of the form; nil where its variables have no bounds yet.
  package mutating func relation(
    _ form: LinearForm, _ comparison: LinearRelation.Comparison, within range: ClosedRange<Int>?,
    isBoolean: (Int) -> Bool
  ) -> Int {
    if comparison == .notEqual { return relation(form, .equal, within: range, isBoolean: isBoolean) ^ 1 }
    let reduced = form.reduced(for: comparison)
    if let value = reduced.fixedValue { return comparison.holds(value) ? Self.always : Self.never }
    if let range {
      if comparison == .equal ? !range.contains(0) : range.lowerBound > 0 { return Self.never }
      if comparison == .atMost ? range.upperBound <= 0 : range == 0...0 { return Self.always }
    }
    if reduced.terms.count == 1, isBoolean(reduced.terms[0].variable) {
      // Neither always nor never: one of its two values.
      let b = BoolVar(variable: IntVar(model: 0, position: Int32(reduced.terms[0].variable)), isNegated: false)
      let isOne = comparison == .equal ? reduced.constant != 0 : reduced.terms[0].coefficient < 0
      return literal(isOne ? b : !b)
    }
    if comparison == .equal {
      let form = reduced.terms[0].coefficient < 0 ? reduced.negated : reduced
      if let known = equal[form] { return known }
      let made = append(.relation(form, .equal))
      equal[form] = made
      return made
    }
    if let known = atMost[reduced] { return known }
    if let known = atMost[reduced.negated + 1] { return known ^ 1 }
    let made = append(.relation(reduced, .atMost))
    atMost[reduced] = made
    return made
  }

  package mutating func all(_ codes: [Int]) -> Int {
    var left: [Int] = []
    for code in codes.sorted() {
      if code == Self.never || (left.last == code ^ 1) { return Self.never }
      if code != Self.always, left.last != code { left.append(code) }
    }
    return left.isEmpty ? Self.always : left.count == 1 ? left[0] : append(.all(left))
  }

  package mutating func equivalence(_ left: Int, _ right: Int) -> Int {
    if left < 0 { return left == Self.always ? right : right ^ 1 }
    if right < 0 { return right == Self.always ? left : left ^ 1 }
    let sign = (left ^ right) & 1
    let (a, b) = (min(left, right) & ~1, max(left, right) & ~1)
    if a == b { return sign == 0 ? Self.always : Self.never }
    return append(.equivalence(a, b)) ^ sign
  }

  // MARK: Parts

  /// The elements that `code` is made of, as a formula by itself, and what `code` is there.
  package func part(_ code: Int) -> (formula: Formula, code: Int) {
    guard code >= 0 else { return (Formula(), code) }
    var isUsed = [Bool](repeating: false, count: code / 2 + 1)
    isUsed[code / 2] = true
    for place in isUsed.indices.reversed() where isUsed[place] {
      for operand in operands(of: place) { isUsed[operand / 2] = true }
    }
    var part = Formula()
    var images = [Int](repeating: 0, count: isUsed.count)
    for place in isUsed.indices where isUsed[place] {
      func image(_ code: Int) -> Int { images[code / 2] ^ (code & 1) }
      switch elements[place] {
      case .all(let codes): images[place] = part.append(.all(codes.map(image)))
      case .equivalence(let a, let b): images[place] = part.append(.equivalence(image(a), image(b)))
      case .literal, .relation: images[place] = part.append(elements[place])
      }
    }
    return (part, images[code / 2] ^ (code & 1))
  }

  package func isNode(_ place: Int) -> Bool {
    switch elements[place] {
    case .literal, .relation: false
    case .all, .equivalence: true
    }
  }

  package func operands(of place: Int) -> [Int] {
    switch elements[place] {
    case .literal, .relation: []
    case .all(let codes): codes
    case .equivalence(let a, let b): [a, b]
    }
  }
}

extension Formula {
  /// A formula of the leaves first and of nodes over them, as a constraint keeps it.
  package init(literals: [BoolVar], atMost: [LinearForm], equal: [LinearForm], nodes: [[Int]]) {
    elements =
      literals.map { .literal($0) } + atMost.map { .relation($0, .atMost) } + equal.map { .relation($0, .equal) }
      + nodes.map { $0[0] == 0 ? .all(Array($0.dropFirst())) : .equivalence($0[1], $0[2]) }
  }
}
