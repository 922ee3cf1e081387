import Basics

extension CliqueTable {
  /// Scratch of greedy extension: one stamp a literal.
  package struct Extension: ~Copyable {
    fileprivate var stamp: Buffer<Int32>
    fileprivate var now: Int32 = 0
    fileprivate var candidates: [Int32] = []
    /// Literals looked at so far.
    package fileprivate(set) var work = 0

    package init(columnCount: Int) { stamp = Buffer(repeating: 0, count: 2 * columnCount) }

    fileprivate mutating func next() -> Int32 {
      if now == Int32.max {
        stamp.fill(0)
        now = 0
      }
      now += 1
      return now
    }
  }

  /// Adds literals adjacent to all until there is none; those of many neighbours first.
  ///
  /// - Parameter preference: a larger value is taken earlier, before the number of neighbours; by literal.
  package func extend(_ clique: inout [Int32], _ scratch: inout Extension, preference: ((Int32) -> Double)? = nil) {
    guard let first = clique.min(by: { breadth[$0] < breadth[$1] }) else { return }
    scratch.candidates.removeAll(keepingCapacity: true)
    let own = scratch.next()
    for l in clique {
      scratch.stamp[l] = own
      scratch.stamp[l ^ 1] = own
    }
    scratch.work += breadth[first]
    forEachNeighbour(of: first) { l in
      if scratch.stamp[l] == own { return }
      scratch.stamp[l] = own
      scratch.candidates.append(l)
    }
    for l in clique where l != first {
      if scratch.candidates.isEmpty { return }
      keepNeighbours(of: l, &scratch)
    }
    let rank = scratch.candidates.map { (preference?($0) ?? 0, breadth[$0], $0) }
    scratch.candidates = rank.sorted { ($0.0, $0.1, $1.2) > ($1.0, $1.1, $0.2) }.map(\.2)
    while let l = scratch.candidates.first {
      clique.append(l)
      scratch.candidates.removeFirst()
      keepNeighbours(of: l, &scratch)
    }
  }

  private func keepNeighbours(of l: Int32, _ scratch: inout Extension) {
    let now = scratch.next()
    scratch.work += breadth[l]
    let stamp = scratch.stamp.pointer
    forEachNeighbour(of: l) { stamp[Int($0)] = now }
    stamp[Int(l)] = 0
    stamp[Int(l ^ 1)] = 0
    scratch.candidates.removeAll { stamp[Int($0)] != now }
  }

  /// Maximal cliques such that each clique of the table lies inside one of them: large ones are extended first, and
  /// what is covered by then is left out.
  ///
  /// - Parameter limit: of literals looked at; cliques that come later stay as they are.
  /// - Complexity: for each clique that is extended, the sum of its literals' cliques' lengths.
  package mutating func merged(limit: Int = 20_000_000) -> CliqueTable {
    index()
    var result = CliqueTable(columnCount: columnCount)
    var scratch = Extension(columnCount: columnCount)
    var lists = ListPool<Int32>(filler: -1)
    let listOf = Buffer<PooledList>(repeating: PooledList(), count: 2 * columnCount)
    var hits = Buffer<Int32>()
    var order = Array(0..<count)
    order.sort { (literals($1).count, $0) < (literals($0).count, $1) }
    var clique: [Int32] = []
    for c in order {
      let own = literals(c)
      if Self.isCovered(own, lists, listOf, hits, &scratch.work) { continue }
      clique.removeAll(keepingCapacity: true)
      clique.append(contentsOf: own)
      if scratch.work < limit { extend(&clique, &scratch) }
      for l in clique { lists.append(Int32(result.count), to: &listOf[l]) }
      result.add(clique)
      hits.append(0)
    }
    return result
  }

  /// Whether some clique of the lists holds all of these.
  private static func isCovered(
    _ own: UnsafeBufferPointer<Int32>, _ lists: borrowing ListPool<Int32>, _ listOf: borrowing Buffer<PooledList>,
    _ hits: borrowing Buffer<Int32>, _ work: inout Int
  ) -> Bool {
    var isFound = false
    for (k, l) in own.enumerated() {
      let list = lists.pointer(of: listOf[l])
      work += listOf[l].count
      for i in 0..<listOf[l].count where hits[list[i]] == k { hits[list[i]] += 1 }
    }
    for l in own {
      let list = lists.pointer(of: listOf[l])
      for i in 0..<listOf[l].count {
        if hits[list[i]] == own.count { isFound = true }
        hits[list[i]] = 0
      }
    }
    return isFound
  }

  /// Every clique as a row.
  package func rows() -> [Row] { (0..<count).map { Self.row(of: literals($0)) } }
}
