import Basics

/// Completes a proof: with the dual values of a level's bound, every solution that reaches a goal uses only patterns
/// whose reduced costs together stay within the gap between bound and goal. Where these are few, all their combinations
/// are tried.
///
/// - Source: Baldacci, Christofides, Mingozzi 2008, "An exact algorithm for the vehicle routing problem based on the set
///   partitioning formulation with additional cuts".
final class PatternEnumeration {
  enum Outcome {
    case found([[[(type: Int, count: Int)]]])
    /// No solution reaches the goal.
    case refuted
    /// Too many patterns or combinations.
    case limit
  }

  private struct Pattern {
    let copies: [(type: Int, count: Int)]
    let reducedCost: Int
  }

  private let problem: PatternProblem
  private let typePrice: [Int]
  private let levelPrice: [Int]
  /// What an unplaced pod adds to the bound, per type.
  private let absence: [Int]
  /// Patterns by class, by reduced cost.
  private var patterns: [[Pattern]] = []
  /// The class of each node in the order of the search.
  private var order: [Int] = []
  /// For each depth, the most copies of each type that the nodes from there on can take.
  private var supply: [[Int]] = []
  private var need: [Int]
  private var chosen: [Int] = []
  private var work = 0
  private var isIncomplete = false
  private var isStopped = false
  private let shouldStop: () -> Bool

  init(_ relaxation: PatternRelaxation, shouldStop: @escaping () -> Bool) {
    let problem = relaxation.problem
    self.problem = problem
    self.shouldStop = shouldStop
    let prices = (0..<problem.typeCount).map { relaxation.typePrice[$0] }
    let levels = (0..<problem.unplacedLimit.count).map { relaxation.levelPrice[$0] }
    typePrice = prices
    levelPrice = levels
    absence = (0..<problem.typeCount).map { type in
      let leave = problem.unplacedCost[type] * PatternRelaxation.scale + levels[problem.level[type]]
      return leave - prices[type]
    }
    need = problem.demand
  }

  /// Looks for a solution of at most `goal`.
  ///
  /// Types of price 0 are not part of the patterns: whether they fit beside is seen at the end.
  func search(
    _ relaxation: PatternRelaxation, goal: Int, patternLimit: Int, workLimit: Int
  ) -> Outcome {
    // The bound clips each type's price where leaving its pods out is cheaper; placing them then costs the difference.
    let clipped = (0..<problem.typeCount).reduce(0) { $0 + problem.demand[$1] * max(0, -absence[$1]) }
    let gap = goal * PatternRelaxation.scale - relaxation.scaledBound
    if gap < 0 { return .refuted }
    if clipped > 0 { return .limit }
    var total = 0
    for index in problem.classes.indices {
      var made: [Pattern] = []
      let price = relaxation.nodePrice[index]
      let isComplete = relaxation.knapsack.enumerate(
        index, profits: relaxation.typePrice,
        homeBonus: problem.classes[index].homes.isEmpty ? 0 : PatternRelaxation.scale,
        above: 0, threshold: price - gap, workLimit: 20 * workLimit
      ) { copies, value in
        made.append(
          Pattern(copies: copies.map { (Int($0.type), Int($0.count)) }, reducedCost: price - value))
        total += 1
        return total <= patternLimit
      }
      if !isComplete || shouldStop() { return .limit }
      made.sort { ($0.reducedCost, $0.copies.count) < ($1.reducedCost, $1.copies.count) }
      patterns.append(made)
    }
    prepare()
    work = workLimit
    let isFound = descend(0, gap, from: 0)
    if isFound { return .found(result) }
    return isIncomplete || isStopped || work <= 0 ? .limit : .refuted
  }

  /// Nodes with the fewest patterns come first; those of a class one after the other.
  private func prepare() {
    let classes = problem.classes.indices.sorted { (patterns[$0].count, $0) < (patterns[$1].count, $1) }
    order = classes.flatMap { Array(repeating: $0, count: problem.classes[$0].nodes.count) }
    supply = Array(repeating: Array(repeating: 0, count: problem.typeCount), count: order.count + 1)
    for depth in order.indices.reversed() {
      var most = [Int](repeating: 0, count: problem.typeCount)
      for pattern in patterns[order[depth]] {
        for (type, count) in pattern.copies { most[type] = max(most[type], count) }
      }
      for type in most.indices { supply[depth][type] = supply[depth + 1][type] + most[type] }
    }
  }

  private func descend(_ depth: Int, _ gap: Int, from first: Int) -> Bool {
    work -= 1
    if work & 1023 == 0, shouldStop() { isStopped = true }
    if work <= 0 || isStopped { return false }
    if depth == order.count { return complete(gap) }
    if !canCover(depth, gap) { return false }
    let here = patterns[order[depth]]
    let isSameNext = depth + 1 < order.count && order[depth + 1] == order[depth]
    for number in first..<here.count {
      let pattern = here[number]
      if pattern.reducedCost > gap { return false }
      var left = gap - pattern.reducedCost
      for (type, count) in pattern.copies {
        // Copies that nobody needs any more cost their price.
        left -= typePrice[type] * (max(0, count - max(0, need[type])))
        need[type] -= count
      }
      chosen.append(number)
      if left >= 0, descend(depth + 1, left, from: isSameNext ? number : 0) { return true }
      chosen.removeLast()
      for (type, count) in pattern.copies { need[type] += count }
      if work <= 0 || isStopped { return false }
    }
    return false
  }

  /// Whether what must stay out is within the gap and the limits.
  private func canCover(_ depth: Int, _ gap: Int) -> Bool {
    var left = gap
    var out = [Int](repeating: 0, count: problem.unplacedLimit.count)
    for type in 0..<problem.typeCount where typePrice[type] > 0 {
      let short = need[type] - supply[depth][type]
      if short > 0 {
        left -= short * absence[type]
        out[problem.level[type]] += short
        if left < 0 || out[problem.level[type]] > problem.unplacedLimit[problem.level[type]] { return false }
      }
    }
    return true
  }

  /// With a pattern for each node: pods that are left go where there is room, or stay out as far as that is allowed.
  private func complete(_ gap: Int) -> Bool {
    var left = gap
    var out = [Int](repeating: 0, count: problem.unplacedLimit.count)
    var extra: [Int] = []
    for type in 0..<problem.typeCount where need[type] > 0 {
      if typePrice[type] == 0 {
        extra += Array(repeating: type, count: need[type])
      } else {
        left -= need[type] * absence[type]
        out[problem.level[type]] += need[type]
      }
    }
    for (level, limit) in problem.unplacedLimit.enumerated() where limit != .max {
      if out[level] > limit { return false }
      if extra.isEmpty { left -= (limit - out[level]) * levelPrice[level] }
    }
    if left < 0 { return false }
    var packed = order.indices.map { patterns[order[$0]][chosen[$0]].copies }
    if !extra.isEmpty, !pack(extra, into: &packed) {
      // Whether another way of packing them exists, or some may stay out, is not looked at.
      isIncomplete = true
      return false
    }
    result = problem.classes.map { _ in [] }
    for (depth, copies) in packed.enumerated() { result[order[depth]].append(copies) }
    return true
  }

  private var result: [[[(type: Int, count: Int)]]] = []

  /// Best fit, the largest first.
  private func pack(_ extra: [Int], into packed: inout [[(type: Int, count: Int)]]) -> Bool {
    let width = problem.dimensions
    var room = order.indices.map { depth in
      var room = problem.classes[order[depth]].capacity
      for (type, count) in packed[depth] {
        for d in 0..<width { room[d] -= count * problem.request[type * width + d] }
      }
      return room
    }
    func size(_ type: Int) -> Double {
      (0..<width).map { d in
        Double(problem.request[type * width + d]) / Double(max(1, problem.classes[0].capacity[d]))
      }.max() ?? 0
    }
    for type in extra.sorted(by: { (size($0), $0) > (size($1), $1) }) {
      var best: (left: Double, depth: Int)?
      for depth in order.indices where problem.fits(type, in: problem.classes[order[depth]]) {
        let fits = (0..<width).allSatisfy { problem.request[type * width + $0] <= room[depth][$0] }
        if !fits { continue }
        let left = room[depth].reduce(0.0) { $0 + Double($1) }
        if best == nil || left < best!.left { best = (left, depth) }
      }
      guard let best else { return false }
      for d in 0..<width { room[best.depth][d] -= problem.request[type * width + d] }
      if let known = packed[best.depth].firstIndex(where: { $0.type == type }) {
        packed[best.depth][known].count += 1
      } else {
        packed[best.depth].append((type, 1))
      }
    }
    return true
  }
}
