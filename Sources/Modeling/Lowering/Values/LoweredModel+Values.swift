import Kernel
import Statements

/// Values of variables as literals; see `ValueEncoding`.
extension LoweredModel {
  /// More values than these between its bounds, and a variable is not encoded as a whole.
  static let largestEncoding = 1_000

  /// The literal [x = value], made when it is first asked for: a bound of x at an end of its domain, else a Boolean.
  package func literal(_ x: IntegerVariable, equals value: Int) -> Literal {
    let low = Int(solver.store.lower(x))
    let high = Int(solver.store.upper(x))
    if value < low || value > high { return Literal.always.negated }
    if low == high { return .always }
    if let known = knownLiteral(x, equals: value) { return known }
    let made = solver.makeBoolean()
    define(made, x, equals: value)
    adopt(made, for: x, equals: value)
    return made
  }

  /// The literals of all values from the least to the largest that level 0 leaves of x; a gap's is false. nil where these
  /// are more than 1,000: then constraints go by bounds.
  package func valueLiterals(of x: IntegerVariable) -> (first: Int, literals: [Literal])? {
    let low = Int(solver.store.lower(x))
    let high = Int(solver.store.upper(x))
    guard high - low < Self.largestEncoding else { return nil }
    if low < high { encodings[place(of: x)].isWhole = true }
    return (low, (low...high).map { literal(x, equals: $0) })
  }

  /// The literal that stands for [x = value] already, or needs no Boolean; nil where there is none yet.
  func knownLiteral(_ x: IntegerVariable, equals value: Int) -> Literal? {
    let plain = x.isNegated ? -x : x
    let plainValue = x.isNegated ? -value : value
    let (low, high) = (Int(solver.store.lower(plain)), Int(solver.store.upper(plain)))
    if plainValue < low || plainValue > high { return Literal.always.negated }
    if let place = encodingPlaces[plain] {
      if let known = encodings[place].literals[Int32(plainValue)] { return known }
      if encodings[place].isGap(plainValue) { return Literal.always.negated }
    }
    if plainValue == low { return Literal(plain, atMost: Int32(low)) }
    if plainValue == high { return Literal(plain, atLeast: Int32(high)) }
    return nil
  }

  /// Makes a literal about other variables the one of [x = value].
  ///
  /// - Precondition: there is none yet.
  func adopt(_ literal: Literal, for x: IntegerVariable, equals value: Int) {
    let place = place(of: x)
    encodings[place].add(literal, for: Int32(x.isNegated ? -value : value))
    if areValuesSettled {
      solver.add(literal, equivalentTo: x, equals: Int32(value))
      encodings[place].noteTied(isWhole: false)
    }
  }

  /// Says that x = value just where y = other, by one literal for both where it can be.
  package func equate(_ x: IntegerVariable, equals value: Int, _ y: IntegerVariable, equals other: Int) {
    if x == y && value == other { return }
    if knownLiteral(y, equals: other) == nil {
      let made = literal(x, equals: value)
      if !isAbout(made, y) { return adopt(made, for: y, equals: other) }
    } else if knownLiteral(x, equals: value) == nil {
      let known = literal(y, equals: other)
      if !isAbout(known, x) { return adopt(known, for: x, equals: value) }
    }
    let (left, right) = (literal(x, equals: value), literal(y, equals: other))
    if left == right { return }
    solver.add(clause: [left.negated, right])
    solver.add(clause: [left, right.negated])
  }

  private func isAbout(_ literal: Literal, _ x: IntegerVariable) -> Bool {
    literal.variable == x || literal.variable == -x
  }

  /// x takes one of `values`, ascending.
  func restrict(_ x: IntegerVariable, to values: [Int]) {
    guard let first = values.first, let last = values.last else { return solver.add(clause: []) }
    solver.add(clause: [Literal(x, atLeast: Int32(first))])
    solver.add(clause: [Literal(x, atMost: Int32(last))])
    if let proof = solver.proof, proof.tried.contains(proof.source) { return removeGaps(of: values, from: x) }
    encodings[place(of: x)].sets.append(x.isNegated ? values.reversed().map { -$0 } : values)
    noteDomain(of: x)
  }

  /// Each gap by a clause of its own: what knows of it later need not try what this constraint's variables can be.
  private func removeGaps(of values: [Int], from x: IntegerVariable) {
    for (last, next) in zip(values, values.dropFirst()) {
      for gap in (last + 1)..<next { solver.add(clause: [literal(x, equals: gap).negated]) }
    }
  }

  private func place(of x: IntegerVariable) -> Int {
    let plain = x.isNegated ? -x : x
    if let known = encodingPlaces[plain] { return known }
    encodings.append(ValueEncoding(plain, origin: solver.origin))
    encodingPlaces[plain] = encodings.count - 1
    return encodings.count - 1
  }

  /// The Booleans of indicators are literals of values from the start, so that no others are made beside them.
  func adoptIndicators() {
    for (position, constraint) in expanded.constraints.enumerated() {
      guard let indicator = constraint as? IndicatorConstraint else { continue }
      let (b, x) = (literal(indicator.literal), variables[indicator.variable])
      guard !solver.store.isFixed(b.variable), !isAbout(b, x), knownLiteral(x, equals: indicator.value) == nil
      else { continue }
      solver.origin = .constraint(position)
      if let proof = solver.proof, beginProof(of: indicator, at: position, proof) {
        proof.explain(b.variable, by: Int(proof.source))
      }
      adopt(b, for: x, equals: indicator.value)
    }
  }

  /// Ties all value literals to the bounds of their variables, and says what waited for them.
  func settleValues() {
    for disequality in disequalities { post(disequality) }
    for removal in removals { post(removal) }
    for link in links { post(link) }
    (disequalities, removals, links) = ([], [], [])
    for place in encodings.indices {
      come(from: encodings[place].origin)
      explainValues(of: encodings[place])
      let isWhole = settle(encodings[place])
      encodings[place].noteTied(isWhole: isWhole)
    }
    areValuesSettled = true
  }

  /// - Returns: whether the whole domain is tied to the bounds.
  private func settle(_ encoding: ValueEncoding) -> Bool {
    let x = encoding.variable
    let (low, high) = (Int(solver.store.lower(x)), Int(solver.store.upper(x)))
    for value in encoding.values where Int(value) < low || Int(value) > high || encoding.isGap(Int(value)) {
      if let literal = encoding.literals[value] { solver.add(clause: [literal.negated]) }
    }
    if encoding.tied.isWhole { return true }
    if encoding.isWhole, low < high, high - low < Self.largestEncoding {
      let literals = (low...high).map { encoding.isGap($0) ? Literal.always.negated : literal(x, equals: $0) }
      solver.postValueDomain(x, first: Int32(low), literals: literals)
      return true
    }
    for value in encoding.values[encoding.tied.values...] {
      if let literal = encoding.literals[value] { solver.add(literal, equivalentTo: x, equals: value) }
    }
    for values in encoding.sets[encoding.tied.sets...] {
      for (last, next) in zip(values, values.dropFirst()) where next > last + 1 {
        solver.add(clause: [Literal(x, atMost: Int32(last)), Literal(x, atLeast: Int32(next))])
      }
    }
    return false
  }
}
