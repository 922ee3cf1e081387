import Basics

extension MemoryMapping {
  /// Placements with little waste for all components of an instance: short searches, each on other blocks.
  final class TightPlacer {
    private struct Part {
      let members: [Int]
      let pieces: TightPieces
      /// The lowest placement so far, in the user's numbers.
      var height = Int.max
      var offsets: [Int] = []
    }

    private var parts: [Part] = []
    private let count: Int
    private let sectionCount: Int
    private var random: RandomSource

    /// Nodes of one search, before the next is made of other blocks.
    private static let runLimits = [2_000, 5_000, 5_000, 20_000]
    private static let thresholds = [0.25, 0.5, 1]
    private static let skipped = [0.05, 0.1]

    /// Nil for instances that the search cannot read.
    init?(_ instance: Allocation.Prepared, seed: UInt64) {
      count = instance.set.buffers.count
      sectionCount = instance.sections.count
      random = RandomSource(seed: seed)
      for members in Allocation.components(of: instance) {
        let buffers = members.map { instance.set.buffers[$0] }
        guard let set = try? BufferSet(name: instance.set.name, buffers: buffers),
          let pieces = TightPieces(Allocation.Prepared(set))
        else { return nil }
        parts.append(Part(members: members, pieces: pieces))
      }
    }

    /// The largest share of waste of a component below a capacity.
    func waste(below capacity: Int) -> Double {
      parts.reduce(0) { max($0, $1.pieces.waste(below: capacity / $1.pieces.unit)) }
    }

    /// Runs until all is placed or the budget is spent.
    ///
    /// - Parameter nodeBudget: nodes of sets with some hundred sections; larger ones take longer for each and get fewer.
    /// - Returns: the offsets of a placement within the capacity.
    func run(capacity: Int, nodeBudget: Int, shouldStop: () -> Bool) -> [Int]? {
      var left = Double(nodeBudget) * 200 / Double(max(200, sectionCount))
      for index in parts.indices {
        while parts[index].height > capacity {
          guard left > 0, !shouldStop() else { return nil }
          guard let nodes = runOnce(index, capacity, shouldStop) else { return nil }
          left -= Double(nodes)
        }
      }
      var offsets = [Int](repeating: 0, count: count)
      for part in parts {
        for (place, member) in part.members.enumerated() { offsets[member] = part.offsets[place] }
      }
      return offsets
    }

    /// One search on blocks.
    ///
    /// - Returns: what it counts for in nodes; nil where the load is above the capacity.
    private func runOnce(_ index: Int, _ capacity: Int, _ shouldStop: () -> Bool) -> Int? {
      let pieces = parts[index].pieces
      let height = capacity / pieces.unit
      guard var slacks = pieces.slacks(below: height) else { return nil }
      var all = zip(pieces.hulls, pieces.sizes).map { (hull: $0, size: $1) }
      if random.chance(75) {
        let filled = SlackFillers(slacks, &random)
        all += filled.fillers
        slacks = filled.slacks
      }
      let rules = BlockBuilding.Rules(
        threshold: Self.thresholds[random.below(Self.thresholds.count)],
        skipped: Self.skipped[random.below(Self.skipped.count)])
      let building = BlockBuilding(all, sectionCount: slacks.count, rules: rules, seed: random.next())
      let roots = building.roots
      let search = TightSearch(
        TightInstance(
          hulls: roots.map { building.blocks[$0].first..<building.blocks[$0].end },
          sizes: roots.map { building.blocks[$0].size }, slacks: slacks, capacity: height), seed: random.next())
      let limit = Self.runLimits[random.below(Self.runLimits.count)]
      if search.run(nodeLimit: limit, shouldStop: shouldStop) == .fits {
        var offsets = [Int](repeating: 0, count: all.count)
        for (place, root) in roots.enumerated() {
          building.forEachPiece(of: root, at: search.offsets[place]) { offsets[$0] = $1 * pieces.unit }
        }
        parts[index].offsets = Array(offsets.prefix(pieces.sizes.count))
        parts[index].height = zip(parts[index].offsets, pieces.sizes).reduce(0) { max($0, $1.0 + $1.1 * pieces.unit) }
      }
      // To build takes time as well.
      return search.nodes + 2 * all.count
    }
  }
}
