import Basics
import Race

extension MemoryMapping.Allocation {
  /// What the hints say: the placement at the hinted offsets, where that is one, and a first fit in order of the hints,
  /// which is no higher than it; buffers without a hint follow by descending size.
  struct HintStrategy: Strategy {
    let name = "hints"
    private let instance: Prepared

    /// Nil where there are no hints.
    init?(_ instance: Prepared) {
      guard instance.set.buffers.contains(where: { $0.hint != nil && $0.fixedOffset == nil }) else { return nil }
      self.instance = instance
    }

    func run(on scoreboard: Scoreboard<MemoryMapping.Placement>) {
      let buffers = instance.set.buffers
      let hints = buffers.map { $0.fixedOffset ?? $0.hint ?? -1 }
      let isWhole = zip(hints, buffers).allSatisfy { hint, buffer in
        (0...MemoryMapping.BufferSet.limit).contains(hint) && hint.isMultiple(of: buffer.alignment)
      }
      if isWhole, Self.isValid(hints, of: instance.set) { instance.offer(hints, to: scoreboard, by: name) }
      guard buffers.count <= ConstructionStrategy.firstFitLimit, !scoreboard.shouldStop else { return }
      let order = buffers.indices.sorted { a, b in
        let (first, second) = (hints[a] < 0 ? Int.max : hints[a], hints[b] < 0 ? Int.max : hints[b])
        return (first, buffers[b].size, a) < (second, buffers[a].size, b)
      }
      let placer = MemoryMapping.FirstFit(instance)
      let limit = instance.limit(scoreboard)
      if placer.place(Buffer(order.map { Int32($0) }), limit: limit, shouldStop: { scoreboard.shouldStop }) == nil {
        instance.offer(placer.offsets.withElements { Array($0) }, to: scoreboard, by: name)
      }
    }

    /// Hints are the user's and may be anything; the scoreboard is for what should be valid.
    private static func isValid(_ offsets: [Int], of set: MemoryMapping.BufferSet) -> Bool {
      let free = set.asking(capacity: nil)
      return (try? check(MemoryMapping.Placement(offsets, of: free), of: free)) != nil
    }
  }
}
