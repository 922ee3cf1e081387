import Basics

extension MemoryMapping {
  /// Buffers to be placed in one memory, or in several pools, and the question: what is the least memory, or do they fit
  /// in `capacity`?
  public struct BufferSet: Sendable, Equatable {
    /// Columns of a table that say nothing of memory, kept for the table of results.
    struct FurtherColumns: Sendable, Equatable {
      var names: [String] = []
      /// By buffer; empty without columns.
      var rows: [[String]] = []
    }

    /// What results call it.
    public let name: String
    /// In the order of the file.
    public let buffers: [MemoryBuffer]
    /// The question is whether all fit in so many units; nil asks for the least number of units.
    public var capacity: Int?
    /// The memories to choose from, the preferred ones first; empty for a single one.
    public let pools: [Pool]
    var further = FurtherColumns()
    /// Whether placing by sections knows all that the buffers ask for, as they are.
    let isPlain: Bool

    /// No time is further from 0, and no sum of sizes and alignments is larger: addresses never leave 64 bits.
    public static let limit = 1 << 60
    /// No unit of a pool costs more.
    static let costLimit = 1_000_000

    /// - Throws: `InvalidBuffer` for the first buffer that breaks a rule.
    public init(
      name: String, buffers: [MemoryBuffer], capacity: Int? = nil, pools: [Pool] = []
    ) throws(InvalidBuffer) {
      guard buffers.count <= Int(Int32.max) else { throw InvalidBuffer(index: buffers.count - 1, "too many buffers") }
      guard pools.allSatisfy({ (0...Self.costLimit).contains($0.cost) }) else {
        throw InvalidBuffer(index: 0, "pools whose costs are not all within 0 to \(Self.costLimit)")
      }
      // What no offset exceeds, so that the objective stays within 64 bits too.
      let limit = Self.limit / max(1, pools.reduce(0) { $0 + $1.cost })
      let shown = limit == Self.limit ? "2^60" : "\(limit) (2^60 divided by the costs of all pools)"
      var total = 0
      var isPlain = pools.isEmpty
      for (index, buffer) in buffers.enumerated() {
        if let reason = buffer.flaw(poolCount: pools.count) { throw InvalidBuffer(index: index, reason) }
        // Rounding up to a multiple of the alignment costs less than the alignment, once a buffer.
        guard buffer.size <= limit - total, buffer.alignment - 1 <= limit - total - buffer.size,
          buffer.fixedOffset ?? 0 <= limit
        else { throw InvalidBuffer(index: index, "the sizes and alignments of all buffers together exceed \(shown)") }
        total += buffer.size + buffer.alignment - 1
        isPlain = isPlain && buffer.isPlain
      }
      var seen = Set<String>(minimumCapacity: buffers.count)
      for (index, buffer) in buffers.enumerated() where !seen.insert(buffer.id).inserted {
        throw InvalidBuffer(index: index, "a second buffer '\(buffer.id)'")
      }
      self.name = name
      self.buffers = buffers
      self.capacity = capacity
      self.pools = pools
      self.isPlain = isPlain
      for (index, buffer) in buffers.enumerated() {
        if let stranger = buffer.inPlaceOf.first(where: { !seen.contains($0) || $0 == buffer.id }) {
          throw InvalidBuffer(index: index, "the id of another buffer is what it is in place of, found '\(stranger)'")
        }
      }
      if !isPlain { try Storages.validate(self) }
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
}
