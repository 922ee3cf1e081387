import Basics

/// A lower bound on one level: the linear relaxation over all node patterns, by column generation with smoothed dual
/// values.
///
/// The bound is the Lagrangian one of integer dual values (multiples of 1/`scale`) with exact prices of the patterns,
/// so it is a proof in integer arithmetic, whatever the simplex rounds.
///
/// - Source: Farley 1990, "A note on bounding a class of linear programming problems, including cutting stock
///   problems"; smoothing: Wentges 1997, "Weighted Dantzig–Wolfe decomposition for linear mixed-integer programming".
final class PatternRelaxation {
  static let scale = 1 << 24

  let problem: PatternProblem
  let master: PatternMaster
  let knapsack: NodeKnapsack
  /// The best bound, times `scale`.
  private(set) var scaledBound = Int.min
  /// The dual values of the best bound, times `scale`: of coverage per type, of the limit per level, of a node per
  /// class.
  let typePrice: Buffer<Int>
  let levelPrice: Buffer<Int>
  let nodePrice: Buffer<Int>
  /// Where smoothing pulls the dual values to.
  private var centerValue = -Double.infinity
  private let centerType: Buffer<Int>
  private let centerLevel: Buffer<Int>
  private let trialType: Buffer<Int>
  private let trialLevel: Buffer<Int>
  private let trialNode: Buffer<Int>
  private(set) var rounds = 0
  /// Whether the bound is the value of the relaxation, but for rounding.
  private(set) var hasConverged = false

  init(_ problem: PatternProblem) {
    self.problem = problem
    master = PatternMaster(problem)
    knapsack = NodeKnapsack(problem)
    typePrice = Buffer(repeating: 0, count: problem.typeCount)
    centerType = Buffer(repeating: 0, count: problem.typeCount)
    centerLevel = Buffer(repeating: 0, count: problem.unplacedLimit.count)
    trialType = Buffer(repeating: 0, count: problem.typeCount)
    levelPrice = Buffer(repeating: 0, count: problem.unplacedLimit.count)
    trialLevel = Buffer(repeating: 0, count: problem.unplacedLimit.count)
    nodePrice = Buffer(repeating: 0, count: problem.classes.count)
    trialNode = Buffer(repeating: 0, count: problem.classes.count)
  }

  /// The bound as an integer: no solution is better.
  var bound: Int {
    if scaledBound == .min { return 0 }
    let (quotient, rest) = scaledBound.quotientAndRemainder(dividingBy: Self.scale)
    return max(0, rest > 0 ? quotient + 1 : quotient)
  }

  /// Makes the patterns of a placement columns of the master.
  ///
  /// - Parameter types: the model's type of each type of the problem, ascending.
  func add(_ placement: TypePlacement, types: [Int]) {
    var position: [Int: Int] = [:]
    for (new, old) in types.enumerated() { position[old] = new }
    for (index, nodeClass) in problem.classes.enumerated() {
      for node in nodeClass.nodes {
        let copies = placement.nodes[node].compactMap { copies in
          position[copies.type].map { (type: $0, count: copies.count) }
        }
        add(copies, class: index)
      }
    }
  }

  /// Makes a pattern of a node class, in types of the problem, a column of the master.
  func add(_ copies: [(type: Int, count: Int)], class index: Int) {
    if copies.isEmpty { return }
    let homes = problem.classes[index].homes
    master.add(
      copies.map { copy in
        let home = homes.first { $0.type == copy.type }?.count ?? 0
        return NodeKnapsack.Copies(
          type: Int32(copy.type), count: Int32(copy.count), homeCount: Int32(min(home, copy.count)))
      }, class: index)
  }

  /// The patterns of each class that the master has, those last found first, at most `limit` a class.
  func patterns(limit: Int) -> [[[(type: Int, count: Int)]]] {
    var patterns = problem.classes.map { _ in [[(type: Int, count: Int)]]() }
    for column in (0..<master.columnCount).reversed() {
      let index = Int(master.patternClass[column])
      if index >= 0, patterns[index].count < limit { patterns[index].append(master.copies(of: column)) }
    }
    return patterns
  }

  /// Starts from the bound by aggregate room, where a level of unplaced pods is in question.
  func startFromAggregate() {
    let aggregate = AggregateBound(problem)
    guard aggregate.scaledBound > scaledBound else { return }
    for level in 0..<levelPrice.count { trialLevel[level] = aggregate.levelPrice[level] }
    for type in 0..<problem.typeCount { trialType[type] = min(aggregate.typePrice[type], leavingCost(type)) }
    for index in 0..<nodePrice.count { trialNode[index] = aggregate.nodePrice[index] }
    center()
    centerValue = Double(aggregate.scaledBound)
    take(aggregate.scaledBound)
  }

  /// Generates columns until the relaxation is solved, the bound reaches `goal`, or it is told to stop.
  ///
  /// Columns come from short pricing searches as long as these find any; then complete ones look for what is more
  /// attractive than the master's own dual value by more than `precision`, and the bound is that much weaker.
  func solve(
    goal: Int = .max, precision: Double = 2e-3, roundLimit: Int = .max, shouldStop: () -> Bool
  ) {
    if hasConverged { return }
    var smoothing = 0.5
    var left = roundLimit
    while !shouldStop() {
      master.optimize(pivotLimit: 20_000)
      if bound >= goal { return }
      let value = master.value + Double(problem.constant)
      if scaledBound > .min {
        if value - Double(scaledBound) / Double(Self.scale) < precision { break }
        // No bound of this relaxation rounds up to more.
        if Double(bound) >= value - 1e-6, value < Double(goal) - 1 { break }
      }
      if left == 0 { return }
      left -= 1
      rounds += 1
      setTrial(smoothing: centerValue == -.infinity ? 0 : smoothing)
      let (added, trialBound) = price(workLimit: 2000)
      if Double(trialBound) > centerValue {
        centerValue = Double(trialBound)
        center()
      }
      if trialBound > scaledBound { take(trialBound) }
      if added > 0 {
        smoothing = 0.5
      } else if smoothing > 0 {
        smoothing = smoothing < 0.2 ? 0 : smoothing / 2
      } else {
        let (added, trialBound) = certify(slack: precision / Double(max(1, problem.nodeCount)), shouldStop: shouldStop)
        if trialBound > scaledBound { take(trialBound) }
        if added == 0 { break }
        smoothing = 0.5
      }
    }
    hasConverged = !shouldStop()
  }

  // MARK: Rounding

  /// Rounds the master's solution to patterns for all nodes: those used (nearly) once are fixed, else one of the largest
  /// parts, and columns are generated anew for what is left.
  ///
  /// - Parameters:
  ///   - random: which of the largest parts; nil for the largest.
  ///   - rounds: pricing rounds after each step.
  ///   - limit: gives up where the relaxation of what is left exceeds this.
  /// - Returns: for each class its patterns; nil where it gave up or was told to stop. The master is as before, but for
  ///   the columns it has won.
  func dive(
    random: inout RandomSource?, rounds: Int, limit: Int, workLimit: Int = 1000, shouldStop: () -> Bool
  ) -> [[[(type: Int, count: Int)]]]? {
    let before = master.snapshot()
    defer {
      master.restore(before)
      for type in 0..<problem.typeCount { knapsack.demand[type] = problem.demand[type] }
    }
    var result = problem.classes.map { _ in [[(type: Int, count: Int)]]() }
    while !shouldStop() {
      let used = master.usedPatterns(above: 1e-4)
      guard let first = used.first else { return result }
      if master.value + Double(problem.constant) > Double(limit) + 0.01 { return nil }
      var fixed = used.filter { $0.value > 0.999 }.map { ($0.column, Int($0.value + 0.001)) }
      if fixed.isEmpty {
        let near = used.prefix { $0.value > 0.6 * first.value }
        fixed = [(random == nil ? first.column : near[random!.below(near.count)].column, 1)]
      }
      for (column, times) in fixed {
        let copies = master.copies(of: column)
        for _ in 0..<times {
          master.fix(column)
          result[Int(master.patternClass[column])].append(copies)
          for (type, count) in copies { knapsack.demand[type] = max(0, knapsack.demand[type] - count) }
        }
      }
      master.restore(pivotLimit: 2000)
      for _ in 0..<rounds {
        master.optimize(pivotLimit: 2000)
        setTrial(smoothing: 0)
        if shouldStop() || price(workLimit: workLimit).added == 0 { break }
      }
      master.optimize(pivotLimit: 2000)
    }
    return nil
  }

  /// Dual values between those of the smoothing centre and the master's.
  private func setTrial(smoothing: Double) {
    let scale = Double(Self.scale)
    func mix(_ best: Int, _ now: Double) -> Int {
      let value = smoothing * Double(best) + (1 - smoothing) * now * scale
      return Int(max(0, min(value, 1e4 * scale)).rounded())
    }
    for level in 0..<levelPrice.count {
      trialLevel[level] =
        problem.unplacedLimit[level] == .max ? 0 : mix(centerLevel[level], -master.dual(ofLevel: level))
    }
    // No more than what leaving a pod out costs.
    for type in 0..<problem.typeCount {
      trialType[type] = min(mix(centerType[type], master.dual(ofType: type)), leavingCost(type))
    }
  }

  private func center() {
    for type in 0..<problem.typeCount { centerType[type] = trialType[type] }
    for level in 0..<levelPrice.count { centerLevel[level] = trialLevel[level] }
  }

  /// The part of the Lagrangian bound that does not depend on patterns.
  private func constantBound() -> Int {
    var bound = problem.constant * Self.scale
    for level in 0..<levelPrice.count where problem.unplacedLimit[level] != .max {
      bound -= trialLevel[level] * problem.unplacedLimit[level]
    }
    for type in 0..<problem.typeCount { bound += problem.demand[type] * min(trialType[type], leavingCost(type)) }
    return bound
  }

  private func leavingCost(_ type: Int) -> Int {
    problem.unplacedCost[type] * Self.scale + trialLevel[problem.level[type]]
  }

  private func bonus(_ index: Int) -> Int { problem.classes[index].homes.isEmpty ? 0 : Self.scale }

  /// Prices every class at the trial point; patterns that the master finds attractive enter it.
  private func price(workLimit: Int) -> (added: Int, bound: Int) {
    var bound = constantBound()
    var added = 0
    for index in problem.classes.indices {
      let value = knapsack.maximize(index, profits: trialType, homeBonus: bonus(index), workLimit: workLimit)
      trialNode[index] = value
      bound -= value * problem.classes[index].nodes.count
      added += enter(index)
    }
    return (added, bound)
  }

  /// Looks at the master's own dual values for any pattern that beats a node's price by more than `slack`.
  private func certify(slack: Double, shouldStop: () -> Bool) -> (added: Int, bound: Int) {
    setTrial(smoothing: 0)
    var bound = constantBound()
    var added = 0
    for index in problem.classes.indices {
      let price = max(0, -master.dual(ofClass: index)) + slack
      let floor = Int((price * Double(Self.scale)).rounded(.up))
      let value = knapsack.maximize(
        index, profits: trialType, homeBonus: bonus(index), atLeast: floor, stopsAtFirst: true, workLimit: 50_000_000,
        shouldStop: shouldStop)
      trialNode[index] = value
      bound -= value * problem.classes[index].nodes.count
      added += enter(index)
      if added > 4 { return (added, .min) }
    }
    return (added, bound)
  }

  /// Where there are few classes, several patterns of a search enter at once, which saves rounds.
  private func enter(_ index: Int) -> Int {
    var patterns = [knapsack.bestPattern]
    if problem.classes.count <= 4 { patterns += knapsack.otherPatterns }
    var added = 0
    for pattern in patterns where master.reducedCost(of: pattern, class: index) < -1e-6 {
      master.add(pattern, class: index)
      added += 1
    }
    return added
  }

  private func take(_ bound: Int) {
    scaledBound = bound
    for type in 0..<problem.typeCount { typePrice[type] = trialType[type] }
    for level in 0..<levelPrice.count { levelPrice[level] = trialLevel[level] }
    for index in 0..<nodePrice.count { nodePrice[index] = trialNode[index] }
  }
}
