import Basics

/// Bins, machines, colours that are alike: solutions that differ by their numbers only are one.
///
/// Where each item is in one of the blocks at most, blocks come in the order of their first items: item i is in none after
/// the i-th. That holds beside rows of the user's that put used bins first, which hide that bins are alike.
/// - Source: Kaibel, Pfetsch 2008, "Packing and partitioning orbitopes".
extension PresolveState {
  /// Larger models are too much for a dozen passes with hashes.
  private static let symmetryLimit = 2_000_000

  mutating func orderBlocks() {
    guard columns.count + lower.count < Self.symmetryLimit, spend(2 * columns.count) else { return }
    var scratch = Buffer<LiteralCode>()
    var linkRows: [Int] = []
    let link = Buffer<Int32>(repeating: -1, count: lower.count)
    for index in 0..<rows.count {
      guard case .exactlyOne = literalSet(of: rows[index], into: &scratch, pairsAreClauses: true) else { continue }
      // Where a negation is among them, two of the columns may be 1.
      var isPositive = true
      for i in 0..<scratch.count where scratch[i] & 1 == 1 { isPositive = false }
      if !isPositive { continue }
      linkRows.append(index)
      // A column of two such rows has no one place.
      for i in 0..<scratch.count { link[scratch[i] >> 1] = link[scratch[i] >> 1] == -1 ? Int32(index) : -2 }
    }
    guard !linkRows.isEmpty, spend(20 * columns.count) else { return }
    let orderRows = findOrderRows()
    let isOrderRow = Buffer(repeating: false, count: rows.count)
    for index in orderRows { isOrderRow[index] = true }
    let colours = ColourRefinement(self, ignoring: isOrderRow)
    var swap = BlockSwap(self, colours, ignoring: isOrderRow, link: link)
    let limit = 20 * columns.count + 100_000
    let isUsed = Buffer(repeating: false, count: lower.count)
    for index in linkRows {
      for group in seeds(of: index, swap) {
        guard isOpen, swap.work < limit else { return }
        let before = swap.work
        let blocks = blocks(group, &swap, isUsed)
        if !spend(swap.work - before) { return }
        if blocks.count > 1 { order(blocks, orderRows, swap, isUsed) }
      }
    }
  }

  /// Rows y' ≤ y of columns that nothing else tells apart: they put blocks in order, and are no reason that blocks differ.
  private func findOrderRows() -> [Int] {
    var candidates: [Int] = []
    let isIgnored = Buffer(repeating: false, count: rows.count)
    for index in 0..<rows.count {
      let row = rows[index]
      guard row.isLive, !row.isShadow, row.comparison == .atMost, row.count == 2, row.right == 0,
        row.conditionCount == 0, coefficients[Int(row.start)] + coefficients[Int(row.start) + 1] == 0,
        abs(coefficients[Int(row.start)]) == 1
      else { continue }
      candidates.append(index)
      isIgnored[index] = true
    }
    if candidates.isEmpty { return [] }
    let colours = ColourRefinement(self, ignoring: isIgnored)
    return candidates.filter {
      colours.columns[columns[Int(rows[$0].start)]] == colours.columns[columns[Int(rows[$0].start) + 1]]
    }
  }

  /// Columns of a row by colour, where there are several.
  private func seeds(of index: Int, _ swap: borrowing BlockSwap) -> [[Int32]] {
    var groups: [UInt64: [Int32]] = [:]
    var order: [UInt64] = []
    for i in Int(rows[index].start)..<Int(rows[index].start + rows[index].count) {
      let column = columns[i]
      guard swap.linkRow(column) == Int32(index) else { continue }
      let colour = swap.colour(column)
      if groups[colour] == nil { order.append(colour) }
      groups[colour, default: []].append(column)
    }
    return order.compactMap { groups[$0] }.filter { $0.count > 1 }
  }

  /// The longest run of blocks from the first seed on of which neighbours may change places.
  private func blocks(_ seeds: [Int32], _ swap: inout BlockSwap, _ isUsed: borrowing Buffer<Bool>) -> [[Int32]] {
    var blocks: [[Int32]] = []
    var seen = Set<Int32>()
    for (first, second) in zip(seeds, seeds.dropFirst()) {
      if isUsed[first] || isUsed[second] { return blocks }
      guard let found = swap.blocks(first, second, self) else { return blocks }
      for column in found.first + found.second where isUsed[column] { return blocks }
      if let last = blocks.last {
        // The same block in the order of the one before.
        let counterpart = Dictionary(uniqueKeysWithValues: zip(found.first, found.second))
        let aligned = last.compactMap { counterpart[$0] }
        guard aligned.count == last.count, counterpart.count == last.count else { return blocks }
        if aligned.contains(where: seen.contains) { return blocks }
        blocks.append(aligned)
      } else {
        blocks = [found.first, found.second]
        seen.formUnion(found.first)
      }
      seen.formUnion(blocks[blocks.count - 1])
    }
    return blocks
  }

  /// Breaks the symmetry of some blocks.
  private mutating func order(
    _ blocks: [[Int32]], _ orderRows: [Int], _ swap: borrowing BlockSwap, _ isUsed: borrowing Buffer<Bool>
  ) {
    var placeOf: [Int32: (block: Int, place: Int)] = [:]
    for (b, block) in blocks.enumerated() {
      for (k, column) in block.enumerated() { placeOf[column] = (b, k) }
    }
    let touching = orderRows.filter { index in
      rows[index].isLive
        && (placeOf[columns[Int(rows[index].start)]] != nil || placeOf[columns[Int(rows[index].start) + 1]] != nil)
    }
    // Places by items: columns that an exactly-one row links through the blocks.
    var items = blocks[0].indices.filter { swap.linkRow(blocks[0][$0]) >= 0 }
    let rest = blocks[0].indices.filter { swap.linkRow(blocks[0][$0]) < 0 }
    guard !items.isEmpty else { return }
    let user = rest.first { k in touching.contains { row in isOrder(row, of: k, placeOf) } }
    var used = user
    for k in rest where used == nil && isUsedBin(k, items, blocks[0], swap.matrix) { used = k }
    var ordered = blocks
    if !touching.isEmpty {
      guard let used, isUsedBin(used, items, blocks[0], swap.matrix),
        touching.allSatisfy({ isOrder($0, of: used, placeOf) }),
        let sorted = sortedByUser(blocks, touching, placeOf)
      else { return }
      ordered = sorted
    }
    // Large items first: what they fix excludes most.
    var weight: [Int] = []
    for item in items { weight.append(heaviest(blocks[0][item], swap.matrix)) }
    items = items.indices.sorted { (weight[$1], $0) < (weight[$0], $1) }.map { items[$0] }
    var keys = items
    if let used { keys.append(used) }
    let places = keys + blocks[0].indices.filter { !keys.contains($0) }
    steps.append(
      .sorted(
        SymmetryOrder(
          blocks: ordered.map { block in places.map { block[$0] } }, keyCount: keys.count, isDescending: true)))
    for block in blocks { for column in block { isUsed[column] = true } }
    for (i, item) in items.enumerated() {
      for b in ordered.indices where b > i {
        if restrict(Int(ordered[b][item]), 0, 0) { note(.packingOrbitopes) }
        if isInfeasible { return }
      }
    }
    guard let used, isUsedBin(used, items, blocks[0], swap.matrix), touching.isEmpty else { return }
    for (before, after) in zip(ordered, ordered.dropFirst()) {
      let (a, b) = (before[used], after[used])
      addRow(a < b ? [(a, -1), (b, 1)] : [(b, 1), (a, -1)], .atMost, 0)
    }
  }

  private func heaviest(_ column: Int32, _ matrix: borrowing ColumnMatrix) -> Int {
    var most = 0
    for place in matrix.range(Int(column)) where rows[matrix.rows[place]].comparison == .atMost {
      most = max(most, abs(matrix.coefficients[place]))
    }
    return most
  }

  /// Whether a row puts the k-th columns of two blocks in order.
  private func isOrder(_ index: Int, of k: Int, _ placeOf: [Int32: (block: Int, place: Int)]) -> Bool {
    let start = Int(rows[index].start)
    guard let first = placeOf[columns[start]], let second = placeOf[columns[start + 1]] else { return false }
    return first.place == k && second.place == k && first.block != second.block
  }

  /// Whether a block's column is at 1 wherever an item is in the block: a row Σ size·x ≤ capacity·y of all items.
  private func isUsedBin(
    _ k: Int, _ items: [Int], _ block: [Int32], _ matrix: borrowing ColumnMatrix
  ) -> Bool {
    let y = block[k]
    guard lower[y] == 0, upper[y] == 1 else { return false }
    let wanted = Set(items.map { block[$0] })
    for place in matrix.range(Int(y)) {
      let row = rows[matrix.rows[place]]
      guard row.comparison == .atMost, row.right == 0, row.conditionCount == 0,
        Int(row.count) == wanted.count + 1
      else { continue }
      var isRow = true
      for i in Int(row.start)..<Int(row.start + row.count) {
        if columns[i] == y ? coefficients[i] >= 0 : coefficients[i] <= 0 || !wanted.contains(columns[i]) {
          isRow = false
          break
        }
      }
      if isRow { return true }
    }
    return false
  }

  /// Blocks so that each row of the user's has the larger one first; nil where they go in circles.
  private func sortedByUser(
    _ blocks: [[Int32]], _ touching: [Int], _ placeOf: [Int32: (block: Int, place: Int)]
  ) -> [[Int32]]? {
    var depth = [Int](repeating: 0, count: blocks.count)
    for pass in 0...blocks.count {
      var isChanged = false
      for index in touching {
        let start = Int(rows[index].start)
        let (small, large) = coefficients[start] > 0 ? (start, start + 1) : (start + 1, start)
        guard let after = placeOf[columns[small]]?.block, let before = placeOf[columns[large]]?.block else {
          return nil
        }
        if depth[after] <= depth[before] {
          depth[after] = depth[before] + 1
          isChanged = true
        }
      }
      if !isChanged { break }
      if pass == blocks.count { return nil }
    }
    return blocks.indices.sorted { (depth[$0], $0) < (depth[$1], $1) }.map { blocks[$0] }
  }
}
