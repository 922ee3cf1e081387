import Basics

/// Violated cliques of the table at a point: branch and bound for heavy cliques among its fractional literals, with few
/// nodes for each, then every clique made maximal.
struct CliqueCuts: ~Copyable {
  private var literals: [Int32] = []
  private var weight = Buffer<Double>()
  /// The position of a literal among `literals`, or −1.
  private var position: Buffer<Int32>
  /// Adjacent positions, `words` words a literal.
  private var adjacent = Buffer<UInt64>()
  private var words = 0
  /// Candidates by depth of the search.
  private var open = Buffer<UInt64>()
  private var chosen: [Int32] = []
  private var best: [Int32] = []
  private var bestWeight = 0.0
  private var nodes = 0
  private var scratch: CliqueTable.Extension
  private static let mostLiterals = 1_024
  private static let nodesPerLiteral = 200
  private static let leastWeight = 0.02
  private static let leastViolation = 1e-3

  init(columnCount: Int) {
    position = Buffer(repeating: -1, count: 2 * columnCount)
    scratch = CliqueTable.Extension(columnCount: columnCount)
  }

  mutating func separate(
    _ table: inout CliqueTable, _ frame: CutFrame, into candidates: CutCandidates, shouldStop: () -> Bool
  ) {
    if table.count == 0 { return }
    table.index()
    collect(table, frame)
    connect(table)
    for i in 0..<literals.count {
      if i & 15 == 15, shouldStop() { break }
      guard findHeaviest(from: i) else { continue }
      var clique = best.map { literals[Int($0)] }
      table.extend(&clique, &scratch) { CliqueCuts.value($0, frame) }
      candidates.add(CliqueTable.row(of: clique), frame)
    }
    for l in literals { position[l] = -1 }
  }

  private static func value(_ l: Int32, _ frame: CutFrame) -> Double {
    let x = frame.values[Int(l >> 1)]
    return l & 1 == 0 ? x : 1 - x
  }

  /// Literals with a value above 0 that stand in cliques, by falling value.
  private mutating func collect(_ table: borrowing CliqueTable, _ frame: CutFrame) {
    literals.removeAll(keepingCapacity: true)
    for l in 0..<Int32(2 * table.columnCount) {
      if !table.cliques(of: l).isEmpty, Self.value(l, frame) > Self.leastWeight { literals.append(l) }
    }
    literals.sort { (-Self.value($0, frame), $0) < (-Self.value($1, frame), $1) }
    literals.removeLast(max(0, literals.count - Self.mostLiterals))
    weight.removeAll()
    for (i, l) in literals.enumerated() {
      position[l] = Int32(i)
      weight.append(Self.value(l, frame))
    }
  }

  private mutating func connect(_ table: borrowing CliqueTable) {
    words = (literals.count + 63) / 64
    adjacent.resize(to: 0, filling: 0)
    adjacent.resize(to: words * literals.count, filling: 0)
    for (i, l) in literals.enumerated() {
      table.forEachNeighbour(of: l) { other in
        if other == l || position[other] < 0 { return }
        let k = Int(position[other])
        adjacent[i * words + k >> 6] |= 1 << UInt64(k & 63)
      }
    }
  }

  /// The heaviest clique whose first literal is the i-th; false when it is not violated.
  private mutating func findHeaviest(from i: Int) -> Bool {
    bestWeight = 1 + Self.leastViolation
    best.removeAll(keepingCapacity: true)
    nodes = 0
    open.resize(to: max(open.count, words), filling: 0)
    var sum = 0.0
    for w in 0..<words {
      // Later literals only: cliques with earlier ones were met there.
      let later: UInt64 = w < i >> 6 ? 0 : w == i >> 6 ? (~0 << UInt64(i & 63)) << 1 : ~0
      open[w] = adjacent[i * words + w] & later
      sum += total(open[w], w)
    }
    chosen = [Int32(i)]
    search(depth: 0, weight[i], sum)
    return !best.isEmpty
  }

  private func total(_ bits: UInt64, _ w: Int) -> Double {
    var (bits, sum) = (bits, 0.0)
    while bits != 0 {
      sum += weight[w << 6 + bits.trailingZeroBitCount]
      bits &= bits - 1
    }
    return sum
  }

  private mutating func search(depth: Int, _ heavy: Double, _ rest: Double) {
    if heavy > bestWeight {
      bestWeight = heavy
      best = chosen
    }
    nodes += 1
    let (own, next) = (depth * words, (depth + 1) * words)
    open.resize(to: max(open.count, next + words), filling: 0)
    var rest = rest
    for w in 0..<words {
      while open[own + w] != 0 {
        if heavy + rest <= bestWeight || nodes > Self.nodesPerLiteral { return }
        let k = w << 6 + open[own + w].trailingZeroBitCount
        open[own + w] &= open[own + w] - 1
        rest -= weight[k]
        var sum = 0.0
        for v in 0..<words {
          open[next + v] = open[own + v] & adjacent[k * words + v]
          sum += total(open[next + v], v)
        }
        chosen.append(Int32(k))
        search(depth: depth + 1, heavy + weight[k], sum)
        chosen.removeLast()
      }
    }
  }
}
