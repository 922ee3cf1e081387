import Basics

extension MemoryMapping {
  /// A placement of very many buffers in two near-linear steps: buffers of about the same size and life time that
  /// follow each other closely share a box, boxes are placed by valley fit as if they were buffers, and at last each
  /// buffer drops as far as those below it let it.
  ///
  /// For sets without fixed offsets.
  ///
  /// - Complexity: O(n log n), with valley fit for the boxes only.
  /// - Source: the idea of boxes is of Buchsbaum, Karloff, Kenyon, Reingold, Thorup 2003, "OPT versus LOAD in dynamic
  ///   storage allocation"; these boxes hold one buffer at a time, and their waste is not bounded as theirs is.
  struct Boxing {
    /// Sizes in one box have the same leading bits, so many after the first one.
    private static let sizeBits = 3
    /// No box holds more buffers.
    private static let lengthLimit = 12

    private let instance: Allocation.Prepared
    private let widths: [Int]

    init(_ instance: Allocation.Prepared) {
      self.instance = instance
      widths = instance.set.buffers.indices.map { instance.sections.hull(of: $0).count }
    }

    /// - Returns: an offset for each buffer; nil where it was stopped.
    func place(shouldStop: () -> Bool = { false }) -> [Int]? {
      let (box, boxes) = boxes()
      guard !shouldStop(), let set = try? BufferSet(name: instance.set.name, buffers: boxes) else { return nil }
      let outer = Allocation.Prepared(set)
      let placer = ValleyFit(outer)
      let scores = Buffer(PlacementOrder.lifetime.scores(outer))
      guard placer.place(by: scores, limit: .max, shouldStop: shouldStop) != nil else { return nil }
      let offsets = instance.set.buffers.indices.map { placer.offsets[box[$0]] }
      return Gravity(instance).drop(offsets)
    }

    /// The box of each buffer, and the boxes as buffers whose times are sections.
    private func boxes() -> (box: [Int32], boxes: [MemoryBuffer]) {
      let buffers = instance.set.buffers
      var box = [Int32](repeating: -1, count: buffers.count)
      var chains: [Chain] = []
      var open = OpenChains()
      var lastKind: Kind?
      for index in order() {
        let (buffer, hull) = (buffers[Int(index)], instance.sections.hull(of: Int(index)))
        let kind = kind(of: Int(index))
        if kind != lastKind { open.removeAll() }
        lastKind = kind
        let chain: Int
        if let free = open.latest(before: hull.lowerBound, atMost: max(1, hull.count / 8)) {
          chain = free
          chains[chain].end = hull.upperBound
          chains[chain].size = max(chains[chain].size, buffer.size)
          chains[chain].length += 1
        } else {
          chain = chains.count
          chains.append(
            Chain(
              first: hull.lowerBound, end: hull.upperBound, size: buffer.size, alignment: buffer.alignment, length: 1))
        }
        box[Int(index)] = Int32(chain)
        if chains[chain].length < Self.lengthLimit { open.add(chain, until: hull.upperBound) }
      }
      let boxes = chains.indices.map {
        MemoryBuffer(
          id: String($0), lower: chains[$0].first, upper: chains[$0].end, size: chains[$0].size,
          alignment: chains[$0].alignment)
      }
      return (box, boxes)
    }

    private struct Chain {
      let first: Int
      var end, size: Int
      let alignment: Int
      var length: Int
    }

    /// What buffers in one box have in common.
    private struct Kind: Equatable {
      let size, width, alignment: Int
    }

    private func kind(of index: Int) -> Kind {
      let buffer = instance.set.buffers[index]
      return Kind(
        size: Self.sizeClass(buffer.size), width: Int.bitWidth - widths[index].leadingZeroBitCount,
        alignment: buffer.alignment)
    }

    private static func sizeClass(_ size: Int) -> Int {
      let exponent = Int.bitWidth - 1 - size.leadingZeroBitCount
      let leading = exponent >= sizeBits ? size >> (exponent - sizeBits) : size << (sizeBits - exponent)
      return (exponent << sizeBits) + (leading & ((1 << sizeBits) - 1))
    }

    /// The buffers by kind, those of a kind by the start of their lives.
    private func order() -> [Int32] {
      let buffers = instance.set.buffers
      var order = RadixOrder.ascending(buffers.indices.map { instance.sections.hull(of: $0).lowerBound })
      // Stable, from the least important key to the most important one; a width has at most 64 classes.
      order = RadixOrder.ascending(
        order.map { 64 * Self.sizeClass(buffers[Int($0)].size) + widths[Int($0)].leadingZeroBitCount }
      ).map { order[Int($0)] }
      if buffers.contains(where: { $0.alignment > 1 }) {
        order = RadixOrder.ascending(order.map { buffers[Int($0)].alignment }).map { order[Int($0)] }
      }
      return order
    }
  }
}
