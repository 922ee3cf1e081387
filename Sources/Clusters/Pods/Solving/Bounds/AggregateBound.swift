import Basics

/// The bound of one level by aggregate room: a price for a unit of each resource, so that a pod costs what it takes up
/// and the nodes give what they have. It needs no pattern and is where the pattern relaxation starts.
///
/// The best prices are looked for by subgradient steps; any prices give a valid bound.
///
/// - Complexity: O(iterations · types · dimensions).
/// - Source: Held, Wolfe, Crowder 1974, "Validation of subgradient optimization".
struct AggregateBound {
  /// Times `PatternRelaxation.scale`, rounded to the safe side.
  private(set) var typePrice: [Int]
  private(set) var levelPrice: [Int]
  /// What the most profitable pattern of each class is worth at most.
  private(set) var nodePrice: [Int]
  private(set) var scaledBound: Int

  /// - Parameter iterations: subgradient steps.
  init(_ problem: PatternProblem, iterations: Int = 300) {
    var search = PriceSearch(problem)
    for step in 0..<iterations { search.step(0.5 / Double(step + 1).squareRoot()) }
    let scale = Double(PatternRelaxation.scale)
    let (prices, levels) = (search.bestPrices, search.bestLevels)
    typePrice = (0..<problem.typeCount).map { type in
      var price = 0.0
      for d in 0..<problem.dimensions { price += prices[d] * Double(problem.request[type * problem.dimensions + d]) }
      return max(0, Int((price * scale * (1 - 1e-12)).rounded(.down)))
    }
    levelPrice = levels.map { Int(($0 * scale).rounded()) }
    nodePrice = problem.classes.map { nodeClass in
      var price = 0.0
      for d in 0..<problem.dimensions { price += prices[d] * Double(nodeClass.capacity[d]) }
      return Int((price * scale * (1 + 1e-12)).rounded(.up))
    }
    scaledBound = 0
    for level in levelPrice.indices where problem.unplacedLimit[level] != .max {
      scaledBound -= levelPrice[level] * problem.unplacedLimit[level]
    }
    for type in 0..<problem.typeCount {
      let leave = problem.unplacedCost[type] * PatternRelaxation.scale + levelPrice[problem.level[type]]
      scaledBound += problem.demand[type] * min(typePrice[type], leave)
    }
    for (index, nodeClass) in problem.classes.enumerated() { scaledBound -= nodePrice[index] * nodeClass.nodes.count }
  }
}

/// The ascent on prices per unit of each resource and per unplaced pod of each limited level.
private struct PriceSearch {
  private let problem: PatternProblem
  /// What all nodes have, and what an average node has, at least 1.
  private let total: [Double]
  private let unit: [Double]
  private var prices: [Double]
  private var levels: [Double]
  private(set) var bestPrices: [Double]
  private(set) var bestLevels: [Double]
  private var best = -Double.infinity

  init(_ problem: PatternProblem) {
    self.problem = problem
    let nodes = Double(max(1, problem.nodeCount))
    total = (0..<problem.dimensions).map { d in
      problem.classes.reduce(0) { $0 + Double($1.capacity[d]) * Double($1.nodes.count) }
    }
    unit = total.map { max(1, $0 / nodes) }
    let crowd = Double(problem.demand.reduce(0, +)) / nodes / Double(max(1, problem.dimensions))
    prices = unit.map { crowd / $0 }
    // A level that may leave nothing out has a price that nobody pays.
    levels = problem.unplacedLimit.map { $0 == 0 ? 1000 : 0 }
    bestPrices = unit.map { _ in 0 }
    bestLevels = levels
  }

  mutating func step(_ length: Double) {
    var value = 0.0
    var slope = total.map { -$0 }
    var levelSlope = problem.unplacedLimit.map { $0 == .max ? 0 : -Double($0) }
    for (level, limit) in problem.unplacedLimit.enumerated() where limit != .max {
      value -= levels[level] * Double(limit)
    }
    for d in prices.indices { value -= prices[d] * total[d] }
    for type in 0..<problem.typeCount {
      let demand = Double(problem.demand[type])
      var price = 0.0
      for d in prices.indices { price += prices[d] * Double(problem.request[type * problem.dimensions + d]) }
      let leave = Double(problem.unplacedCost[type]) + levels[problem.level[type]]
      value += demand * min(price, leave)
      if price < leave {
        for d in prices.indices { slope[d] += demand * Double(problem.request[type * problem.dimensions + d]) }
      } else {
        levelSlope[problem.level[type]] += demand
      }
    }
    if value > best {
      best = value
      bestPrices = prices
      bestLevels = levels
    }
    // In coordinates in which an average node has 1 of everything.
    var norm = 0.0
    for d in prices.indices { norm += (slope[d] / unit[d]) * (slope[d] / unit[d]) }
    for level in levels.indices where isFree(level) { norm += levelSlope[level] * levelSlope[level] }
    guard norm > 0 else { return }
    let stride = length * Double(problem.demand.reduce(0, +)) / Double(max(1, problem.nodeCount)) / norm.squareRoot()
    for d in prices.indices { prices[d] = max(0, prices[d] + stride * slope[d] / unit[d] / unit[d]) }
    for level in levels.indices where isFree(level) {
      levels[level] = max(0, min(1000, levels[level] + stride * levelSlope[level]))
    }
  }

  private func isFree(_ level: Int) -> Bool {
    problem.unplacedLimit[level] != .max && problem.unplacedLimit[level] != 0
  }
}
