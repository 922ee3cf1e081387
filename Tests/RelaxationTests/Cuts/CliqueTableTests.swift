import Basics
import Relaxation
import Testing

@Suite struct CliqueTableTests {
  private static func pairs(_ table: borrowing CliqueTable) -> Set<[Int32]> {
    var pairs: Set<[Int32]> = []
    for c in 0..<table.count {
      let literals = Array(table.literals(c))
      for (i, a) in literals.enumerated() {
        for b in literals[(i + 1)...] { pairs.insert([a, b]) }
      }
    }
    return pairs
  }

  /// Merged cliques say exactly what the edges said, none lies inside another, and none can be extended.
  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func mergingKeepsTheGraph(seed: UInt64) {
    var random = RandomSource(seed: seed)
    let columns = random.within(3...12)
    var table = CliqueTable(columnCount: columns)
    for _ in 0..<random.within(2...40) {
      var literals: Set<Int32> = []
      var used: Set<Int> = []
      for _ in 0..<(random.below(4) == 0 ? random.within(2...4) : 2) {
        let column = random.below(columns)
        if used.insert(column).inserted {
          literals.insert(CliqueTable.literal(Int32(column), isComplemented: random.below(4) == 0))
        }
      }
      table.add(literals)
    }
    let before = Self.pairs(table)
    var merged = table.merged()
    #expect(Self.pairs(merged) == before)
    merged.index()
    let cliques = (0..<merged.count).map { Set(merged.literals($0)) }
    for (i, clique) in cliques.enumerated() {
      for (k, other) in cliques.enumerated() where i != k { #expect(!clique.isSubset(of: other)) }
      for l in 0..<Int32(2 * columns) where !clique.contains(l) && !clique.contains(l ^ 1) {
        #expect(!clique.allSatisfy { before.contains([min($0, l), max($0, l)]) })
      }
    }
    for a in 0..<Int32(2 * columns) {
      for b in (a + 1)..<Int32(2 * columns) { #expect(merged.areAdjacent(a, b) == before.contains([a, b])) }
    }
  }

  /// No pair of a clique of a row can hold together, and a row that calls itself a clique is one.
  @Test(arguments: 1...100 as ClosedRange<UInt64>)
  func rowsImplyTheirCliques(seed: UInt64) {
    var random = RandomSource(seed: seed)
    let count = random.within(2...6)
    var model = SmallModel(
      lower: [Int](repeating: 0, count: count), upper: (0..<count).map { _ in random.below(6) == 0 ? 2 : 1 })
    let terms = (0..<count).map { (random.within(1...9) * (random.below(3) == 0 ? -1 : 1), $0) }
    let bound = random.within(-4...14)
    if random.below(2) == 0 { model.add(terms, atMost: bound) } else { model.add(terms, atLeast: -bound) }
    let solutions = model.solutions()
    var table = CliqueTable(columnCount: count)
    let isClique = table.add(model.rows[0], lower: model.lower, upper: model.upper)
    func holds(_ l: Int32, _ x: [Int]) -> Bool { x[Int(l >> 1)] == (l & 1 == 0 ? 1 : 0) }
    for pair in Self.pairs(table) {
      #expect(!solutions.contains { holds(pair[0], $0) && holds(pair[1], $0) })
    }
    guard isClique else { return }
    var alone = SmallModel(lower: model.lower, upper: model.upper)
    alone.rows = [CliqueTable.row(of: table.literals(0))]
    #expect(alone.solutions() == solutions)
  }

  /// Planted cliques of eight literals, given by all their edges, are found again.
  @Test func plantedCliquesAreFound() {
    var table = CliqueTable(columnCount: 800)
    for clique in 0..<100 as Range<Int32> {
      for a in 0..<8 as Range<Int32> {
        for b in 0..<a { table.add(2 * (clique + 100 * a), 2 * (clique + 100 * b)) }
      }
    }
    let merged = table.merged()
    #expect(merged.count == 100)
    for c in 0..<merged.count { #expect(merged.literals(c).count == 8) }
  }
}
