import Basics

extension MemoryMapping {
  /// Tight searches for all components of an instance, each until it is placed.
  final class TightPlacer {
    private struct Part {
      let members: [Int]
      let search: TightSearch
      var isPlaced = false
    }

    private var parts: [Part] = []
    private let count: Int
    private var random: RandomSource

    /// More waste than this share of the memory makes a search that counts it pointless.
    static let wasteLimit = 0.2
    /// Nodes of one run before it starts anew.
    private static let runLimits = [2_000, 5_000, 5_000, 20_000]

    /// Nil for instances whose load is well below the capacity, and those that the search cannot read.
    init?(_ instance: Allocation.Prepared, capacity: Int, seed: UInt64) {
      guard TightInstance.unit(of: instance, capacity: capacity, wasteLimit: Self.wasteLimit) != nil else { return nil }
      count = instance.set.buffers.count
      random = RandomSource(seed: seed)
      for members in Allocation.components(of: instance) {
        let buffers = members.map { instance.set.buffers[$0] }
        guard let set = try? BufferSet(name: instance.set.name, buffers: buffers),
          let tight = TightInstance(Allocation.Prepared(set), capacity: capacity, wasteLimit: 1)
        else { return nil }
        parts.append(Part(members: members, search: TightSearch(tight, seed: random.next())))
      }
    }

    /// Runs until all is placed or the budget is spent.
    ///
    /// - Returns: the offsets of a placement within the capacity.
    func run(nodeBudget: Int, shouldStop: () -> Bool) -> [Int]? {
      var left = nodeBudget
      for index in parts.indices {
        while !parts[index].isPlaced {
          guard left > 0, !shouldStop() else { return nil }
          let limit = Self.runLimits[random.below(Self.runLimits.count)]
          let outcome = parts[index].search.run(nodeLimit: limit, shouldStop: shouldStop)
          left -= parts[index].search.nodes
          parts[index].isPlaced = outcome == .fits
          // Another order may find what this one, with its steps of waste, has not.
          if outcome == .exhausted { left -= limit }
        }
      }
      var offsets = [Int](repeating: 0, count: count)
      for part in parts {
        for (place, member) in part.members.enumerated() {
          offsets[member] = part.search.offsets[place] * part.search.instance.unit
        }
      }
      return offsets
    }
  }
}
