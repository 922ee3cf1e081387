/// Pods on the nodes of a cluster in the plain format: the fewest without a node of each priority, from the highest,
/// then the fewest that leave theirs. Refuted level by level, the levels above being as the solution has them: line 68
/// is the level, a scale, a price of the pods left out of each level above, and one of each type of pod up to the
/// level, in order of levels, cores and memory.
///
/// At any prices, a level costs no less than all pods are worth, each at its price or what leaving it out costs, less
/// what the dearest pattern of each node is worth, and less the prices of what the levels above may leave out.
struct PodsProblem: OwnProblem {
  private struct Pod { let name: String, cpu, memory: Int, level: Int, home: Int }
  private struct Kind: Hashable { let level, cpu, memory: Int }

  private var nodes: [(cpu: Int, memory: Int)] = []
  private var numbers: [String: Int] = [:]
  private var pods: [Pod] = []
  private let levelCount: Int

  init(_ text: [UInt8], question: [String: Int]) throws {
    guard let json = try? JSON.read(text, name: "the instance"), let hosts = json["nodes"]?.list,
      let records = json["pods"]?.list
    else { throw Unreadable("JSON with nodes and pods expected") }
    func amount(_ json: JSON?) throws -> Int { try whole(json, below: 1 << 42) }
    for host in hosts {
      guard let name = host["name"]?.word, numbers.updateValue(nodes.count, forKey: name) == nil
      else { throw Unreadable("nodes with names of their own expected") }
      nodes.append((try amount(host["cpu"]), try amount(host["mem"])))
    }
    let priorities = Set(records.map { $0["priority"]?.number ?? 0 }).sorted(by: >)
    levelCount = priorities.count
    for record in records {
      let home = record["node"]?.word
      guard let name = record["name"]?.word, home == nil || numbers[home ?? ""] != nil
      else { throw Unreadable("pods with a name, and a node that there is, expected") }
      pods.append(
        Pod(
          name: name, cpu: try amount(record["cpu"]), memory: try amount(record["mem"]),
          level: priorities.firstIndex(of: record["priority"]?.number ?? 0) ?? 0,
          home: home.flatMap { numbers[$0] } ?? -1))
    }
    guard Set(pods.map(\.name)).count == pods.count, pods.count < 1 << 13, nodes.count < 1 << 13
    else { throw Unreadable("up to 8191 nodes, and pods with names of their own, expected") }
  }

  func objective(of solution: JSON) throws -> [Int] {
    var (place, left) = ([String: Int](), nodes)
    for record in solution["placements"]?.list ?? [] {
      guard let name = record["pod"]?.word, place[name] == nil
      else { throw Rejection("a pod without a name, or twice") }
      guard let node = record["node"]?.word else {
        place[name] = -1
        continue
      }
      guard let number = numbers[node] else { throw Rejection("pod \(name) is on no node") }
      place[name] = number
    }
    var levels = [Int](repeating: 0, count: levelCount + 1)
    try need(place.count == pods.count, "\(place.count) of \(pods.count) pods have a place or none")
    for pod in pods {
      guard let node = place[pod.name] else { throw Rejection("nothing is said of pod \(pod.name)") }
      if node < 0 { levels[pod.level] += 1 }
      if pod.home >= 0, pod.home != node { levels[levelCount] += 1 }
      guard node >= 0 else { continue }
      left[node].cpu -= pod.cpu
      left[node].memory -= pod.memory
      try need(left[node].cpu >= 0 && left[node].memory >= 0, "no room for pod \(pod.name)")
    }
    return levels
  }

  func refute(below bound: [Int]?, by lines: inout OwnLines) throws {
    guard let bound, bound.count == levelCount + 1
    else { throw Rejection("a value for each of \(levelCount + 1) levels") }
    for level in bound.indices where bound[level] > 0 {
      guard let line = try lines.next(), line.code == 68, line.numbers.first == level
      else { throw Rejection("prices of level \(level) expected") }
      try refute(level, bound, Array(line.numbers.dropFirst()))
    }
  }

  /// One level, by a scale and prices.
  func refute(_ level: Int, _ bound: [Int], _ numbers: [Int]) throws {
    let isOfMoves = level == levelCount
    let kinds = Set(pods.filter { $0.level <= level }.map { Kind(level: $0.level, cpu: $0.cpu, memory: $0.memory) })
      .sorted { ($0.level, $0.cpu, $0.memory) < ($1.level, $1.cpu, $1.memory) }
    let place = Dictionary(uniqueKeysWithValues: kinds.enumerated().map { ($1, $0) })
    try need(numbers.count == 1 + level + kinds.count, "a scale, \(level) prices and \(kinds.count) more expected")
    try need(numbers.allSatisfy { (0...1 << 40).contains($0) } && numbers[0] > 0, "prices beyond 2^40")
    let (scale, levelPrice, price) = (numbers[0], Array(numbers[1..<level + 1]), Array(numbers[(level + 1)...]))
    var demand = [Int](repeating: 0, count: kinds.count)
    var homes = [[Int: Int]](repeating: [:], count: nodes.count)
    var total = 0
    for (above, price) in levelPrice.enumerated() { total -= price * bound[above] }
    for pod in pods where pod.level <= level {
      guard let kind = place[Kind(level: pod.level, cpu: pod.cpu, memory: pod.memory)] else { continue }
      demand[kind] += 1
      let leaving = pod.level < level ? levelPrice[pod.level] : scale
      total += min(price[kind], leaving)
      // In the level of moves, all running pods leave but for those that patterns keep.
      if isOfMoves, pod.home >= 0 {
        total += scale
        homes[pod.home][kind, default: 0] += 1
      }
    }
    var known: [[Int]: Int] = [:]
    for (node, room) in nodes.enumerated() {
      let key = [room.cpu, room.memory] + homes[node].sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] }
      if known[key] == nil {
        var items: [NodePattern.Item] = []
        for (kind, data) in kinds.enumerated() {
          let home = homes[node][kind] ?? 0
          func add(_ profit: Int, _ count: Int) {
            if profit > 0, count > 0, data.cpu <= room.cpu, data.memory <= room.memory {
              items.append(.init(profit: profit, count: count, cpu: data.cpu, memory: data.memory))
            }
          }
          add(price[kind] + scale, home)
          add(price[kind], demand[kind] - home)
        }
        var pattern = NodePattern(items, cpu: room.cpu, memory: room.memory)
        known[key] = try pattern.dearest()
      }
      total -= known[key] ?? 0
    }
    try need(total > (bound[level] - 1) * scale, "level \(level) is shown to be above \(total) / \(scale) only")
  }
}

/// The dearest set of items that fits two dimensions, by depth first search. One amount for both, each against what
/// there is, bounds it: whatever fits both fits that.
struct NodePattern {
  struct Item {
    let profit, count, cpu, memory: Int
    var size: Int128 = 0
  }

  private let items: [Item]
  private let cpu, memory: Int
  private var best = 0, steps = 0

  init(_ items: [Item], cpu: Int, memory: Int) {
    (self.cpu, self.memory) = (cpu, memory)
    self.items = items.map { item in
      var item = item
      item.size = Int128(item.cpu) * Int128(max(1, memory)) + Int128(item.memory) * Int128(max(1, cpu))
      return item
    }.sorted { Int128($0.profit) * $1.size > Int128($1.profit) * $0.size }
  }

  mutating func dearest() throws -> Int {
    try extend(0, 0, cpu, memory)
    return best
  }

  private mutating func extend(_ first: Int, _ value: Int, _ cpu: Int, _ memory: Int) throws {
    steps += 1
    try need(steps < 50_000_000, "a node with too many patterns")
    best = max(best, value)
    var place = first
    while place < items.count, items[place].cpu > cpu || items[place].memory > memory { place += 1 }
    guard place < items.count else { return }
    // Whole items in order of profit for size, then a part of one.
    var rest = Int128(cpu) * Int128(max(1, self.memory)) + Int128(memory) * Int128(max(1, self.cpu))
    var bound = Int128(value)
    for item in items[place...] where item.cpu <= cpu && item.memory <= memory {
      let count = item.size == 0 ? Int128(item.count) : min(Int128(item.count), rest / item.size)
      bound += count * Int128(item.profit)
      rest -= count * item.size
      if count < item.count {
        bound += Int128(item.profit) * rest / item.size
        break
      }
    }
    if bound <= best { return }
    let item = items[place]
    var most = item.count
    if item.cpu > 0 { most = min(most, cpu / item.cpu) }
    if item.memory > 0 { most = min(most, memory / item.memory) }
    for count in stride(from: most, through: 0, by: -1) {
      try extend(place + 1, value + count * item.profit, cpu - count * item.cpu, memory - count * item.memory)
    }
  }
}
