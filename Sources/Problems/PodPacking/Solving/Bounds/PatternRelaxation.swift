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

  /// Generates columns until the relaxation is solved, the bound reaches `goal`, or it is told to stop.
  ///
  /// - Parameter workLimit: nodes of each pricing search.
  func solve(goal: Int = .max, workLimit: Int = 200_000, shouldStop: () -> Bool) {
    var smoothing = 0.5
    var stalled = 0
    while !shouldStop() {
      master.optimize(pivotLimit: 20_000)
      let value = master.value + Double(problem.constant)
      if bound >= goal { return }
      if scaledBound > .min, value - Double(scaledBound) / Double(Self.scale) < 1e-4 { break }
      rounds += 1
      setTrial(smoothing: scaledBound == .min ? 0 : smoothing)
      let (added, trialBound) = price(workLimit)
      if trialBound > scaledBound {
        take(trialBound)
        stalled = 0
      } else {
        stalled += 1
      }
      if added == 0 {
        if smoothing == 0 { break }
        smoothing = smoothing < 0.1 ? 0 : smoothing / 2
      } else {
        smoothing = stalled > 30 ? 0 : 0.5
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
    random: inout RandomSource?, rounds: Int, limit: Int, workLimit: Int = 20_000, shouldStop: () -> Bool
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
        if shouldStop() || price(workLimit).added == 0 { break }
      }
      master.optimize(pivotLimit: 2000)
    }
    return nil
  }

  /// Dual values between those of the best bound and the master's.
  private func setTrial(smoothing: Double) {
    let scale = Double(Self.scale)
    func mix(_ best: Int, _ now: Double) -> Int {
      let value = smoothing * Double(best) + (1 - smoothing) * now * scale
      return Int(max(0, min(value, 1e4 * scale)).rounded())
    }
    for type in 0..<problem.typeCount { trialType[type] = mix(typePrice[type], master.dual(ofType: type)) }
    for level in 0..<levelPrice.count {
      trialLevel[level] =
        problem.unplacedLimit[level] == .max ? 0 : mix(levelPrice[level], -master.dual(ofLevel: level))
    }
  }

  /// Prices every class at the trial point; patterns that the master finds attractive enter it.
  private func price(_ workLimit: Int) -> (added: Int, bound: Int) {
    var bound = problem.constant * Self.scale
    for level in 0..<levelPrice.count where problem.unplacedLimit[level] != .max {
      bound -= trialLevel[level] * problem.unplacedLimit[level]
    }
    for type in 0..<problem.typeCount {
      let leave = problem.unplacedCost[type] * Self.scale + trialLevel[problem.level[type]]
      bound += problem.demand[type] * min(trialType[type], leave)
    }
    var added = 0
    for index in problem.classes.indices {
      let value = knapsack.maximize(
        index, profits: trialType, homeBonus: problem.classes[index].homes.isEmpty ? 0 : Self.scale,
        workLimit: workLimit)
      trialNode[index] = value
      bound -= value * problem.classes[index].nodes.count
      let pattern = knapsack.bestPattern
      if master.reducedCost(of: pattern, class: index) < -1e-6 {
        master.add(pattern, class: index)
        added += 1
      }
    }
    return (added, bound)
  }

  private func take(_ bound: Int) {
    scaledBound = bound
    for type in 0..<problem.typeCount { typePrice[type] = trialType[type] }
    for level in 0..<levelPrice.count { levelPrice[level] = trialLevel[level] }
    for index in 0..<nodePrice.count { nodePrice[index] = trialNode[index] }
  }
}
