import Basics

@testable import Shops

extension FlexibleShop {
  /// What a random shop may have beside chains of operations with choices of one machine.
  struct Features: Sendable {
    var jobs = 1...3
    var operations = 1...2
    var machines = 1...3
    var workers = 0
    var durations = 1...9
    var hasHeadsAndTails = false
    var hasFurtherArcs = false
    var hasSetups = false
  }

  static func random(_ features: Features, _ random: inout RandomSource) -> FlexibleShop {
    let machines = random.within(features.machines)
    let resources = machines + features.workers
    var offsets = [0]
    var used: [Int] = []
    var durations: [Int] = []
    var arcs: [Arc] = []
    for _ in 0..<random.within(features.jobs) {
      for position in 0..<random.within(features.operations) {
        let operation = offsets.count - 1
        if position > 0 { arcs.append(Arc(from: operation - 1, to: operation)) }
        if features.hasFurtherArcs, operation > 0, random.chance(30) {
          arcs.append(Arc(from: random.below(operation), to: operation, lag: random.below(5)))
        }
        for _ in 0...random.below(2) {
          let worker = features.workers == 0 || random.chance(20) ? -1 : machines + random.below(features.workers)
          let machine = random.chance(5) ? -1 : random.below(machines)
          used += random.chance(50) ? [machine, worker] : [worker, machine]
          durations.append(random.within(features.durations))
        }
        offsets.append(durations.count)
      }
    }
    let count = offsets.count - 1
    func times(_ wanted: Bool) -> [Int] { wanted ? (0..<count).map { _ in random.below(7) } : [] }
    return FlexibleShop(
      resourceCount: resources, choiceOffsets: offsets, resources: used, durations: durations, arcs: arcs,
      heads: times(features.hasHeadsAndTails), tails: times(features.hasHeadsAndTails),
      setups: features.hasSetups ? randomSetups(count, resources, &random) : nil)
  }

  /// Distances on a line, so that no setup is longer than two others in its place; the last resource has none.
  private static func randomSetups(_ count: Int, _ resources: Int, _ random: inout RandomSource) -> Setups {
    let classCount = 3
    let times = (0..<resources).map { resource in
      let points = (0..<classCount).map { _ in random.below(5) }
      guard resource < resources - 1 else { return [Int]() }
      return points.flatMap { point in points.map { abs($0 - point) } }
    }
    return Setups(classCount: classCount, classes: (0..<count).map { _ in random.below(classCount) }, times: times)
  }

  /// The optimum by trying every order of the operations with every choice, each operation appended to its resources.
  func optimumByEnumeration() -> Int {
    var best = Int.max
    var state = Enumeration(shop: self)
    state.place(0, reaching: 0, &best)
    return best
  }

  private struct Enumeration {
    let shop: FlexibleShop
    var ends: [Int?]
    var users: [[Int]]

    init(shop: FlexibleShop) {
      self.shop = shop
      ends = Array(repeating: nil, count: shop.operationCount)
      users = Array(repeating: [], count: shop.resourceCount)
    }

    mutating func place(_ placed: Int, reaching value: Int, _ best: inout Int) {
      guard value < best else { return }
      if placed == shop.operationCount { best = value }
      for operation in 0..<shop.operationCount where ends[operation] == nil {
        let before = shop.arcs.filter { $0.after == operation }
        guard before.allSatisfy({ ends[$0.before] != nil }) else { continue }
        for choice in shop.choices(of: operation) {
          let taken = shop.resources[2 * choice...2 * choice + 1].filter { $0 >= 0 }
          var start = before.reduce(shop.heads[operation]) { max($0, ends[$1.before]! + $1.lag) }
          for resource in taken {
            guard let last = users[resource].last else { continue }
            start = max(start, ends[last]! + (shop.setups?.time(on: resource, from: last, to: operation) ?? 0))
          }
          let end = start + shop.durations[choice]
          ends[operation] = end
          for resource in taken { users[resource].append(operation) }
          place(placed + 1, reaching: max(value, end + shop.tails[operation]), &best)
          for resource in taken { users[resource].removeLast() }
          ends[operation] = nil
        }
      }
    }
  }
}
