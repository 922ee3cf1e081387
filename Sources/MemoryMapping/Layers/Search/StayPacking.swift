import Basics

/// The static allocator as a sub-solver: addresses for stays whose times are settled.
enum StayPacking {
  /// `size` bytes during the instructions `start ... finish`; where there is an address, it is kept.
  struct Block {
    let start: Int
    let finish: Int
    let size: Int
    var address: Int?
  }

  /// Lowest fit by several orders, then spatial branch and bound by several orders.
  ///
  /// - Parameters:
  ///   - blocks: sizes and addresses are multiples of `alignment`.
  ///   - nodeLimit: of each run of branch and bound.
  /// - Returns: an address for each block; nil where there are none, or none were found.
  static func addresses(for blocks: [Block], capacity: Int, alignment: Int, nodeLimit: Int) -> [Int]? {
    let buffers = blocks.enumerated().map { index, block in
      MemoryMapping.MemoryBuffer(
        id: "\(index)", lower: block.start, upper: block.finish + 1, size: block.size, alignment: alignment,
        fixedOffset: block.address)
    }
    guard let set = try? MemoryMapping.BufferSet(name: "stays", buffers: buffers, capacity: capacity) else {
      return nil
    }
    let instance = MemoryMapping.Allocation.Prepared(set)
    guard instance.bound <= capacity else { return nil }
    let firstFit = MemoryMapping.FirstFit(instance)
    for order in MemoryMapping.PlacementOrder.allCases {
      let order = MemoryMapping.PlacementOrder.descending(order.scores(instance))
      if firstFit.place(Buffer(order), limit: capacity) == nil { return list(firstFit.offsets) }
    }
    guard blocks.count <= MemoryMapping.SpatialSearch.countLimit else { return nil }
    let search = MemoryMapping.SpatialSearch(MemoryMapping.SpatialInstance(instance))
    let orders = MemoryMapping.StaticOrders(instance)
    for rule in MemoryMapping.StaticOrders.Rule.allCases.prefix(3) {
      switch search.run(order: orders.order(rule), capacity: capacity, nodeLimit: nodeLimit) {
      case .fits: return list(search.offsets)
      case .doesNotFit: return nil
      case .limit: continue
      }
    }
    return nil
  }

  private static func list(_ offsets: borrowing Buffer<Int>) -> [Int] {
    var list: [Int] = []
    list.reserveCapacity(offsets.count)
    for index in 0..<offsets.count { list.append(offsets[index]) }
    return list
  }
}
