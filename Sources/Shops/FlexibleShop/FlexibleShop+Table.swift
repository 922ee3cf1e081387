import Basics

extension FlexibleShop {
  /// A view laid out for search: neighbours by offset lists, setups as one matrix a resource.
  struct Table: ~Copyable {
    let count: Int
    let resourceCount: Int
    /// Place 2i + s is what operation i holds as resource s of its choice.
    let choiceOffsets: Buffer<Int32>
    let resources: Buffer<Int32>
    let durations: Buffer<Int>
    let heads: Buffer<Int>
    let tails: Buffer<Int>
    let predecessorOffsets: Buffer<Int32>
    let predecessors: Buffer<Int32>
    let predecessorLags: Buffer<Int>
    let successorOffsets: Buffer<Int32>
    let successors: Buffer<Int32>
    let successorLags: Buffer<Int>
    /// By operation: its place in an order of the arcs.
    let ranks: Buffer<Int32>
    let hasSetups: Bool
    private let classCount: Int
    private let classes: Buffer<Int32>
    private let setupTimes: Buffer<Int>
    /// By resource: where its matrix starts, -1 for none.
    private let setupOffsets: Buffer<Int>

    init(_ shop: FlexibleShop) {
      count = shop.operationCount
      resourceCount = shop.resourceCount
      choiceOffsets = Buffer(shop.choiceOffsets.map(Int32.init))
      resources = Buffer(shop.resources.map(Int32.init))
      durations = Buffer(shop.durations)
      heads = Buffer(shop.heads)
      tails = Buffer(shop.tails)
      let before = Self.lists(of: shop.arcs, shop.operationCount, from: \.after, to: \.before)
      predecessorOffsets = Buffer(before.offsets)
      predecessors = Buffer(before.neighbours)
      predecessorLags = Buffer(before.lags)
      let after = Self.lists(of: shop.arcs, shop.operationCount, from: \.before, to: \.after)
      successorOffsets = Buffer(after.offsets)
      successors = Buffer(after.neighbours)
      successorLags = Buffer(after.lags)
      ranks = Buffer(repeating: 0, count: shop.operationCount)
      for (rank, operation) in shop.topologicalOrder.enumerated() { ranks[operation] = Int32(rank) }
      hasSetups = shop.setups?.times.contains { !$0.isEmpty } ?? false
      classCount = shop.setups?.classCount ?? 0
      classes = Buffer((shop.setups?.classes ?? []).map(Int32.init))
      var times = Buffer<Int>()
      var offsets = Buffer<Int>(capacity: shop.resourceCount)
      for matrix in shop.setups?.times ?? [] {
        offsets.append(matrix.isEmpty ? -1 : times.count)
        for time in matrix { times.append(time) }
      }
      setupTimes = times
      setupOffsets = offsets
    }

    /// The time that a resource needs between two neighbours.
    @inline(__always)
    func setup(on resource: Int32, from first: Int32, to second: Int32) -> Int {
      let offset = setupOffsets[resource]
      return offset < 0 ? 0 : setupTimes[offset &+ Int(classes[first]) &* classCount &+ Int(classes[second])]
    }

    /// The longest way from each operation's start to the end of all if everything takes its least time and resources
    /// are free.
    func leastRests() -> Buffer<Int> {
      let rests = Buffer<Int>(repeating: 0, count: count)
      let order = Buffer<Int32>(repeating: 0, count: count)
      for operation in 0..<count { order[ranks[operation]] = Int32(operation) }
      for place in stride(from: count - 1, through: 0, by: -1) {
        let operation = order[place]
        var rest = tails[operation]
        for entry in successorOffsets[operation]..<successorOffsets[operation + 1] {
          rest = max(rest, successorLags[entry] + rests[successors[entry]])
        }
        rests[operation] = rest + leastDuration(of: operation)
      }
      return rests
    }

    func leastDuration(of operation: Int32) -> Int {
      var least = Int.max
      for choice in choiceOffsets[operation]..<choiceOffsets[operation + 1] { least = min(least, durations[choice]) }
      return least
    }

    private static func lists(
      of arcs: [Arc], _ count: Int, from: KeyPath<Arc, Int>, to: KeyPath<Arc, Int>
    ) -> (offsets: [Int32], neighbours: [Int32], lags: [Int]) {
      var offsets = Array(repeating: Int32(0), count: count + 1)
      for arc in arcs { offsets[arc[keyPath: from] + 1] += 1 }
      for operation in 0..<count { offsets[operation + 1] += offsets[operation] }
      var free = offsets
      var neighbours = Array(repeating: Int32(0), count: arcs.count)
      var lags = Array(repeating: 0, count: arcs.count)
      for arc in arcs {
        let entry = Int(free[arc[keyPath: from]])
        neighbours[entry] = Int32(arc[keyPath: to])
        lags[entry] = arc.lag
        free[arc[keyPath: from]] += 1
      }
      return (offsets, neighbours, lags)
    }
  }
}
