import Basics

/// Where a clause begins in the arena.
struct ClauseReference: Hashable, BitwiseCopyable {
  let offset: UInt32
  @inline(__always) init(offset: UInt32) { self.offset = offset }
}

/// How long a learned clause is kept.
/// Source: Oh 2016, "Improving SAT solvers by exploiting empirical characteristics of CDCL".
enum ClauseTier: UInt8 { case problem, core, mid, local }

/// All clauses of three and more literals, one after the other in a flat arena of 32-bit words.
///
/// A clause is four words of header (size; tier, used mark and deletion mark; origin; activity) and two
/// words a literal (node, bound). At most one literal of a clause is about any one node.
struct ClauseDatabase: ~Copyable {
  static let headerSize = 4

  private var words = Buffer<Int32>()
  /// Every live clause, problem clauses first.
  var references = Buffer<ClauseReference>()
  /// Clauses of two literals live in the watches alone; kept here to lay the watches anew.
  var binaries = Buffer<BinaryClause>()
  private(set) var wasted = 0

  struct BinaryClause: BitwiseCopyable {
    var first: Literal
    var second: Literal
    var origin: Origin
    /// In the proof; -1 without one.
    var number: Int32 = -1
  }

  init() {}

  var footprint: Int { words.count * 4 }

  @inline(__always) func size(_ clause: ClauseReference) -> Int { Int(words[Int(clause.offset)]) }

  /// The literals as (node, bound) pairs of words.
  @inline(__always) func literals(_ clause: ClauseReference) -> UnsafeMutablePointer<Literal> {
    UnsafeMutableRawPointer(words.pointer + Int(clause.offset) + Self.headerSize)
      .assumingMemoryBound(to: Literal.self)
  }

  mutating func add(_ literals: borrowing Buffer<Literal>, tier: ClauseTier, origin: Origin) -> ClauseReference {
    precondition(words.count < Int(Int32.max), "the clause arena holds 2^31 words")
    let clause = ClauseReference(offset: UInt32(words.count))
    words.append(Int32(literals.count))
    words.append(Int32(tier.rawValue))
    words.append(origin.code)
    words.append(0)
    for i in 0..<literals.count {
      words.append(literals[i].variable.index)
      words.append(literals[i].bound)
    }
    references.append(clause)
    return clause
  }

  // MARK: Header

  func tier(_ clause: ClauseReference) -> ClauseTier {
    ClauseTier(rawValue: UInt8(words[Int(clause.offset) + 1] & 0xFF)).unsafelyUnwrapped
  }

  func setTier(_ tier: ClauseTier, of clause: ClauseReference) {
    let word = Int(clause.offset) + 1
    words[word] = words[word] & ~0xFF | Int32(tier.rawValue)
  }

  /// Whether conflict analysis has met the clause since the last reduction.
  func isUsed(_ clause: ClauseReference) -> Bool { words[Int(clause.offset) + 1] & 0x100 != 0 }

  func setUsed(_ used: Bool, _ clause: ClauseReference) {
    let word = Int(clause.offset) + 1
    words[word] = used ? words[word] | 0x100 : words[word] & ~0x100
  }

  func isDeleted(_ clause: ClauseReference) -> Bool { words[Int(clause.offset) + 1] & 0x200 != 0 }

  /// Marks the clause; its words are reclaimed by `compact`.
  mutating func delete(_ clause: ClauseReference) {
    words[Int(clause.offset) + 1] |= 0x200
    wasted += Self.headerSize + 2 * size(clause)
  }

  func origin(_ clause: ClauseReference) -> Origin { Origin(code: words[Int(clause.offset) + 2]) }

  func activity(_ clause: ClauseReference) -> Float {
    Float(bitPattern: UInt32(bitPattern: words[Int(clause.offset) + 3]))
  }

  func setActivity(_ activity: Float, of clause: ClauseReference) {
    words[Int(clause.offset) + 3] = Int32(bitPattern: activity.bitPattern)
  }

  /// Keeps the first `size` literals.
  mutating func shrink(_ clause: ClauseReference, to size: Int) {
    wasted += 2 * (self.size(clause) - size)
    // The tail stays as waste inside the arena; compaction walks `references`, not the words.
    words[Int(clause.offset)] = Int32(size)
  }

  /// Drops deleted clauses and moves the rest together. All references change: the caller holds none.
  mutating func compact() {
    var packed = Buffer<Int32>(capacity: max(words.count - wasted, 16))
    var kept = 0
    for i in 0..<references.count where !isDeleted(references[i]) {
      let clause = references[i]
      let moved = ClauseReference(offset: UInt32(packed.count))
      for word in 0..<(Self.headerSize + 2 * size(clause)) { packed.append(words[Int(clause.offset) + word]) }
      references[kept] = moved
      kept += 1
    }
    references.truncate(to: kept)
    words = packed
    wasted = 0
  }
}
