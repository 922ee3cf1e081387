import Basics

/// y = T[x] for a long list of numbers, by the bounds of x and y: positions at either end of x that y does not allow go,
/// and y lies between the least and the largest number at the positions left.
///
/// Trees over the list find both without a walk over the positions between.
///
/// - Complexity: O(log n) a bound that moves, more where numbers that y allows lie between others; an explanation is
///   linear in the positions that it speaks of, to a limit.
final class WideElement: Propagator {
  private let x: OffsetVariable
  private let y: IntegerVariable
  private let values: Buffer<Int32>
  /// Least and largest below each node; the leaves begin at `leaves`.
  private let least: Buffer<Int32>
  private let largest: Buffer<Int32>
  private let leaves: Int
  private var id = PropagatorID(index: -1)

  /// Positions that an explanation looks at one by one.
  private static let reach: Int32 = 1_000
  /// The payload of what was inferred about y; of what was about x it is the bound before.
  private static let hull: Int32 = -1

  init(_ values: [Int32], at x: OffsetVariable, equals y: IntegerVariable) {
    self.x = x
    self.y = y
    self.values = Buffer(values)
    var leaves = 1
    while leaves < values.count { leaves *= 2 }
    self.leaves = leaves
    least = Buffer(repeating: .max, count: 2 * leaves)
    largest = Buffer(repeating: .min, count: 2 * leaves)
    for (place, value) in values.enumerated() {
      least[leaves + place] = value
      largest[leaves + place] = value
    }
    for node in stride(from: leaves - 1, to: 0, by: -1) {
      least[node] = min(least[2 * node], least[2 * node + 1])
      largest[node] = max(largest[2 * node], largest[2 * node + 1])
    }
  }

  var priority: Priority { .linear }

  func attach(as id: PropagatorID) -> [IntegerVariable] {
    self.id = id
    return [x.variable, -x.variable, y, -y]
  }

  func propagate(_ store: inout Store) throws(Conflict) {
    let (low, high) = (store.lower(x), store.upper(x))
    let (first, last) = (store.lower(y), store.upper(y))
    let begin = next(from: low, within: first...last) ?? high + 1
    if begin > low { try store.raise(x.atLeast(min(begin, high + 1)), because: .lazy(id, payload: low)) }
    if let end = previous(from: high, within: first...last), end < high {
      try store.raise(x.atMost(end), because: .lazy(id, payload: high))
    }
    var (bottom, top) = (Int32.max, Int32.min)
    var left = leaves + Int(store.lower(x))
    var right = leaves + Int(store.upper(x)) + 1
    while left < right {
      if left & 1 == 1 {
        (bottom, top) = (min(bottom, least[left]), max(top, largest[left]))
        left += 1
      }
      if right & 1 == 1 {
        right -= 1
        (bottom, top) = (min(bottom, least[right]), max(top, largest[right]))
      }
      (left, right) = (left / 2, right / 2)
    }
    try store.raise(Literal(y, atLeast: bottom), because: .lazy(id, payload: Self.hull))
    try store.raise(Literal(y, atMost: top), because: .lazy(id, payload: Self.hull))
  }

  // MARK: Trees

  @inline(__always)
  private func mayHold(_ node: Int, _ range: ClosedRange<Int32>) -> Bool {
    least[node] <= range.upperBound && largest[node] >= range.lowerBound
  }

  /// The first position from `start` on whose number lies in the range.
  private func next(from start: Int32, within range: ClosedRange<Int32>) -> Int32? {
    var node = leaves + Int(start)
    while true {
      if mayHold(node, range) {
        if node >= leaves { return Int32(node - leaves) }
        node = 2 * node
        continue
      }
      // Up to the next subtree on the right.
      while node & 1 == 1 { node /= 2 }
      if node == 0 { return nil }
      node += 1
    }
  }

  /// The last position up to `start` whose number lies in the range.
  private func previous(from start: Int32, within range: ClosedRange<Int32>) -> Int32? {
    var node = leaves + Int(start)
    while true {
      if mayHold(node, range) {
        if node >= leaves { return Int32(node - leaves) }
        node = 2 * node + 1
        continue
      }
      while node & 1 == 0 { node /= 2 }
      if node == 1 { return nil }
      node -= 1
    }
  }

  // MARK: Explanations

  func explain(_ literal: Literal, payload: Int32, before position: Int32, _ store: inout Store) {
    if payload == Self.hull {
      explainHull(literal, before: position, &store)
    } else if literal.variable == x.variable {
      let bound = literal.bound + x.offset
      store.premise(x.atLeast(payload))
      explainSkipped(payload..<bound, before: position, &store)
    } else {
      let bound = x.offset - literal.bound
      store.premise(x.atMost(payload))
      explainSkipped(bound + 1..<payload + 1, before: position, &store)
    }
  }

  /// The numbers at these positions lie outside the bounds of y, by as much as the nearest does.
  private func explainSkipped(_ positions: Range<Int32>, before position: Int32, _ store: inout Store) {
    let (first, last) = (store.lower(y, before: position), store.upper(y, before: position))
    guard positions.count <= Self.reach else {
      store.premise(Literal(y, atLeast: first))
      store.premise(Literal(y, atMost: last))
      return
    }
    var (below, above) = (Int32.min, Int32.max)
    for p in positions {
      if values[p] < first { below = max(below, values[p]) } else { above = min(above, values[p]) }
    }
    if below > .min { store.premise(Literal(y, atLeast: below + 1)) }
    if above < .max { store.premise(Literal(y, atMost: above - 1)) }
  }

  /// All numbers between two bounds of x reach what is asked: bounds as weak as that allows.
  private func explainHull(_ literal: Literal, before position: Int32, _ store: inout Store) {
    let isLower = literal.variable == y
    let asked = isLower ? literal.bound : -literal.bound
    var low = store.lower(x, before: position)
    var high = store.upper(x, before: position)
    for _ in 0..<Self.reach {
      guard low > 0, isLower ? values[low - 1] >= asked : values[low - 1] <= asked else { break }
      low -= 1
    }
    for _ in 0..<Self.reach {
      guard Int(high) + 1 < values.count, isLower ? values[high + 1] >= asked : values[high + 1] <= asked else { break }
      high += 1
    }
    store.premise(x.atLeast(low))
    store.premise(x.atMost(high))
  }

  /// No number at a position left is a value left.
  func refutes(_ bounds: CheckedBounds) -> Bool {
    let (first, last) = (bounds.lower(y), bounds.upper(y))
    return !(bounds.lower(x)...max(bounds.lower(x), bounds.upper(x))).contains {
      first <= values[$0] && values[$0] <= last
    }
  }
}

extension Solver {
  /// Posts `y = values[x]` by bounds; x lies inside the list at level 0. Call at level 0.
  package func postWideElement(_ values: [Int32], at x: OffsetVariable, equals y: IntegerVariable) {
    precondition(store.lower(x) >= 0 && Int(store.upper(x)) < values.count, "an element lies inside its list")
    post(WideElement(values, at: x, equals: y))
  }
}
