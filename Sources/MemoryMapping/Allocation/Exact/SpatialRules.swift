extension MemoryMapping {
  /// The pruning rules of the spatial search; each keeps the one solution that the search is sure to find, so any
  /// subset is exact.
  ///
  /// That solution is one with the least sum of offsets, equal buffers in order of their numbers, built in order of
  /// address. In it no buffer can drop: below each one that is not at its least address lies a buffer that it meets.
  struct SpatialRules: OptionSet, Hashable, Sendable {
    let rawValue: Int

    /// Buffers are placed in order of (offset, rank).
    static let canonicalOrder = SpatialRules(rawValue: 1 << 0)
    /// What is not placed yet lies no lower than what was placed last. Needs the canonical order.
    static let monotoneFloor = SpatialRules(rawValue: 1 << 1)
    /// A section is free only from the lowest offset of its unplaced buffers on.
    static let sectionInference = SpatialRules(rawValue: 1 << 2)
    /// In a section, the buffers that lie no lower than any one of them need the space from there on.
    static let releaseOrder = SpatialRules(rawValue: 1 << 3)
    /// No buffer is placed where another one, still unplaced, would fit below it.
    static let dominance = SpatialRules(rawValue: 1 << 4)
    /// Where a buffer can lie without lifting another one, nothing else is tried.
    static let hatless = SpatialRules(rawValue: 1 << 5)
    /// A buffer below what was placed last must still be lifted by one that it meets and that reaches below its top.
    static let blocking = SpatialRules(rawValue: 1 << 6)
    /// Parts of time that no unplaced buffer spans are solved one by one: before the search, and within it.
    static let staticDecomposition = SpatialRules(rawValue: 1 << 7)
    static let dynamicDecomposition = SpatialRules(rawValue: 1 << 8)
    /// Of equal buffers, the one with the lower number is placed first.
    static let equalBuffers = SpatialRules(rawValue: 1 << 9)

    static let each: [SpatialRules] = [
      .canonicalOrder, .monotoneFloor, .sectionInference, .releaseOrder, .dominance, .hatless, .blocking,
      .staticDecomposition, .dynamicDecomposition, .equalBuffers,
    ]
    static let all = SpatialRules(each)
  }
}
