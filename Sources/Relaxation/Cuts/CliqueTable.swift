import Basics

/// Sets of literals of binary columns of which at most one holds: edges, at-most-ones, what knapsacks imply.
///
/// A literal is 2·column, or 2·column + 1 for the complement 1 − x. Cliques lie flat, each sorted; `index` makes the
/// lists of a literal's cliques, and queries need it after the last addition.
package struct CliqueTable: ~Copyable {
  package let columnCount: Int
  package var count: Int { start.count - 1 }
  private var start = Buffer<Int>()
  private var literal = Buffer<Int32>()
  /// The cliques of a literal, by rising number.
  private var memberStart = Buffer<Int>()
  private var member = Buffer<Int32>()
  /// Beside each member of `member`: the other literal where the clique is a pair, else −1. Pairs are the many.
  private var partner = Buffer<Int32>()
  /// How many literals stand in a literal's cliques, with repetitions.
  private(set) var breadth = Buffer<Int>()
  private(set) var isIndexed = false

  package init(columnCount: Int) {
    self.columnCount = columnCount
    start.append(0)
  }

  /// The number of a literal.
  package static func literal(_ column: Int32, isComplemented: Bool) -> Int32 { column * 2 + (isComplemented ? 1 : 0) }

  /// At most one of these holds; two or more, of different columns.
  package mutating func add(_ literals: some Collection<Int32>) {
    guard literals.count >= 2 else { return }
    let first = literal.count
    var isRising = true
    for l in literals {
      isRising = isRising && (literal.count == first || literal.last < l)
      literal.append(l)
    }
    if !isRising {
      var added = UnsafeMutableBufferPointer(start: literal.pointer + first, count: literal.count - first)
      added.sort()
    }
    start.append(literal.count)
    isIndexed = false
  }

  /// Not both.
  package mutating func add(_ a: Int32, _ b: Int32) {
    literal.append(min(a, b))
    literal.append(max(a, b))
    start.append(literal.count)
    isIndexed = false
  }

  /// Adds what a row says about pairs of its binaries: large literals exclude each other, and the next smaller ones
  /// join those that exclude them.
  ///
  /// - Returns: whether the row says nothing else than one clique of all its columns.
  @discardableResult
  package mutating func add(_ row: Row, lower: [Int], upper: [Int]) -> Bool {
    let hasUpper = row.upper != Int.max && add(row, 1, row.upper, lower, upper)
    let hasLower = row.lower != Int.min && add(row, -1, -row.lower, lower, upper)
    return hasUpper && row.lower == Int.min || hasLower && row.upper == Int.max
  }

  /// The same of the side Σ sign·a·x ≤ b.
  private mutating func add(_ row: Row, _ sign: Int, _ b: Int, _ lower: [Int], _ upper: [Int]) -> Bool {
    var room = Int128(b)
    var items: [(weight: Int, literal: Int32)] = []
    for (j, a) in zip(row.columns, row.coefficients) {
      let a = a * sign
      let (low, high) = (lower[Int(j)], upper[Int(j)])
      room -= Int128(a) * Int128(a > 0 ? low : high)
      if low == 0, high == 1 { items.append((abs(a), Self.literal(j, isComplemented: a < 0))) }
    }
    guard room >= 0, items.count >= 2 else { return false }
    items.sort { ($0.weight, $1.literal) > ($1.weight, $0.literal) }
    func exceeds(_ i: Int, _ k: Int) -> Bool { Int128(items[i].weight) + Int128(items[k].weight) > room }
    guard exceeds(0, 1) else { return false }
    var head = 2
    while head < items.count, exceeds(head - 1, head) { head += 1 }
    add(items.prefix(head).map(\.literal))
    // A smaller item goes with the large ones that exclude it.
    var reach = head
    for k in head..<items.count {
      while reach > 0, !exceeds(reach - 1, k) { reach -= 1 }
      if reach == 0 { break }
      add(items.prefix(reach).map(\.literal) + [items[k].literal])
    }
    return head == row.columns.count && items.allSatisfy { $0.weight <= room }
  }

  /// Makes the lists of the literals' cliques.
  package mutating func index() {
    if isIndexed { return }
    memberStart.removeAll()
    memberStart.resize(to: 2 * columnCount + 1, filling: 0)
    for k in 0..<literal.count { memberStart[literal[k] + 1] += 1 }
    for l in 0..<2 * columnCount { memberStart[l + 1] += memberStart[l] }
    member.resize(to: literal.count, filling: 0)
    partner.resize(to: literal.count, filling: 0)
    let next = Buffer<Int>(repeating: 0, count: 2 * columnCount)
    for l in 0..<2 * columnCount { next[l] = memberStart[l] }
    for c in 0..<count {
      for k in start[c]..<start[c + 1] {
        let l = literal[k]
        member[next[l]] = Int32(c)
        partner[next[l]] = start[c + 1] - start[c] == 2 ? literal[start[c]] ^ literal[start[c] + 1] ^ l : -1
        next[l] += 1
      }
    }
    breadth.resize(to: 0, filling: 0)
    breadth.resize(to: 2 * columnCount, filling: 0)
    for c in 0..<count {
      for k in start[c]..<start[c + 1] { breadth[literal[k]] += start[c + 1] - start[c] }
    }
    isIndexed = true
  }

  /// The literals of a clique, rising; valid until the next addition.
  @inline(__always)
  package func literals(_ clique: Int) -> UnsafeBufferPointer<Int32> {
    UnsafeBufferPointer(start: literal.pointer + start[clique], count: start[clique + 1] - start[clique])
  }

  /// The cliques of a literal, rising.
  @inline(__always)
  package func cliques(of l: Int32) -> UnsafeBufferPointer<Int32> {
    assert(isIndexed, "the table is not indexed")
    let first = memberStart[l]
    return UnsafeBufferPointer(start: member.pointer + first, count: memberStart[l + 1] - first)
  }

  /// Whether some clique holds both.
  package func areAdjacent(_ a: Int32, _ b: Int32) -> Bool {
    let (x, y) = (cliques(of: a), cliques(of: b))
    var (i, k) = (0, 0)
    while i < x.count, k < y.count {
      if x[i] == y[k] { return true }
      if x[i] < y[k] { i += 1 } else { k += 1 }
    }
    return false
  }

  /// Calls `body` with each literal of each clique of `l`; some more than once, and perhaps `l` itself.
  @inline(__always)
  func forEachNeighbour(of l: Int32, _ body: (Int32) -> Void) {
    let (member, partner) = (self.member.pointer, self.partner.pointer)
    for k in memberStart[l]..<memberStart[l + 1] {
      if partner[k] >= 0 {
        body(partner[k])
      } else {
        for other in literals(Int(member[k])) { body(other) }
      }
    }
  }

  /// The clique as a row: Σ x − Σ complemented x ≤ 1 − number of complemented ones.
  package static func row(of literals: some Collection<Int32>) -> Row {
    let sorted = literals.sorted()
    return Row(
      columns: sorted.map { $0 >> 1 }, coefficients: sorted.map { $0 & 1 == 0 ? 1 : -1 }, lower: Int.min,
      upper: 1 - sorted.count { $0 & 1 == 1 })
  }
}
