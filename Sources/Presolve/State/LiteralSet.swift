import Basics

/// What a row says of a set of literals, where it says nothing else.
enum LiteralSet {
  case none
  /// At least one is true.
  case clause
  case atMostOne
  case exactlyOne
}

extension PresolveState {
  /// The kind of a row and its literals, put in `literals`: those of which one must be true for a clause, those of which
  /// one may be otherwise. Two literals of which one may be true are a clause of the negations where
  /// `pairsAreClauses` is set.
  func literalSet(of row: Row, into literals: inout Buffer<LiteralCode>, pairsAreClauses: Bool) -> LiteralSet {
    literals.removeAll()
    guard row.isLive, !row.isShadow, row.count > 1, row.conditionCount == 0, row.comparison != .notEqual else {
      return .none
    }
    var limit = row.right
    let range = Int(row.start)..<Int(row.start + row.count)
    for i in range {
      let a = coefficients[i]
      let column = Int(columns[i])
      guard a == 1 || a == -1, lower[column] == 0, upper[column] == 1 else { return .none }
      if a < 0 { limit += 1 }
      literals.append(literalCode(columns[i], isNegated: a < 0))
    }
    if row.comparison == .equal {
      if limit == 1 {
        // Of two, one is false where one is true.
        if row.count == 2, literals[0] & 1 == 1 { negate(literals) }
        return .exactlyOne
      }
      guard limit == Int(row.count) - 1 else { return .none }
      negate(literals)
      return .exactlyOne
    }
    if limit == 1, row.count > 2 || !pairsAreClauses { return .atMostOne }
    guard limit == Int(row.count) - 1 else { return .none }
    negate(literals)
    return .clause
  }

  private func negate(_ literals: borrowing Buffer<LiteralCode>) {
    for i in 0..<literals.count { literals[i] ^= 1 }
  }
}
