import Basics

/// Rows of the model and cuts, in the linear program or waiting for a point that violates them.
///
/// Rows leave the program once their slack has been basic in many solves, and come back when violated. Cuts that wait
/// long are forgotten; rows of the model never are.
struct RowPool {
  struct Entry {
    let row: Row
    let isCut: Bool
    let length: Double
    /// Solves since the row was last tight, or, outside the program, since a point last violated it.
    var age = 0
    var isInside = false
  }

  private(set) var entries: [Entry] = []
  /// The entry of each row of the program.
  private(set) var inside: [Int] = []
  private static let mostWaitingCuts = 1_000

  mutating func add(_ row: Row, isCut: Bool) {
    let square = row.coefficients.reduce(0.0) { $0 + Double($1) * Double($1) }
    entries.append(Entry(row: row, isCut: isCut, length: max(1, square.squareRoot())))
  }

  var rowsInside: [Row] { inside.map { entries[$0].row } }

  var cutsInside: [Row] { inside.filter { entries[$0].isCut }.map { entries[$0].row } }

  /// Rows outside that the point violates, the most violated for their length first.
  func violated(at values: borrowing Buffer<Double>, limit: Int) -> [Int] {
    var found: [(violation: Double, entry: Int)] = []
    for (e, entry) in entries.enumerated() where !entry.isInside {
      var activity = 0.0
      for (j, a) in zip(entry.row.columns, entry.row.coefficients) { activity += Double(a) * values[j] }
      let above = entry.row.upper == Int.max ? 0 : activity - Double(entry.row.upper)
      let below = entry.row.lower == Int.min ? 0 : Double(entry.row.lower) - activity
      let violation = max(above, below) / entry.length
      if violation > 1e-6 { found.append((violation, e)) }
    }
    found.sort { (-$0.violation, $0.entry) < (-$1.violation, $1.entry) }
    return found.prefix(limit).map(\.entry)
  }

  /// Notes that these rows follow those inside.
  mutating func enter(_ chosen: [Int]) {
    for e in chosen {
      entries[e].isInside = true
      entries[e].age = 0
      inside.append(e)
    }
  }

  /// Counts one more solve and takes rows out whose slack was basic in many.
  ///
  /// - Parameter isLoose: whether the slack of a row of the program is basic.
  /// - Returns: by row of the program, whether it left.
  mutating func age(cutLimit: Int, rowLimit: Int, _ isLoose: (Int) -> Bool) -> [Bool] {
    var leaves = [Bool](repeating: false, count: inside.count)
    for e in entries.indices where !entries[e].isInside { entries[e].age += 1 }
    for (r, e) in inside.enumerated() {
      entries[e].age = isLoose(r) ? entries[e].age + 1 : 0
      leaves[r] = entries[e].age > (entries[e].isCut ? cutLimit : rowLimit)
    }
    for (r, e) in inside.enumerated() where leaves[r] { entries[e].isInside = false }
    inside = inside.indices.filter { !leaves[$0] }.map { inside[$0] }
    return leaves
  }

  /// Drops the older half of the cuts that wait, when they are too many. Entries get new numbers.
  mutating func forgetOldCuts() {
    let waiting = entries.indices.filter { entries[$0].isCut && !entries[$0].isInside }
    if waiting.count <= Self.mostWaitingCuts { return }
    let oldest = waiting.sorted { (entries[$0].age, $0) > (entries[$1].age, $1) }.prefix(waiting.count / 2)
    let isForgotten = Set(oldest)
    var number = [Int](repeating: -1, count: entries.count)
    var kept: [Entry] = []
    for e in entries.indices where !isForgotten.contains(e) {
      number[e] = kept.count
      kept.append(entries[e])
    }
    entries = kept
    inside = inside.map { number[$0] }
  }
}
