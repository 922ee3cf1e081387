import Basics

/// Completes a proof: with the dual values of a level's bound, every solution that reaches a goal uses only patterns
/// whose reduced costs together stay within the gap between bound and goal. Where these are few, the best choice among
/// them is found by branch and bound (`PatternSelection`).
///
/// - Source: Baldacci, Christofides, Mingozzi 2008, "An exact algorithm for the vehicle routing problem based on the set
///   partitioning formulation with additional cuts".
final class PatternEnumeration {
  enum Outcome {
    case found([[[(type: Int, count: Int)]]])
    /// No solution reaches the goal.
    case refuted
    /// Too many patterns or relaxations.
    case limit
  }

  private struct Pattern {
    let copies: [(type: Int, count: Int)]
    let reducedCost: Int
  }

  private let relaxation: PatternRelaxation
  private var problem: PatternProblem { relaxation.problem }
  private let goal: Int
  private let shouldStop: () -> Bool
  private var result: [[[(type: Int, count: Int)]]] = []

  /// - Parameter goal: a solution of at most this is looked for.
  init(_ relaxation: PatternRelaxation, goal: Int, shouldStop: @escaping () -> Bool) {
    self.relaxation = relaxation
    self.goal = goal
    self.shouldStop = shouldStop
  }

  /// Types of price 0 are not part of the patterns: whether they fit beside is seen at the end.
  ///
  /// - Parameters:
  ///   - patternLimit: patterns, and a twentieth of the steps to list them.
  ///   - workLimit: linear relaxations.
  func search(patternLimit: Int, workLimit: Int) -> Outcome {
    // The bound clips each type's price where leaving its pods out is cheaper; placing them then costs the difference.
    let isClipped = (0..<problem.typeCount).contains { absence(of: $0) < 0 }
    let gap = goal * PatternRelaxation.scale - relaxation.scaledBound
    if gap < 0 { return .refuted }
    guard !isClipped, let patterns = patterns(within: gap, limit: patternLimit) else { return .limit }
    let selection = PatternSelection(
      problem, patterns: patterns, covering: { self.relaxation.typePrice[$0] == 0 }, goal: goal, shouldStop: shouldStop,
      complete: complete)
    switch selection.search(workLimit: workLimit) {
    case .found: return .found(result)
    case .refuted: return .refuted
    case .limit: return .limit
    }
  }

  /// What an unplaced pod of the type adds to the bound.
  private func absence(of type: Int) -> Int {
    problem.unplacedCost[type] * PatternRelaxation.scale + relaxation.levelPrice[problem.level[type]]
      - relaxation.typePrice[type]
  }

  /// All patterns of each class whose reduced cost is within the gap; nil for too many.
  private func patterns(within gap: Int, limit: Int) -> [[[NodeKnapsack.Copies]]]? {
    var total = 0
    var patterns: [[[NodeKnapsack.Copies]]] = []
    for index in problem.classes.indices {
      var made: [[NodeKnapsack.Copies]] = []
      let isComplete = relaxation.knapsack.enumerate(
        index, profits: relaxation.typePrice,
        homeBonus: problem.classes[index].homes.isEmpty ? 0 : PatternRelaxation.scale,
        above: 0, threshold: relaxation.nodePrice[index] - gap, workLimit: 20 * limit
      ) { copies, _ in
        made.append(copies)
        total += 1
        return total <= limit
      }
      if !isComplete || shouldStop() { return nil }
      patterns.append(made)
    }
    return patterns
  }

  /// Whether patterns, beside which pods of price 0 go where there is room, make a solution of at most the goal.
  private func complete(_ patterns: [[[(type: Int, count: Int)]]]) -> Bool {
    var need = problem.demand
    var packed = patterns
    var cost = problem.constant
    for (index, nodeClass) in problem.classes.enumerated() {
      while packed[index].count < nodeClass.nodes.count { packed[index].append([]) }
      for (type, count) in packed[index].joined() {
        need[type] -= count
        cost -= min(count, nodeClass.homes.first { $0.type == type }?.count ?? 0)
      }
    }
    var out = [Int](repeating: 0, count: problem.unplacedLimit.count)
    var extra: [Int] = []
    for type in 0..<problem.typeCount where need[type] > 0 {
      if relaxation.typePrice[type] == 0 {
        extra += Array(repeating: type, count: need[type])
      } else {
        out[problem.level[type]] += need[type]
        cost += need[type] * problem.unplacedCost[type]
      }
    }
    let isAllowed = zip(out, problem.unplacedLimit).allSatisfy { $0 <= $1 }
    // Whether another way of packing the others exists, or some may stay out, is not looked at.
    guard isAllowed, cost <= goal, pack(extra, into: &packed) else { return false }
    result = packed
    return true
  }

  /// Best fit, the largest first.
  private func pack(_ extra: [Int], into packed: inout [[[(type: Int, count: Int)]]]) -> Bool {
    if extra.isEmpty { return true }
    let width = problem.dimensions
    let places = problem.classes.indices.flatMap { index in
      problem.classes[index].nodes.indices.map { (index: index, node: $0) }
    }
    var room = places.map { place in
      var room = problem.classes[place.index].capacity
      for (type, count) in packed[place.index][place.node] {
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
      var best: (left: Double, place: Int)?
      for place in places.indices where problem.fits(type, in: problem.classes[places[place].index]) {
        let fits = (0..<width).allSatisfy { problem.request[type * width + $0] <= room[place][$0] }
        if !fits { continue }
        let left = room[place].reduce(0.0) { $0 + Double($1) }
        if best == nil || left < best!.left { best = (left, place) }
      }
      guard let best else { return false }
      let (index, node) = places[best.place]
      for d in 0..<width { room[best.place][d] -= problem.request[type * width + d] }
      if let known = packed[index][node].firstIndex(where: { $0.type == type }) {
        packed[index][node][known].count += 1
      } else {
        packed[index][node].append((type, 1))
      }
    }
    return true
  }
}
