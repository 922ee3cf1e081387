import Basics
import Solving

extension MemoryMapping {
  /// A buffer that needs `size` consecutive units of memory while it lives.
  public struct MemoryBuffer: Hashable, Sendable {
    /// A time [lower, upper) inside the life time during which the buffer is not live, or only a part of it is.
    public struct Gap: Hashable, Sendable {
      /// Times [lower, upper).
      public let lower, upper: Int
      /// The units of the buffer, counted from its offset, that are in use meanwhile; nil for none.
      public let used: Range<Int>?

      /// The times from `lower` up to, not including, `upper`.
      public init(lower: Int, upper: Int, used: Range<Int>? = nil) {
        self.lower = lower
        self.upper = upper
        self.used = used.flatMap { $0.isEmpty ? nil : $0 }
      }
    }

    /// Unique; as in the file.
    public let id: String
    /// It lives in [lower, upper); where both are the same, it never does.
    public let lower, upper: Int
    /// In units of memory; 0 for a buffer that may lie anywhere.
    public let size: Int
    /// Its offset is a multiple of this, at least 1.
    public let alignment: Int
    /// In order of time, apart from each other, inside the life time.
    public let gaps: [Gap]
    /// Where it must lie; nil where it may lie anywhere.
    public let fixedOffset: Int?
    /// Where it would best lie: tried first, and no more than that.
    public let hint: Int?
    /// The name of the storage that it is one name of: all with the same one, and the buffer of that id where there is
    /// one, lie at the same offset of the same pool.
    public let alias: String?
    /// The ids of buffers over which it may be written: it may lie exactly where one of them does, even while both live.
    public let inPlaceOf: [String]
    /// The pools of its set in which it may lie; empty where any will do.
    public let pools: [Int]

    /// A buffer that may lie anywhere, unless more is said.
    public init(
      id: String, lower: Int, upper: Int, size: Int, alignment: Int = 1, gaps: [Gap] = [], fixedOffset: Int? = nil,
      hint: Int? = nil, alias: String? = nil, inPlaceOf: [String] = [], pools: [Int] = []
    ) {
      self.id = id
      self.lower = lower
      self.upper = upper
      self.size = size
      self.alignment = alignment
      self.gaps = gaps
      self.fixedOffset = fixedOffset
      self.hint = hint
      self.alias = alias
      self.inPlaceOf = inPlaceOf
      self.pools = pools
    }

    /// The same buffer in these pools.
    func lying(in pools: [Int]) -> MemoryBuffer {
      MemoryBuffer(
        id: id, lower: lower, upper: upper, size: size, alignment: alignment, gaps: gaps, fixedOffset: fixedOffset,
        hint: hint, alias: alias, inPlaceOf: inPlaceOf, pools: pools)
    }

    /// Whether it needs no memory at any time.
    var isNothing: Bool { size == 0 || lower == upper }

    /// Whether it is one box of its own, or several of its whole size: all that placing by sections knows.
    var isPlain: Bool {
      if isNothing || alias != nil || !inPlaceOf.isEmpty { return false }
      var previous = lower
      for gap in gaps {
        if gap.used != nil || gap.lower <= previous || gap.upper >= upper { return false }
        previous = gap.upper
      }
      return true
    }

    /// Calls `visit` for each box of its life, in order of time: when, and which of its units are in use meanwhile.
    func forEachBox(_ visit: (_ times: Range<Int>, _ used: Range<Int>) -> Void) {
      func show(_ start: Int, _ end: Int, _ used: Range<Int>) {
        if start < end { visit(start..<end, used) }
      }
      var start = lower
      for gap in gaps {
        show(start, gap.lower, 0..<size)
        if let used = gap.used { show(gap.lower, gap.upper, used) }
        start = gap.upper
      }
      show(start, upper, 0..<size)
    }

    /// What is wrong with it alone, in words.
    func flaw(poolCount: Int) -> String? {
      let limit = BufferSet.limit
      let times = -limit...limit
      guard times.contains(lower), times.contains(upper) else {
        return "a life time beyond 2^60: [\(lower), \(upper))"
      }
      guard lower <= upper else { return "a life time that ends before it begins: lower \(lower), upper \(upper)" }
      guard (0...limit).contains(size) else { return "the size \(size), outside 0 to 2^60" }
      guard (1...limit).contains(alignment) else { return "the alignment \(alignment), outside 1 to 2^60" }
      if let offset = fixedOffset {
        guard (0...limit).contains(offset) else { return "the offset \(offset), outside 0 to 2^60 (-1 for any)" }
        guard offset.isMultiple(of: alignment) else {
          return "the offset \(offset), not a multiple of its alignment \(alignment)"
        }
      }
      var previous = lower
      for gap in gaps {
        guard previous <= gap.lower, gap.lower < gap.upper, gap.upper <= upper else {
          return "the gap [\(gap.lower), \(gap.upper)), not inside the life time [\(lower), \(upper)) or not after "
            + "the gap before it"
        }
        if let used = gap.used, used.lowerBound < 0 || used.upperBound > size {
          return "the window [\(used.lowerBound), \(used.upperBound)) of a gap, outside the buffer's [0, \(size))"
        }
        previous = gap.upper
      }
      if let stranger = pools.first(where: { !(0..<poolCount).contains($0) }) {
        return "the pool \(stranger), of \(counted(poolCount, "pool"))"
      }
      return nil
    }
  }

  /// A memory of its own, whose offsets begin at 0.
  public struct Pool: Hashable, Sendable {
    /// What buffers call it.
    public let name: String
    /// Units of memory; nil where it has no limit.
    public let capacity: Int?
    /// What each unit of its height adds to the objective.
    public let cost: Int

    /// - Parameter cost: where it is left out, 1 without a capacity, and 0 with one: what is there anyway is free.
    public init(name: String, capacity: Int? = nil, cost: Int? = nil) {
      self.name = name
      self.capacity = capacity
      self.cost = cost ?? (capacity == nil ? 1 : 0)
    }
  }
}
