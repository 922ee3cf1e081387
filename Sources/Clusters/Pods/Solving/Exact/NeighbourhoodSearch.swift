import Basics

/// Large neighbourhoods of a placement in counts: the pods of a few nodes and those unplaced are placed anew by the
/// pattern relaxation and its rounding, all else stays.
struct NeighbourhoodSearch {
  private let model: TypeModel
  private var random: RandomSource
  private let shouldStop: () -> Bool
  private var size = 4
  /// Per node: patterns that may be of use, in types of the model.
  private var pool: [[[(type: Int, count: Int)]]] = []

  init(_ model: TypeModel, seed: UInt64, shouldStop: @escaping () -> Bool) {
    self.model = model
    self.shouldStop = shouldStop
    random = RandomSource(seed: seed)
  }

  /// Takes over the patterns of a relaxation of the whole.
  mutating func fillPool(_ relaxation: PatternRelaxation, types: [Int]) {
    pool = Array(repeating: [], count: model.nodeCount)
    for (nodeClass, patterns) in zip(relaxation.problem.classes, relaxation.patterns(limit: 100)) {
      let named = patterns.map { $0.map { (type: types[$0.type], count: $0.count) } }
      for node in nodeClass.nodes { pool[node] = named }
    }
  }

  /// Tries one neighbourhood.
  ///
  /// - Parameter provedCount: so many levels, from the most important, cannot be improved.
  /// - Returns: a better placement, if it found one.
  mutating func improve(_ placement: TypePlacement, provedCount: Int) -> TypePlacement? {
    let levels = placement.levels(in: model)
    let open = (provedCount..<levels.count).filter { levels[$0] > 0 }
    guard !open.isEmpty else { return nil }
    let level = open[random.below(open.count)]
    var limits = Array(levels.prefix(model.levelCount))
    if level < model.levelCount { limits[level] -= 1 }
    // Levels below the one to be improved may lose.
    for lower in limits.indices where lower > level { limits[lower] = .max }
    guard let result = approach(limits, from: placement) else { return nil }
    return result.levels(in: model).lexicographicallyPrecedes(levels) ? result : nil
  }

  /// What a placement lacks to limits on unplaced pods, and its moves.
  func cost(_ placement: TypePlacement, limits: [Int]) -> Int {
    let levels = placement.levels(in: model)
    let over = zip(levels, limits).reduce(0) { $0 + ($1.1 == .max ? 0 : max(0, $1.0 - $1.1)) }
    return over * Int(PatternMaster.overflowCost) + levels[model.levelCount]
  }

  /// Tries one neighbourhood for a placement nearer to limits on unplaced pods, or with fewer moves.
  ///
  /// - Returns: one of less `cost`, if it found one, sometimes one of equal cost.
  mutating func approach(_ limits: [Int], from placement: TypePlacement) -> TypePlacement? {
    guard model.nodeCount > 1 else { return nil }
    let levels = placement.levels(in: model)
    let cost = cost(placement, limits: limits)
    let isOver = cost > levels[model.levelCount]
    let chosen = choose(min(model.nodeCount, size), placement, byRoom: isOver)
    let part = part(chosen, of: placement, levels.indices.first { $0 < limits.count && levels[$0] > limits[$0] } ?? 0)
    let now = TypePlacement(nodes: chosen.map { placement.nodes[$0] })
    let levelsNow = now.levels(in: part)
    // What is unplaced but not part of this counts all the same.
    let partLimits = limits.indices.map { level in
      limits[level] == .max ? .max : max(0, limits[level] - (levels[level] - levelsNow[level]))
    }
    let (types, problem) = part.moves(limits: partLimits)
    let relaxation = PatternRelaxation(problem)
    let isSideways = random.below(4) == 0
    if !isSideways { relaxation.add(now, types: types) }
    if !pool.isEmpty { addPool(of: chosen, to: relaxation, types) }
    let over = zip(levelsNow, partLimits).reduce(0) { $0 + ($1.1 == .max ? 0 : max(0, $1.0 - $1.1)) }
    let costNow = over * Int(PatternMaster.overflowCost) + levelsNow[model.levelCount]
    let goal = costNow + (isSideways ? 1 : 0)
    relaxation.solve(goal: goal, shouldStop: shouldStop)
    if relaxation.bound >= goal {
      size = min(size + 1, max(6, model.nodeCount / 2))
      return nil
    }
    var choice: RandomSource? = random
    let patterns = relaxation.dive(random: &choice, rounds: 3, limit: goal - 1, shouldStop: shouldStop)
    if let choice { random = choice }
    guard let patterns else {
      size = max(3, size - 1)
      return nil
    }
    let rebuilt = TypePlacement(patterns, of: problem, types: types, in: part)
    var result = placement
    for (index, node) in chosen.enumerated() { result.nodes[node] = rebuilt.nodes[index] }
    let costThen = self.cost(result, limits: limits)
    return costThen < cost || isSideways && costThen == cost ? result : nil
  }

  private func addPool(of chosen: [Int], to relaxation: PatternRelaxation, _ types: [Int]) {
    let problem = relaxation.problem
    var position = [Int](repeating: -1, count: model.typeCount)
    for (new, old) in types.enumerated() { position[old] = new }
    for (index, nodeClass) in problem.classes.enumerated() {
      guard let node = nodeClass.nodes.first else { continue }
      for pattern in pool[chosen[node]] {
        let isPossible = pattern.allSatisfy { position[$0.type] >= 0 && $0.count <= problem.demand[position[$0.type]] }
        if isPossible { relaxation.add(pattern.map { (position[$0.type], $0.count) }, class: index) }
      }
    }
  }

  /// Nodes of a neighbourhood, ascending: half of them with much to gain, the others at random.
  ///
  /// - Parameter byRoom: to gain are nodes with much room, else those that pods have left.
  private mutating func choose(_ count: Int, _ placement: TypePlacement, byRoom: Bool) -> [Int] {
    var nodes = Array(0..<model.nodeCount)
    for i in 0..<count { nodes.swapAt(i, i + random.below(nodes.count - i)) }
    var chosen = Set(nodes.prefix((count + 1) / 2))
    if byRoom {
      let rooms = nodes.map { room(on: $0, placement) }
      while chosen.count < count {
        // The better of two.
        let (a, b) = (random.below(nodes.count), random.below(nodes.count))
        chosen.insert(rooms[a] < rooms[b] ? nodes[b] : nodes[a])
      }
    } else {
      let changed = nodes.filter { node in
        let running = model.homes[node].reduce(0) { $0 + $1.count }
        return TypePlacement.kept(placement.nodes[node], model.homes[node]) < running
      }
      for node in changed where chosen.count < count { chosen.insert(node) }
    }
    for node in nodes where chosen.count < count { chosen.insert(node) }
    return chosen.sorted()
  }

  /// The sum over dimensions of the share of the node that is free.
  private func room(on node: Int, _ placement: TypePlacement) -> Double {
    var room = 0.0
    for d in 0..<model.dimensions {
      let capacity = model.capacity[node * model.dimensions + d]
      var left = capacity
      for (type, count) in placement.nodes[node] { left -= count * model.request[type * model.dimensions + d] }
      room += Double(left) / Double(max(1, capacity))
    }
    return room
  }

  /// Types of unplaced pods that take part in one neighbourhood.
  private static let unplacedTypeLimit = 24

  /// The problem on some nodes, with their pods and the unplaced ones: where these are of many types, those of `level`
  /// first and others at random.
  private mutating func part(_ chosen: [Int], of placement: TypePlacement, _ level: Int) -> TypeModel {
    var demand = [Int](repeating: 0, count: model.typeCount)
    var unplaced = model.demand
    for copies in placement.nodes { for (type, count) in copies { unplaced[type] -= count } }
    for node in chosen { for (type, count) in placement.nodes[node] { demand[type] += count } }
    var open = model.demand.indices.filter { unplaced[$0] > 0 }
    if open.count > Self.unplacedTypeLimit {
      open.shuffle(using: &random)
      let first = open.filter { model.level[$0] == level }
      open = Array((first.prefix(Self.unplacedTypeLimit / 2) + open).prefix(Self.unplacedTypeLimit))
    }
    for type in Set(open) { demand[type] += unplaced[type] }
    return TypeModel(
      dimensions: model.dimensions,
      capacity: chosen.flatMap { model.capacity[$0 * model.dimensions..<($0 + 1) * model.dimensions] },
      request: model.request, demand: demand, level: model.level, levelCount: model.levelCount,
      homes: chosen.map { model.homes[$0] },
      allowed: model.allowed.map { allowed in allowed.isEmpty ? [] : chosen.map { allowed[$0] } })
  }
}
