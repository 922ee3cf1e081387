import Basics

/// Rows with the same terms, up to a sign: one is left of those that say how large and how small the sum may be.
extension PresolveState {
  /// What is known of one sum, in the sign in which its first coefficient is positive.
  private struct Group: BitwiseCopyable {
    var hash: UInt64
    /// A row with these terms.
    var row: Int32
    var most = Int.max
    var least = Int.min
    var mostRow: Int32 = -1
    var leastRow: Int32 = -1
    var next: Int32
  }

  /// - Complexity: O(entries) expected; terms are compared exactly.
  mutating func mergeParallelRows() {
    guard spend(columns.count) else { return }
    var bits = 4
    while 1 << bits < rows.count { bits += 1 }
    let heads = Buffer<Int32>(repeating: -1, count: 1 << bits)
    var groups = Buffer<Group>(capacity: rows.count / 2)
    var excluded: [(row: Int32, group: Int32)] = []
    for index in 0..<rows.count {
      let row = rows[index]
      guard row.isLive, !row.isShadow, row.count + row.conditionCount > 1 else { continue }
      if !spend(Int(row.count)) { return }
      let hash = hash(of: row)
      let slot = Int(truncatingIfNeeded: hash >> UInt64(64 - bits))
      var group = heads[slot]
      while group >= 0 {
        if groups[group].hash == hash, haveSameTerms(row, rows[groups[group].row]) { break }
        group = groups[group].next
      }
      if group < 0 {
        group = Int32(groups.count)
        groups.append(Group(hash: hash, row: Int32(index), next: heads[slot]))
        heads[slot] = group
      }
      if row.comparison == .notEqual {
        if groups[group].row != Int32(index) { excluded.append((Int32(index), group)) }
      } else {
        join(index, &groups[group])
      }
      if isInfeasible { return }
    }
    for (row, group) in excluded { exclude(Int(row), groups[group]) }
  }

  private func hash(of row: Row) -> UInt64 {
    let sign = coefficients[Int(row.start)] < 0 ? -1 : 1
    var hash = UInt64(truncatingIfNeeded: row.count)
    for i in Int(row.start)..<Int(row.start + row.count) {
      let term = UInt64(truncatingIfNeeded: Int(columns[i])) &* 0x9E37_79B9_7F4A_7C15
      hash = (hash ^ (term &+ UInt64(bitPattern: Int64(sign &* coefficients[i])))) &* 0xD6E8_FEB8_6659_FD93
      hash ^= hash >> 32
    }
    for i in Int(row.firstCondition)..<Int(row.firstCondition + row.conditionCount) {
      hash = (hash ^ UInt64(truncatingIfNeeded: Int(conditions[i]))) &* 0xBF58_476D_1CE4_E5B9
      hash ^= hash >> 29
    }
    return hash &* 0x94D0_49BB_1331_11EB
  }

  private func haveSameTerms(_ a: Row, _ b: Row) -> Bool {
    guard a.count == b.count, a.conditionCount == b.conditionCount else { return false }
    let (i, j) = (Int(a.start), Int(b.start))
    let sign = (coefficients[i] < 0) == (coefficients[j] < 0) ? 1 : -1
    for k in 0..<Int(a.count)
    where columns[i + k] != columns[j + k] || coefficients[i + k] != sign * coefficients[j + k] {
      return false
    }
    for k in 0..<Int(a.conditionCount)
    where conditions[Int(a.firstCondition) + k] != conditions[Int(b.firstCondition) + k] {
      return false
    }
    return true
  }

  /// Takes what a row says into its group, and removes rows that say nothing more.
  private mutating func join(_ index: Int, _ group: inout Group) {
    let row = rows[index]
    let isPositive = coefficients[Int(row.start)] > 0
    let isEqual = row.comparison == .equal
    let right = isPositive ? row.right : -row.right
    let limitsMost = isEqual || isPositive
    let limitsLeast = isEqual || !isPositive
    let improves = (limitsMost && right < group.most) || (limitsLeast && right > group.least)
    guard improves else { return remove(index, .parallelRows) }
    var replaced: [Int32] = []
    if limitsMost {
      if right <= group.most, group.mostRow >= 0 { replaced.append(group.mostRow) }
      (group.most, group.mostRow) = (min(right, group.most), right <= group.most ? Int32(index) : group.mostRow)
    }
    if limitsLeast {
      if right >= group.least, group.leastRow >= 0 { replaced.append(group.leastRow) }
      (group.least, group.leastRow) = (max(right, group.least), right >= group.least ? Int32(index) : group.leastRow)
    }
    if group.most < group.least {
      // The sum has no value: this row and the one that it contradicts cannot both count.
      refuteConditions(index)
      return
    }
    for old in replaced where old != group.mostRow && old != group.leastRow && rows[old].isLive {
      remove(Int(old), .parallelRows)
    }
    if group.most == group.least, group.mostRow != group.leastRow { unite(&group) }
  }

  /// ≤ and ≥ of the same number are an equation.
  private mutating func unite(_ group: inout Group) {
    let kept = min(group.mostRow, group.leastRow)
    let gone = max(group.mostRow, group.leastRow)
    let isPositive = coefficients[Int(rows[kept].start)] > 0
    rows[kept].comparison = .equal
    rows[kept].right = isPositive ? group.most : -group.most
    rows[kept].isChanged = true
    rows[kept].isSettled = false
    remove(Int(gone), .parallelRows)
    (group.mostRow, group.leastRow) = (kept, kept)
  }

  /// A sum that may not have a value which it cannot have, or at an end of what it can.
  private mutating func exclude(_ index: Int, _ group: Group) {
    let row = rows[index]
    let value = coefficients[Int(row.start)] > 0 ? row.right : -row.right
    if value > group.most || value < group.least { remove(index, .parallelRows) }
  }
}
