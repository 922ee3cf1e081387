import Basics

/// Sets of literals, each a slice of one pool, and by literal the sets that it is in.
struct LiteralLists: ~Copyable {
  private(set) var first = Buffer<Int32>()
  private(set) var literals = Buffer<LiteralCode>()
  /// The rows that the sets come from.
  private(set) var rows = Buffer<Int32>()
  private var firstOccurrence = Buffer<Int32>()
  private var occurrences = Buffer<Int32>()

  init() { first.append(0) }

  var count: Int { rows.count }

  func range(_ set: Int) -> Range<Int> { Int(first[set])..<Int(first[set + 1]) }
  func size(_ set: Int) -> Int { Int(first[set + 1] - first[set]) }

  mutating func append(_ members: borrowing Buffer<LiteralCode>, row: Int) {
    for i in 0..<members.count { literals.append(members[i]) }
    first.append(Int32(literals.count))
    rows.append(Int32(row))
  }

  /// Fills the lists by literal; sets come in ascending order.
  mutating func index(literalCount: Int) {
    firstOccurrence.removeAll()
    firstOccurrence.resize(to: literalCount + 1, filling: 0)
    for i in 0..<literals.count { firstOccurrence[literals[i]] += 1 }
    var end: Int32 = 0
    for literal in 0...literalCount {
      end += firstOccurrence[literal]
      firstOccurrence[literal] = end
    }
    occurrences.resize(to: literals.count, filling: 0)
    var set = count - 1
    while set >= 0 {
      for i in range(set) {
        firstOccurrence[literals[i]] -= 1
        occurrences[firstOccurrence[literals[i]]] = Int32(set)
      }
      set -= 1
    }
  }

  /// Places of the sets of a literal, for `occurrence(_:)`.
  func occurrences(of literal: LiteralCode) -> Range<Int> {
    Int(firstOccurrence[literal])..<Int(firstOccurrence[literal + 1])
  }

  func occurrence(_ place: Int) -> Int { Int(occurrences[place]) }
}
