import Basics

/// A function of two integers.
package enum BinaryOperation: Sendable {
  case product
  /// Rounded towards 0; nothing for a divisor of 0.
  case quotient
  /// What that quotient leaves, with the dividend's sign.
  case remainder
  /// 0 to the 0 is 1; a negative exponent is 1 divided by the power, rounded towards 0.
  case power
}

/// z = f(x, y): no part of a box of bounds is left at whose values the function misses z.
///
/// A box is refuted where the range of the function over x and y does not meet that of z. The bounds of z follow from
/// the range; an end of x or y is cut off as far as the box over it is refuted, which bisection finds, as a larger box
/// is refuted less. An inference so says that the box with the opposite of its conclusion is refuted, and any box that
/// is larger and still refuted explains it: each bound in turn is weakened as far as that goes.
///
/// - Complexity: O(1) ranges a run, O(log of the domain) where a bound moves and in explanations.
/// - Source: Apt, Zoeteweij 2007, "An analysis of arithmetic constraints on integer intervals".
final class BinaryFunction: Propagator {
  let operation: BinaryOperation
  let x: OffsetVariable
  let y: OffsetVariable
  let z: OffsetVariable
  /// x times x.
  let isSquare: Bool
  /// x, -x, y, -y, z and -z: lower bounds are all there is, and the opposite of a side is its neighbour.
  private let sides: Buffer<OffsetVariable>
  private var id = PropagatorID(index: -1)

  /// The lower bounds of the sides.
  private typealias Box = SIMD8<Int>

  init(_ operation: BinaryOperation, _ x: OffsetVariable, _ y: OffsetVariable, equals z: OffsetVariable) {
    self.operation = operation
    (self.x, self.y, self.z) = (x, y, z)
    isSquare = operation == .product && x.variable == y.variable && x.offset == y.offset
    sides = Buffer([x, -x, y, -y, z, -z])
  }

  var priority: Priority { .quick }

  func attach(as id: PropagatorID) -> [IntegerVariable] {
    self.id = id
    return (0..<6).map { sides[$0].variable }
  }

  func propagate(_ store: inout Store) throws(Conflict) {
    for side in 0..<(isSquare ? 2 : 4) { try cut(side, &store) }
    let box = self.box(store)
    // Where it has no value, the whole of x was cut off.
    guard let range = range(box) else { return }
    try raise(4, to: range.lowerBound, box, &store)
    try raise(5, to: -range.upperBound, box, &store)
  }

  /// Raises the lower bound of a side while the box over what is below it is refuted.
  private func cut(_ side: Int, _ store: inout Store) throws(Conflict) {
    var box = self.box(store)
    let opposite = side ^ 1
    var refuted = box[side]
    var open = -box[opposite] + 1
    box[opposite] = -refuted
    if !isRefuted(box) { return }
    while open - refuted > 1 {
      let middle = refuted + (open - refuted) / 2
      box[opposite] = -middle
      if isRefuted(box) { refuted = middle } else { open = middle }
    }
    try store.raise(sides[side].atLeast(Int32(refuted + 1)), because: .lazy(id, payload: Int32(side)))
  }

  private func raise(_ side: Int, to bound: Int, _ box: Box, _ store: inout Store) throws(Conflict) {
    if bound <= box[side] { return }
    // Beyond the upper bound one more is as good as any.
    let bound = Int32(min(bound, 1 - box[side ^ 1]))
    try store.raise(sides[side].atLeast(bound), because: .lazy(id, payload: Int32(side)))
  }

  func explain(_ literal: Literal, payload: Int32, before position: Int32, _ store: inout Store) {
    let opposite = Int(payload) ^ 1
    var box = Box(repeating: 0)
    for side in 0..<6 { box[side] = Int(store.lower(sides[side], before: position)) }
    box[opposite] = 1 - Int(literal.bound) - Int(sides[payload].offset)
    for side in 0..<6 where side != opposite && !(isSquare && (side == 2 || side == 3)) {
      var needed = box[side]
      var tooWeak = Int(store.rootLower(sides[side].variable)) + Int(sides[side].offset)
      if needed <= tooWeak { continue }
      box[side] = tooWeak
      if isRefuted(box) { continue }
      while needed - tooWeak > 1 {
        box[side] = tooWeak + (needed - tooWeak) / 2
        if isRefuted(box) { needed = box[side] } else { tooWeak = box[side] }
      }
      box[side] = needed
      store.premise(sides[side].atLeast(Int32(needed)))
    }
  }

  // MARK: Boxes

  private func box(_ store: borrowing Store) -> Box {
    var box = Box(repeating: 0)
    for side in 0..<6 { box[side] = Int(store.lower(sides[side])) }
    return box
  }

  private func range(_ box: Box) -> ClosedRange<Int>? {
    let x = box[0]...(-box[1])
    if isSquare { return IntegerIntervals.square(x) }
    let y = box[2]...(-box[3])
    switch operation {
    case .product: return IntegerIntervals.product(x, y)
    case .quotient: return IntegerIntervals.quotient(x, y)
    case .remainder: return IntegerIntervals.remainder(x, y)
    case .power: return IntegerIntervals.power(x, y)
    }
  }

  private func isRefuted(_ box: Box) -> Bool {
    if operation == .product, !isSquare, box[4] > 0 || box[5] > 0 { return isRefutedOff0(box) }
    if operation == .power { return isRefutedBySigns(box) }
    guard let range = range(box) else { return true }
    return range.upperBound < box[4] || range.lowerBound > -box[5]
  }

  /// Powers of negative bases have either sign by the parity of the exponent, so that a range of exponents excludes little:
  /// there the least magnitude says more.
  private func isRefutedBySigns(_ box: Box) -> Bool {
    let (low, high) = (box[4], -box[5])
    let largest = max(abs(low), abs(high))
    func meets(_ a: Int, _ b: Int, _ c: Int, _ d: Int) -> Bool {
      guard a <= b, c <= d, let range = IntegerIntervals.power(a...b, c...d) else { return false }
      if range.upperBound < low || range.lowerBound > high { return false }
      guard b <= -2, c >= 0, let least = IntegerIntervals.power(-b ... -b, c...c) else { return true }
      return least.lowerBound <= largest
    }
    for (c, d) in [(box[2], min(-1, -box[3])), (max(0, box[2]), -box[3])] {
      if meets(box[0], min(-2, -box[1]), c, d) { return false }
      if meets(max(-1, box[0]), min(1, -box[1]), c, d) { return false }
      if meets(max(2, box[0]), -box[1], c, d) { return false }
    }
    return true
  }

  /// A product that is not 0 has factors that are not, each on one side of it.
  private func isRefutedOff0(_ box: Box) -> Bool {
    let (low, high) = (box[4], -box[5])
    func meets(_ a: Int, _ b: Int, _ c: Int, _ d: Int) -> Bool {
      if a > b || c > d { return false }
      let range = IntegerIntervals.product(a...b, c...d)
      return range.upperBound >= low && range.lowerBound <= high
    }
    let (x, y) = ((low: box[0], high: -box[1]), (low: box[2], high: -box[3]))
    return !meets(max(1, x.low), x.high, max(1, y.low), y.high)
      && !meets(x.low, min(-1, x.high), y.low, min(-1, y.high))
      && !meets(max(1, x.low), x.high, y.low, min(-1, y.high))
      && !meets(x.low, min(-1, x.high), max(1, y.low), y.high)
  }
}

extension Solver {
  /// Posts `z = operation(x, y)`; variables may repeat. Call at level 0.
  package func post(
    _ operation: BinaryOperation, _ x: OffsetVariable, _ y: OffsetVariable, equals z: OffsetVariable
  ) {
    post(BinaryFunction(operation, x, y, equals: z))
  }
}
