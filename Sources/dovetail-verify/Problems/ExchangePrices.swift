/// The most blocks that exchanges of all machines gain at prices, in whole numbers.
struct ExchangePrices {
  /// Of one node, in units; how many of them are in a node (or two nodes) is all that is known of VMs.
  private struct Class: Hashable { let nodes, cpu, memory: Int }
  /// One way to leave a node, or two.
  private struct Way { var cpu = 0, memory = 0, value = 0, count = 0 }

  private let scale, migration, limit: Int
  private let prices: [Int]
  private let classes: [Class]
  private let width, height: Int
  private let machineCount: Int
  /// Free units of node 2m + k, and who may leave it; who may leave both nodes of m is at 2 machineCount + m.
  private var room: [(cpu: Int, memory: Int)] = []
  private var counts: [[Int: Int]]
  /// Blocks of so many free units.
  private let blocks: [Int]

  init(
    hosts: [[(cpu: Int, memory: Int)]],
    guests: [(cpu: Int, memory: Int, nodes: Int, machine: Int, node: Int, isFixed: Bool)], block: Int, limit: Int,
    _ numbers: [Int]
  ) throws {
    func divisor(_ a: Int, _ b: Int) -> Int { b == 0 ? a : divisor(b, a % b) }
    let unit = guests.reduce(block) { divisor($0, $1.cpu) }
    let grain = numbers[1]
    func grains(_ memory: Int) -> Int { grain > 0 ? memory / grain : 0 }
    let sizes = Set(guests.filter { !$0.isFixed }.map { [$0.nodes, $0.cpu, $0.memory] }).sorted {
      $0.lexicographicallyPrecedes($1)
    }
    let classOf = Dictionary(uniqueKeysWithValues: sizes.enumerated().map { ($1, $0) })
    classes = sizes.map { Class(nodes: $0[0], cpu: $0[1] / unit, memory: grains($0[2])) }
    (scale, migration, prices, self.limit) = (numbers[0], numbers[2], Array(numbers.dropFirst(3)), limit)
    try need(prices.count == classes.count && migration >= 0, "a price for each of \(classes.count) classes expected")
    try need(prices.allSatisfy { abs($0) < 1 << 36 } && max(scale, migration) < 1 << 36, "prices beyond 2^36")
    try need(classes.allSatisfy { $0.cpu > 0 }, "VMs without cores")
    height = hosts.joined().reduce(0) { max($0, $1.cpu / unit) } + 1
    width = hosts.joined().reduce(0) { max($0, grains($1.memory)) } + 1
    try need(height <= 1 << 20 && width <= 1 << 20 && height * width <= 1 << 20, "units too fine")
    try need(limit < 1 << 40 && guests.count < 1 << 20 && hosts.count < 1 << 20, "too much")
    blocks = (0..<height).map { $0 * unit / block }
    machineCount = hosts.count
    counts = [[Int: Int]](repeating: [:], count: 3 * hosts.count)
    for host in hosts {
      for node in 0..<2 { room.append(node < host.count ? (host[node].cpu / unit, grains(host[node].memory)) : (0, 0)) }
    }
    for guest in guests {
      for node in guest.nodes == 2 ? [0, 1] : [guest.node] {
        room[2 * guest.machine + node].cpu -= guest.cpu / unit
        room[2 * guest.machine + node].memory -= grains(guest.memory)
      }
      if guest.isFixed { continue }
      let owner = guest.nodes == 2 ? 2 * machineCount + guest.machine : 2 * guest.machine + guest.node
      counts[owner][classOf[[guest.nodes, guest.cpu, guest.memory]] ?? 0, default: 0] += 1
    }
  }

  func gain() throws -> Int {
    // What a node does with its free units, blocks or arrivals; more units are never worse.
    var use = (0..<height * width).map { blocks[$0 / width] * scale }
    // The best two-node arrivals of exactly so much on each node.
    var pairs = [Int?](repeating: nil, count: height * width)
    pairs[0] = 0
    for cpu in 0..<height {
      for (kind, data) in classes.enumerated() where data.cpu <= cpu {
        for memory in stride(from: data.memory, to: width, by: 1) {
          let (here, before) = (cpu * width + memory, (cpu - data.cpu) * width + memory - data.memory)
          if data.nodes == 1 {
            use[here] = max(use[here], use[before] - prices[kind])
          } else if let value = pairs[before] {
            pairs[here] = max(pairs[here] ?? Int.min, value - prices[kind])
          }
        }
      }
    }
    let arrivals = pairs.enumerated().compactMap { place, value in
      value.map { (cpu: place / width, memory: place % width, value: $0) }
    }.sorted { $0.value > $1.value }
    var (total, overflows) = migration.multipliedReportingOverflow(by: limit)
    for machine in 0..<machineCount {
      let value = try best(of: machine, use, arrivals)
      let next = total.addingReportingOverflow(value)
      (total, overflows) = (next.partialValue, overflows || next.overflow)
    }
    try need(!overflows, "a sum beyond 64 bits")
    return total / scale
  }

  private func best(
    of machine: Int, _ use: [Int], _ arrivals: [(cpu: Int, memory: Int, value: Int)]
  ) throws -> Int {
    let nodes = [2 * machine, 2 * machine + 1]
    let ways = try nodes.map { try self.ways(counts[$0]) }
    var known: [[Int: Int?]] = [[:], [:]]
    /// The best of one node with so many units more before any of its own leave; nil where that cannot be.
    func value(_ node: Int, _ cpu: Int, _ memory: Int) -> Int? {
      let (cpu, memory) = (room[nodes[node]].cpu + cpu, room[nodes[node]].memory + memory)
      if let known = known[node][cpu * 2 * (width + 1) + memory] { return known }
      var result: Int?
      for way in ways[node] where cpu + way.cpu >= 0 && memory + way.memory >= 0 {
        result = max(result ?? Int.min, way.value + use[(cpu + way.cpu) * width + memory + way.memory])
      }
      known[node][cpu * 2 * (width + 1) + memory] = result
      return result
    }
    var best = 0
    let start = nodes.reduce(0) { $0 + blocks[room[$1].cpu] * scale }
    for way in try self.ways(counts[2 * machineCount + machine]) {
      guard let one = value(0, way.cpu, way.memory), let two = value(1, way.cpu, way.memory) else { continue }
      for arrival in arrivals {
        // Arrivals leave less room: so no later one is better.
        if way.value + one + two + arrival.value - start <= best { break }
        if let one = value(0, way.cpu - arrival.cpu, way.memory - arrival.memory),
          let two = value(1, way.cpu - arrival.cpu, way.memory - arrival.memory)
        {
          best = max(best, way.value + one + two + arrival.value - start)
        }
      }
    }
    return best
  }

  /// All ways to leave, of each class up to so many, and no more than may migrate.
  private func ways(_ counts: [Int: Int]) throws -> [Way] {
    var ways = [Way()]
    for (kind, count) in counts {
      var longer: [Way] = []
      for way in ways {
        for number in 0...count where way.count + number <= limit {
          longer.append(
            Way(
              cpu: way.cpu + number * classes[kind].cpu, memory: way.memory + number * classes[kind].memory,
              value: way.value + number * (prices[kind] - migration), count: way.count + number))
        }
      }
      ways = longer
      try need(ways.count <= 200_000, "too many ways to leave a node")
    }
    return ways
  }
}
