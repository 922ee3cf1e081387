import Basics

/// Solved subproblems: key → optimal value, in a table of bounded size.
///
/// Four entries of 16 bytes share a cache line; a full line of a table that may not grow any more gives one of its
/// entries up, chosen by the new key, so that a run is reproducible. What is forgotten is solved again when needed:
/// a small table costs time, never correctness.
struct TardinessMemo: ~Copyable {
  // Not private: with a private element the debug information of other files is rejected by the compiler (6.3).
  struct Entry: BitwiseCopyable {
    /// The key plus one, 0 in an empty entry.
    var tag: UInt64
    var value: Int
  }

  private static let ways = 4

  private var entries: Buffer<Entry>
  private var lineMask: Int
  private var stored = 0
  private let largestLineCount: Int
  /// Entries that had to give way, where they are wanted; some of them twice.
  private var forgotten: [Entry]?

  /// - Parameters:
  ///   - bytes: most memory of the table, growth included; at least one line of 64 bytes is taken.
  ///   - keepsAll: whether what gives way is kept for `visitAll`, beyond the memory.
  init(bytes: Int, keepsAll: Bool = false) {
    forgotten = keepsAll ? [] : nil
    // While growing, the old table and the new one of twice its size are both alive.
    var lines = 1
    while lines * 2 * 96 <= bytes { lines *= 2 }
    largestLineCount = lines
    let initial = min(lines, 1 << 10)
    entries = Buffer(repeating: Entry(tag: 0, value: 0), count: initial * Self.ways)
    lineMask = initial - 1
  }

  @inline(__always)
  private static func mix(_ key: UInt64) -> UInt64 {
    var z = key &* 0x9E37_79B9_7F4A_7C15
    z ^= z >> 32
    z = z &* 0xBF58_476D_1CE4_E5B9
    return z ^ (z >> 29)
  }

  /// The value stored for `key`, or nil; `key` < 2^64 − 1.
  @inline(__always)
  func value(of key: UInt64) -> Int? {
    let line = entries.pointer + (Int(truncatingIfNeeded: Self.mix(key)) & lineMask) &* Self.ways
    for way in 0..<Self.ways where line[way].tag == key &+ 1 { return line[way].value }
    return nil
  }

  /// All that was ever stored, some of it twice, in no order.
  func visitAll(_ visit: (_ key: UInt64, _ value: Int) -> Void) {
    for entry in forgotten ?? [] { visit(entry.tag &- 1, entry.value) }
    for place in 0..<entries.count where entries[place].tag != 0 {
      visit(entries[place].tag &- 1, entries[place].value)
    }
  }

  mutating func store(_ value: Int, for key: UInt64) {
    if stored >= (lineMask + 1) * 2, lineMask + 1 < largestLineCount { grow() }
    insert(Entry(tag: key &+ 1, value: value))
  }

  private mutating func insert(_ entry: Entry) {
    let hash = Self.mix(entry.tag &- 1)
    let line = entries.pointer + (Int(truncatingIfNeeded: hash) & lineMask) &* Self.ways
    for way in 0..<Self.ways where line[way].tag == 0 || line[way].tag == entry.tag {
      if line[way].tag == 0 { stored += 1 }
      line[way] = entry
      return
    }
    let place = Int(truncatingIfNeeded: hash >> 60) & (Self.ways - 1)
    forgotten?.append(line[place])
    line[place] = entry
  }

  private mutating func grow() {
    let lines = (lineMask + 1) * 2
    var smaller = Buffer(repeating: Entry(tag: 0, value: 0), count: lines * Self.ways)
    swap(&smaller, &entries)
    lineMask = lines - 1
    stored = 0
    for i in 0..<smaller.count where smaller[i].tag != 0 { insert(smaller[i]) }
  }
}
