import Basics

/// At-most-ones that are parts of larger ones become these: edges of a graph become few cliques.
///
/// Each set is extended greedily by literals that exclude all of its members; what a larger set says too goes. An LP
/// over cliques is much tighter than one over edges.
extension PresolveState {
  /// - Complexity: limited by the work limit; neighbours of larger sets are listed while they are few.
  mutating func mergeCliques() {
    guard spend(columns.count) else { return }
    var scratch = Buffer<LiteralCode>()
    var lists = LiteralLists()
    var isExact: [Bool] = []
    for index in 0..<rows.count {
      let kind = literalSet(of: rows[index], into: &scratch, pairsAreClauses: false)
      switch kind {
      case .none, .clause: continue
      case .atMostOne: isExact.append(false)
      case .exactlyOne: isExact.append(true)
      }
      lists.append(scratch, row: index)
    }
    if lists.count < 2 { return }
    lists.index(literalCount: 2 * lower.count)
    var search = CliqueSearch(literalCount: 2 * lower.count)
    let limit = work + 20 * columns.count + 100_000
    // Large sets first: what they hold needs no look of its own.
    let order = (0..<lists.count).sorted { (lists.size($0), $1) > (lists.size($1), $0) }
    for set in order where rows[lists.rows[set]].isLive {
      guard work < limit, spend(search.extend(set, lists, rows)) else { return }
      if search.members.count > lists.size(set) {
        if isExact[set] {
          // One of the row's own is true.
          for i in lists.size(set)..<search.members.count { fix(search.members[i], to: false) }
          if isInfeasible { return }
        } else {
          replaceByClique(set, lists, search.members)
        }
      }
      guard removeInside(set, lists, isExact, search) else { return }
    }
  }

  private mutating func replaceByClique(
    _ set: Int, _ lists: borrowing LiteralLists, _ members: borrowing Buffer<LiteralCode>
  ) {
    remove(Int(lists.rows[set]), .mergedCliques)
    var terms: [(column: Int32, coefficient: Int)] = []
    var right = 1
    for i in 0..<members.count {
      terms.append((column: members[i] >> 1, coefficient: members[i] & 1 == 1 ? -1 : 1))
      if members[i] & 1 == 1 { right -= 1 }
    }
    addRow(terms.sorted { $0.column < $1.column }, .atMost, right)
  }

  /// Removes sets all of whose literals are in the clique that was just made.
  ///
  /// - Returns: whether to go on.
  private mutating func removeInside(
    _ set: Int, _ lists: borrowing LiteralLists, _ isExact: [Bool], _ search: borrowing CliqueSearch
  ) -> Bool {
    var entries = 0
    for place in search.covered(lists, &entries) where place != set && !isExact[place] {
      let row = Int(lists.rows[place])
      if rows[row].isLive { remove(row, .mergedCliques) }
    }
    return spend(entries)
  }
}

/// Grows one clique after the other.
struct CliqueSearch: ~Copyable {
  /// The set's own literals first.
  private(set) var members = Buffer<LiteralCode>()
  /// By literal, of how many members it is a neighbour, or how many of a set's literals are members.
  private let hits: Buffer<Int32>
  private let isMember: Buffer<Bool>
  private var touched = Buffer<LiteralCode>()
  /// The last member that counted a literal as its neighbour.
  private let countedBy: Buffer<Int32>
  private var stamp: Int32 = 0
  /// Neighbours of a literal in larger sets are looked at up to so many.
  private static let neighbourLimit = 3000

  init(literalCount: Int) {
    hits = Buffer(repeating: 0, count: literalCount)
    isMember = Buffer(repeating: false, count: literalCount)
    countedBy = Buffer(repeating: 0, count: literalCount)
  }

  /// Makes `members` the set's literals and as many more as exclude each other.
  ///
  /// - Returns: entries looked at.
  mutating func extend(_ set: Int, _ lists: borrowing LiteralLists, _ rows: borrowing Buffer<Row>) -> Int {
    for i in 0..<members.count { isMember[members[i]] = false }
    members.removeAll()
    var entries = lists.size(set) + 4
    for i in lists.range(set) {
      members.append(lists.literals[i])
      isMember[lists.literals[i]] = true
    }
    // A set whose first literals have no common neighbour ends soon.
    for i in 0..<members.count {
      entries += count(members[i], lists)
      if i > 0, !hasCommonNeighbour(of: i + 1) { break }
      if i == members.count - 1 { entries += addNeighbours(lists) }
    }
    for i in 0..<touched.count { hits[touched[i]] = 0 }
    touched.removeAll()
    return entries
  }

  /// Adds one to the hits of each neighbour.
  private mutating func count(_ literal: LiteralCode, _ lists: borrowing LiteralLists) -> Int {
    stamp += 1
    countedBy[literal] = stamp
    var entries = 0
    for place in lists.occurrences(of: literal) {
      let set = lists.occurrence(place)
      entries += lists.size(set)
      if entries > Self.neighbourLimit { break }
      for i in lists.range(set) {
        let other = lists.literals[i]
        if countedBy[other] == stamp { continue }
        countedBy[other] = stamp
        if hits[other] == 0 { touched.append(other) }
        hits[other] += 1
      }
    }
    return entries
  }

  private func hasCommonNeighbour(of count: Int) -> Bool {
    for i in 0..<touched.count where Int(hits[touched[i]]) == count && !isMember[touched[i]] { return true }
    return false
  }

  private mutating func addNeighbours(_ lists: borrowing LiteralLists) -> Int {
    var entries = touched.count
    var i = 0
    while i < touched.count {
      let literal = touched[i]
      i += 1
      // A literal beside its own negation would be a neighbour that can never be true; bounds say that, not cliques.
      if isMember[literal] || isMember[literal ^ 1] || Int(hits[literal]) != members.count { continue }
      members.append(literal)
      isMember[literal] = true
      entries += count(literal, lists)
    }
    return entries
  }

  /// Sets inside the members, but for those of literals in very many sets.
  func covered(_ lists: borrowing LiteralLists, _ entries: inout Int) -> [Int] {
    var found: [Int] = []
    for i in 0..<members.count where lists.occurrences(of: members[i]).count <= Self.neighbourLimit {
      entries += lists.occurrences(of: members[i]).count
      for place in lists.occurrences(of: members[i]) {
        let set = lists.occurrence(place)
        // Each set once: by its first literal.
        guard lists.size(set) <= members.count, lists.literals[lists.range(set).lowerBound] == members[i] else {
          continue
        }
        entries += lists.size(set)
        if lists.range(set).allSatisfy({ isMember[lists.literals[$0]] }) { found.append(set) }
      }
    }
    return found
  }
}
