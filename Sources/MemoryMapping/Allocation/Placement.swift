extension MemoryMapping {
  /// Where each buffer lies.
  public struct Placement: Codable, Sendable, Equatable {
    /// The end of the highest buffer that needs memory, 0 without one; of several pools, the sum of their heights.
    public let height: Int
    /// The capacity that the question named; nil where the least one was asked for.
    public let capacity: Int?
    /// By the number of the buffer in its set.
    public let offsets: [Int]
    /// The name of the pool of each buffer; nil where there is one memory.
    public let pools: [String]?
    /// The height of each pool, in the order of the instance; nil where there is one memory.
    public let poolHeights: [Int]?

    /// A placement by its addresses.
    public init(
      height: Int, capacity: Int? = nil, offsets: [Int], pools: [String]? = nil, poolHeights: [Int]? = nil
    ) {
      self.height = height
      self.capacity = capacity
      self.offsets = offsets
      self.pools = pools
      self.poolHeights = poolHeights
    }

    /// - Parameter offsets: one for each buffer, in one memory.
    public init(_ offsets: [Int], of set: BufferSet) {
      var height = 0
      for (offset, buffer) in zip(offsets, set.buffers) where !buffer.isNothing {
        height = max(height, offset + buffer.size)
      }
      self.init(height: height, capacity: set.capacity, offsets: offsets)
    }

    /// - Parameters:
    ///   - offsets: one for each buffer.
    ///   - pools: the number of the pool of each buffer; left out of the result where the set has one memory.
    init(_ offsets: [Int], in pools: [Int], of set: BufferSet) {
      guard !set.pools.isEmpty else {
        self.init(offsets, of: set)
        return
      }
      var heights = [Int](repeating: 0, count: set.pools.count)
      for (index, buffer) in set.buffers.enumerated() where !buffer.isNothing {
        heights[pools[index]] = max(heights[pools[index]], offsets[index] + buffer.size)
      }
      self.init(
        height: heights.reduce(0, +), offsets: offsets, pools: pools.map { set.pools[$0].name }, poolHeights: heights)
    }
  }
}
