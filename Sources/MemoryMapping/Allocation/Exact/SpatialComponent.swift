import Basics

extension MemoryMapping {
  /// One group of buffers that shares no time with the others, with its searches and the best that is known of it.
  final class SpatialComponent {
    /// The buffers' numbers in the whole set.
    let members: [Int]
    private(set) var offsets: [Int]
    /// The height of `offsets`; `Int.max` where there are none.
    private(set) var height = Int.max
    /// No placement is lower than this.
    private(set) var bound: Int
    /// The largest unit of all heights that need to be looked at.
    private let unit: Int
    private let search: SpatialSearch
    private let orders: StaticOrders
    private var runs = 0

    /// The static orders that are tried in turn.
    static let orderCount = 3

    init(_ instance: Allocation.Prepared, members: [Int]) throws(InvalidBuffer) {
      self.members = members
      let buffers = members.map { instance.set.buffers[$0] }
      let own = Allocation.Prepared(try BufferSet(name: instance.set.name, buffers: buffers))
      unit = Allocation.unit(of: buffers)
      bound = (own.bound + unit - 1) / unit * unit
      offsets = [Int](repeating: 0, count: members.count)
      search = SpatialSearch(SpatialInstance(own))
      orders = StaticOrders(own)
    }

    /// Takes over offsets that are known to be valid, if they are lower.
    func adopt(_ whole: [Int], _ set: BufferSet) {
      let top = members.reduce(0) { max($0, whole[$1] + set.buffers[$1].size) }
      guard top < height else { return }
      height = top
      for (place, member) in members.enumerated() { offsets[place] = whole[member] }
    }

    /// Looks for a placement of at most `capacity` by the static orders in turn, each with `budget` nodes: complete
    /// once the budget is large enough.
    func searchInOrder(capacity: Int, budget: Int, shouldStop: () -> Bool) -> SpatialSearch.Outcome {
      for rule in StaticOrders.Rule.allCases.prefix(Self.orderCount) {
        let outcome = run(orders.order(rule), capacity, budget, shouldStop)
        if outcome != .limit || shouldStop() { return outcome }
      }
      return .limit
    }

    /// Looks for one by short runs in random orders, in which the buffers that found no room before come earlier.
    func searchByRestarts(
      capacity: Int, budget: Int, _ random: inout RandomSource, shouldStop: () -> Bool
    ) -> SpatialSearch.Outcome {
      var left = budget
      while left > 0, !shouldStop() {
        runs += 1
        let rule = StaticOrders.Rule.allCases[random.below(StaticOrders.Rule.allCases.count)]
        let noise = [0.1, 0.4, 0.7, 1.0][random.below(4)]
        let strength = [0.5, 1, 3, 10][random.below(4)]
        let order = orders.order(rule, noise: noise, weights: weights(strength), &random)
        let outcome = run(order, capacity, [300, 300, 1000, 2500][random.below(4)], shouldStop)
        if outcome != .limit { return outcome }
        left -= search.nodes
      }
      return .limit
    }

    /// From 1 to 1 + strength; conflicts fade, so that the recent ones count most.
    private func weights(_ strength: Double) -> [Double] {
      if runs.isMultiple(of: 50) { for buffer in members.indices { search.conflicts[buffer] /= 2 } }
      var most = 1
      for buffer in members.indices { most = max(most, search.conflicts[buffer]) }
      return members.indices.map { 1 + strength * Double(search.conflicts[$0]) / Double(most) }
    }

    private func run(
      _ order: [Int32], _ capacity: Int, _ budget: Int, _ shouldStop: () -> Bool
    ) -> SpatialSearch.Outcome {
      let outcome = search.run(order: order, capacity: capacity, nodeLimit: budget, shouldStop: shouldStop)
      switch outcome {
      case .fits:
        height = search.height
        for buffer in members.indices { offsets[buffer] = search.offsets[buffer] }
      case .doesNotFit: bound = max(bound, capacity / unit * unit + unit)
      case .limit: break
      }
      return outcome
    }
  }
}
