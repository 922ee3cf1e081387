extension MemoryMapping {
  /// A buffer that needs `size` consecutive units of memory while it lives.
  public struct MemoryBuffer: Hashable, Sendable {
    /// A time [lower, upper) inside the life time during which the buffer is not live.
    public struct Gap: Hashable, Sendable {
      /// Times [lower, upper).
      public let lower, upper: Int

      /// The times from `lower` up to, not including, `upper`.
      public init(lower: Int, upper: Int) {
        self.lower = lower
        self.upper = upper
      }
    }

    /// Unique; as in the file.
    public let id: String
    /// It lives in [lower, upper).
    public let lower, upper: Int
    /// In units of memory, at least 1.
    public let size: Int
    /// Its offset is a multiple of this, at least 1.
    public let alignment: Int
    /// In order of time, apart from each other, strictly inside the life time.
    public let gaps: [Gap]
    /// Where it must lie; nil where it may lie anywhere.
    public let fixedOffset: Int?
    /// Where it would best lie: tried first, and no more than that.
    public let hint: Int?

    /// A buffer that may lie anywhere, unless more is said.
    public init(
      id: String, lower: Int, upper: Int, size: Int, alignment: Int = 1, gaps: [Gap] = [], fixedOffset: Int? = nil,
      hint: Int? = nil
    ) {
      self.id = id
      self.lower = lower
      self.upper = upper
      self.size = size
      self.alignment = alignment
      self.gaps = gaps
      self.fixedOffset = fixedOffset
      self.hint = hint
    }
  }

  /// Buffers to be placed in one memory, and the question: what is the least memory, or do they fit in `capacity`?
  public struct BufferSet: Sendable, Equatable {
    /// What results call it.
    public let name: String
    /// In the order of the file.
    public let buffers: [MemoryBuffer]
    /// The question is whether all fit in so many units; nil asks for the least number of units.
    public var capacity: Int?

    /// No time is further from 0, and no sum of sizes and alignments is larger: addresses never leave 64 bits.
    public static let limit = 1 << 60

    /// - Throws: `InvalidBuffer` for the first buffer that breaks a rule.
    public init(name: String, buffers: [MemoryBuffer], capacity: Int? = nil) throws(InvalidBuffer) {
      guard buffers.count <= Int(Int32.max) else { throw InvalidBuffer(index: buffers.count - 1, "too many buffers") }
      var total = 0
      for (index, buffer) in buffers.enumerated() {
        if let reason = Self.flaw(of: buffer) { throw InvalidBuffer(index: index, reason) }
        // Rounding up to a multiple of the alignment costs less than the alignment, once a buffer.
        guard buffer.size <= Self.limit - total, buffer.alignment - 1 <= Self.limit - total - buffer.size else {
          throw InvalidBuffer(index: index, "the sizes and alignments of all buffers together exceed 2^60")
        }
        total += buffer.size + buffer.alignment - 1
      }
      var seen = Set<String>(minimumCapacity: buffers.count)
      for (index, buffer) in buffers.enumerated() where !seen.insert(buffer.id).inserted {
        throw InvalidBuffer(index: index, "a second buffer '\(buffer.id)'")
      }
      self.name = name
      self.buffers = buffers
      self.capacity = capacity
    }

    private static func flaw(of buffer: MemoryBuffer) -> String? {
      let times = -limit...limit
      guard times.contains(buffer.lower), times.contains(buffer.upper) else {
        return "a life time beyond 2^60: [\(buffer.lower), \(buffer.upper))"
      }
      guard buffer.lower < buffer.upper else {
        return "an empty life time: lower \(buffer.lower) is not before upper \(buffer.upper)"
      }
      guard (1...limit).contains(buffer.size) else { return "the size \(buffer.size), outside 1 to 2^60" }
      guard (1...limit).contains(buffer.alignment) else {
        return "the alignment \(buffer.alignment), outside 1 to 2^60"
      }
      if let offset = buffer.fixedOffset {
        guard offset >= 0 else { return "the offset \(offset), below 0: it is left empty where any offset will do" }
        guard offset <= limit else { return "the offset \(offset), outside 0 to 2^60" }
        guard offset.isMultiple(of: buffer.alignment) else {
          return "the offset \(offset), not a multiple of its alignment \(buffer.alignment)"
        }
      }
      var previous = buffer.lower
      for gap in buffer.gaps {
        guard previous < gap.lower, gap.lower < gap.upper, gap.upper < buffer.upper else {
          return "the gap [\(gap.lower), \(gap.upper)), not strictly inside the life time [\(buffer.lower), "
            + "\(buffer.upper)) or not after the gap before it"
        }
        previous = gap.upper
      }
      return nil
    }

    /// The same buffers with another question.
    func asking(capacity: Int?) -> BufferSet {
      var copy = self
      copy.capacity = capacity
      return copy
    }
  }

  /// What is wrong with a buffer, in words.
  public struct InvalidBuffer: Error, CustomStringConvertible, Sendable {
    /// The place of the buffer in the set.
    public let index: Int
    public let description: String

    init(index: Int, _ description: String) {
      self.index = index
      self.description = description
    }
  }

  /// Where each buffer lies.
  public struct Placement: Codable, Sendable, Equatable {
    /// The end of the highest buffer; 0 without buffers.
    public let height: Int
    /// The capacity that the question named; nil where the least one was asked for.
    public let capacity: Int?
    /// By the number of the buffer in its set.
    public let offsets: [Int]

    /// A placement by its addresses.
    public init(height: Int, capacity: Int? = nil, offsets: [Int]) {
      self.height = height
      self.capacity = capacity
      self.offsets = offsets
    }

    /// - Parameter offsets: one for each buffer.
    public init(_ offsets: [Int], of set: BufferSet) {
      var height = 0
      for (offset, buffer) in zip(offsets, set.buffers) { height = max(height, offset + buffer.size) }
      self.init(height: height, capacity: set.capacity, offsets: offsets)
    }
  }
}
