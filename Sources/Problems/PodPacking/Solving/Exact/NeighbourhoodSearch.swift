import Basics

/// Large neighbourhoods of a placement in counts: the pods of a few nodes and those unplaced are placed anew by the
/// pattern relaxation and its rounding, all else stays.
struct NeighbourhoodSearch {
  private let model: TypeModel
  private var random: RandomSource
  private let shouldStop: () -> Bool
  private var size = 4

  init(_ model: TypeModel, seed: UInt64, shouldStop: @escaping () -> Bool) {
    self.model = model
    self.shouldStop = shouldStop
    random = RandomSource(seed: seed)
  }

  /// Tries one neighbourhood.
  ///
  /// - Parameter provedCount: so many levels, from the most important, cannot be improved.
  /// - Returns: a better placement, if it found one.
  mutating func improve(_ placement: TypePlacement, provedCount: Int) -> TypePlacement? {
    let levels = placement.levels(in: model)
    let open = (provedCount..<levels.count).filter { levels[$0] > 0 }
    guard !open.isEmpty, model.nodeCount > 1 else { return nil }
    let level = open[random.below(open.count)]
    let chosen = choose(min(model.nodeCount, size), placement, level)
    let part = part(chosen, of: placement, level)
    let now = TypePlacement(nodes: chosen.map { placement.nodes[$0] })
    let levelsNow = now.levels(in: part)
    var limits = Array(levelsNow.prefix(model.levelCount))
    if level < model.levelCount { limits[level] -= 1 }
    // Levels below the one to be improved may lose.
    for lower in limits.indices where lower > level { limits[lower] = .max }
    let (types, problem) = part.moves(limits: limits)
    let relaxation = PatternRelaxation(problem)
    relaxation.add(now, types: types)
    let movedNow = levelsNow[model.levelCount]
    let goal = level < model.levelCount ? Int(PatternMaster.overflowCost) / 2 + part.runningCount : movedNow
    relaxation.solve(goal: goal, shouldStop: shouldStop)
    if relaxation.bound >= goal {
      size = min(size + 1, max(6, model.nodeCount / 2))
      return nil
    }
    var choice: RandomSource? = random
    let patterns = relaxation.dive(
      random: &choice, rounds: 3, limit: level < model.levelCount ? .max : movedNow - 1, shouldStop: shouldStop)
    if let choice { random = choice }
    guard let patterns else {
      size = max(3, size - 1)
      return nil
    }
    let rebuilt = TypePlacement(patterns, of: problem, types: types, in: part)
    var result = placement
    for (index, node) in chosen.enumerated() { result.nodes[node] = rebuilt.nodes[index] }
    return result.levels(in: model).lexicographicallyPrecedes(levels) ? result : nil
  }

  /// Nodes of a neighbourhood, ascending: half of them with much to gain, the others at random.
  private mutating func choose(_ count: Int, _ placement: TypePlacement, _ level: Int) -> [Int] {
    var nodes = Array(0..<model.nodeCount)
    for i in 0..<count { nodes.swapAt(i, i + random.below(nodes.count - i)) }
    var chosen = Set(nodes.prefix((count + 1) / 2))
    let changed = nodes.filter { node in
      let running = model.homes[node].reduce(0) { $0 + $1.count }
      return TypePlacement.kept(placement.nodes[node], model.homes[node]) < running
    }
    for node in level == model.levelCount ? changed : nodes where chosen.count < count { chosen.insert(node) }
    for node in nodes where chosen.count < count { chosen.insert(node) }
    return chosen.sorted()
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
