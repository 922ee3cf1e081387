import Basics

/// Clauses that contain another, and at-most-ones inside another.
extension PresolveState {
  /// Looks, for each set, at those that have its rarest literal.
  ///
  /// - Complexity: limited by the work limit; each comparison is linear in the smaller set.
  mutating func removeDominatedRows() {
    var scratch = Buffer<LiteralCode>()
    var lists = LiteralLists()
    var kinds: [LiteralSet] = []
    guard spend(columns.count) else { return }
    for index in 0..<rows.count {
      let kind = literalSet(of: rows[index], into: &scratch, pairsAreClauses: true)
      if case .none = kind { continue }
      lists.append(scratch, row: index)
      kinds.append(kind)
    }
    lists.index(literalCount: 2 * lower.count)
    let marks = Buffer<Int32>(repeating: -1, count: 2 * lower.count)
    let limit = work + 4 * columns.count + 10_000
    for set in 0..<lists.count where rows[lists.rows[set]].isLive {
      var rarest = lists.literals[lists.range(set).lowerBound]
      for i in lists.range(set) {
        marks[lists.literals[i]] = Int32(set)
        if lists.occurrences(of: lists.literals[i]).count < lists.occurrences(of: rarest).count {
          rarest = lists.literals[i]
        }
      }
      for place in lists.occurrences(of: rarest) {
        let other = lists.occurrence(place)
        guard other != set, lists.size(other) >= lists.size(set), rows[lists.rows[other]].isLive else { continue }
        guard spend(lists.size(other)), work < limit else { return }
        var common = 0
        for i in lists.range(other) where marks[lists.literals[i]] == Int32(set) { common += 1 }
        if common == lists.size(set) { compare(set, kinds[set], other, kinds[other], lists, marks) }
        if isInfeasible { return }
        if !rows[lists.rows[set]].isLive { break }
      }
    }
  }

  /// The literals of `set` are among those of `other`.
  private mutating func compare(
    _ set: Int, _ kind: LiteralSet, _ other: Int, _ otherKind: LiteralSet, _ lists: borrowing LiteralLists,
    _ marks: borrowing Buffer<Int32>
  ) {
    switch (kind, otherKind) {
    case (.clause, .clause), (.exactlyOne, .clause): remove(Int(lists.rows[other]), .dominatedRows)
    case (.atMostOne, .atMostOne), (.atMostOne, .exactlyOne): remove(Int(lists.rows[set]), .dominatedRows)
    case (.exactlyOne, .atMostOne), (.exactlyOne, .exactlyOne):
      // One of the smaller set is true, so that the others are not.
      for i in lists.range(other) where marks[lists.literals[i]] != Int32(set) { fix(lists.literals[i], to: false) }
      if !isInfeasible { remove(Int(lists.rows[other]), .dominatedRows) }
    case (.clause, .atMostOne), (.clause, .exactlyOne), (.none, _), (_, .none), (.atMostOne, .clause): break
    }
  }
}
