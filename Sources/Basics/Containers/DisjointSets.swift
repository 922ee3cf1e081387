/// Numbers in sets that are joined: which belong together, told by one number of each set, its least.
/// - Source: Tarjan, van Leeuwen 1984, "Worst-case analysis of set union algorithms" (path halving).
package struct DisjointSets: Sendable {
  private var parents: [Int]

  /// Each of 0 ..< count by itself.
  package init(_ count: Int) { parents = Array(0..<count) }

  /// The least number of the set of `member`.
  package mutating func root(_ member: Int) -> Int {
    var member = member
    while parents[member] != member {
      parents[member] = parents[parents[member]]
      member = parents[member]
    }
    return member
  }

  /// Makes one set of those of both.
  package mutating func join(_ first: Int, _ second: Int) {
    let (a, b) = (root(first), root(second))
    parents[max(a, b)] = min(a, b)
  }
}
