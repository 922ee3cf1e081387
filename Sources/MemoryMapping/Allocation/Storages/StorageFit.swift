import Basics
import Race

extension MemoryMapping.Allocation {
  /// Places storages one by one at the lowest offset where there is room, in the pool where that costs least, the
  /// earlier one of two.
  struct StorageFit {
    private let instance: StorageInstance
    private let capacities: [Int]
    private(set) var offsets: [Int]
    private(set) var pools: [Int]
    private(set) var heights: [Int]

    init(_ instance: StorageInstance) {
      self.instance = instance
      capacities = instance.pools.map { $0.capacity ?? .max }
      offsets = [Int](repeating: 0, count: instance.storages.count)
      pools = offsets
      heights = [Int](repeating: 0, count: instance.pools.count)
    }

    /// - Parameters:
    ///   - order: every storage once; those with fixed offsets come first whatever it says.
    ///   - limit: a cost above it ends the run.
    /// - Returns: nil where all are placed, or the one that found no room; -1 where the run was stopped.
    mutating func place(_ order: [Int], limit: Int, shouldStop: () -> Bool) -> Int? {
      let storages = instance.storages
      for pool in pools.indices { pools[pool] = -1 }
      for pool in heights.indices { heights[pool] = 0 }
      for (number, storage)
        in (order.filter { storages[$0].fixedOffset != nil }
        + order.filter { storages[$0].fixedOffset == nil }).enumerated()
      {
        if number.isMultiple(of: 64), shouldStop() { return -1 }
        guard let best = bestPlace(storage) else { return storage }
        offsets[storage] = best.offset
        pools[storage] = best.pool
        heights[best.pool] = max(heights[best.pool], best.offset + storages[storage].size)
        if instance.cost(heights) > limit { return storage }
      }
      return nil
    }

    private func bestPlace(_ number: Int) -> (pool: Int, offset: Int)? {
      let storage = instance.storages[number]
      var best: (pool: Int, offset: Int)?
      var least = Int.max
      for pool in storage.pools {
        let offset = lowest(number, in: pool)
        guard let offset, offset <= capacities[pool] - storage.size else { continue }
        let growth = max(0, offset + storage.size - heights[pool]) * instance.pools[pool].cost
        if growth < least { (best, least) = ((pool, offset), growth) }
      }
      return best
    }

    private func lowest(_ number: Int, in pool: Int) -> Int? {
      let storage = instance.storages[number]
      var ranges: [ClosedRange<Int>] = []
      for other in instance.neighbours[number].map({ Int($0) }) where pools[other] == pool {
        for range in instance.clashes(other, number) {
          ranges.append(offsets[other] + range.lowerBound...offsets[other] + range.upperBound)
        }
      }
      if let fixed = storage.fixedOffset { return ranges.contains { $0.contains(fixed) } ? nil : fixed }
      var offset = 0
      for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
        if range.lowerBound > offset { break }
        if range.upperBound >= offset { offset = roundedUp(range.upperBound + 1, to: storage.alignment) }
      }
      return offset
    }
  }

  /// Lowest fit by several orders, then, unless it is to be that only, by orders in which the storages that found no
  /// room, or ended highest, come earlier.
  struct StorageFitStrategy: Strategy {
    let name: String
    private let instance: StorageInstance
    private let seed: UInt64
    private let runLimit: Int

    /// - Parameter runLimit: so many runs beside those of the first orders.
    init(_ instance: StorageInstance, name: String = "lowest fit", seed: UInt64 = 1, runLimit: Int = 0) {
      self.instance = instance
      self.name = name
      self.seed = seed
      self.runLimit = runLimit
    }

    func run(on scoreboard: Scoreboard<MemoryMapping.Placement>) {
      var fit = StorageFit(instance)
      let storages = instance.storages
      let sizes = storages.map { Double($0.size) }
      let lives = storages.map { Double(($0.pieces.map(\.upper).max() ?? 0) - ($0.pieces.map(\.lower).min() ?? 0)) }
      var scores = [sizes, zip(sizes, lives).map { $0 * ($1 + 1) }, lives, lives.indices.map { -Double($0) }]
      if storages.contains(where: { $0.hint != nil }) {
        scores.insert(storages.map { -Double($0.hint ?? .max) }, at: 0)
      }
      for score in scores { _ = attempt(score, &fit, scoreboard) }
      var random = RandomSource(seed: seed)
      var score = scores[min(1, scores.count - 1)]
      let step = 1 + (score.max() ?? 0)
      var runs = 0
      while runs < runLimit, !scoreboard.shouldStop, !storages.isEmpty {
        runs += 1
        let blurred = score.map { $0 * (0.75 + 0.5 * Double(random.below(1000)) / 1000) }
        if let misfit = attempt(blurred, &fit, scoreboard), misfit >= 0 { score[misfit] += 0.2 * step }
      }
    }

    /// - Returns: the storage that found no room, if any; -1 where the run was stopped.
    private func attempt(
      _ score: [Double], _ fit: inout StorageFit, _ scoreboard: Scoreboard<MemoryMapping.Placement>
    ) -> Int? {
      let best = scoreboard.bestObjective
      guard !scoreboard.shouldStop, best > .min else { return -1 }
      let order = score.indices.sorted { (score[$1], $0) < (score[$0], $1) }
      let misfit = fit.place(order, limit: best == .max ? .max : best - 1) { scoreboard.shouldStop }
      if misfit == nil { scoreboard.offer(instance.placement(fit.offsets, fit.pools), from: name) }
      return misfit
    }
  }
}
