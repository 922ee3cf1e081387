import Basics
import Testing

@testable import Pods

@Suite("Pod packing: node patterns")
struct PatternRelaxationTests {
  private func problem(_ random: inout RandomSource) -> PatternProblem {
    let types = 1 + random.below(4)
    let homes = (0..<types).filter { _ in random.below(2) == 0 }.map { (type: $0, count: 1 + random.below(2)) }
    return PatternProblem(
      dimensions: 2, request: (0..<2 * types).map { _ in random.below(6) },
      demand: (0..<types).map { _ in 2 + random.below(2) }, level: Array(repeating: 0, count: types),
      unplacedCost: Array(repeating: 0, count: types), unplacedLimit: [0],
      classes: [.init(capacity: [5 + random.below(8), 5 + random.below(8)], homes: homes, allows: [], nodes: [0])],
      constant: 0)
  }

  /// All patterns of the only class, with their profits.
  private func patterns(_ problem: PatternProblem, _ profits: [Int], _ bonus: Int) -> [(copies: [Int], profit: Int)] {
    var all: [(copies: [Int], profit: Int)] = []
    var copies = [Int](repeating: 0, count: problem.typeCount)
    while true {
      let fits = (0..<2).allSatisfy { d in
        (0..<problem.typeCount).reduce(0) { $0 + copies[$1] * problem.request[2 * $1 + d] }
          <= problem.classes[0].capacity[d]
      }
      if fits {
        let profit = (0..<problem.typeCount).reduce(0) { sum, type in
          let home = problem.classes[0].homes.first { $0.type == type }?.count ?? 0
          return sum + copies[type] * profits[type] + min(copies[type], home) * bonus
        }
        all.append((copies, profit))
      }
      var type = 0
      while type < copies.count, copies[type] == problem.demand[type] {
        copies[type] = 0
        type += 1
      }
      if type == copies.count { return all }
      copies[type] += 1
    }
  }

  @Test("the knapsack's value is the best of all patterns")
  func knapsack() {
    for seed in 0..<300 as Range<UInt64> {
      var random = RandomSource(seed: seed)
      let problem = problem(&random)
      let profits = (0..<problem.typeCount).map { _ in random.below(50) }
      let bonus = random.below(20)
      let knapsack = NodeKnapsack(problem)
      let value = knapsack.maximize(0, profits: Buffer(profits), homeBonus: bonus, workLimit: 1_000_000)
      #expect(value == patterns(problem, profits, bonus).map(\.profit).max(), "seed \(seed)")
    }
  }

  @Test("cut short, it returns a bound that is not below the best pattern")
  func truncatedKnapsack() {
    for seed in 0..<300 as Range<UInt64> {
      var random = RandomSource(seed: seed)
      let problem = problem(&random)
      let profits = (0..<problem.typeCount).map { _ in 1 + random.below(50) }
      let knapsack = NodeKnapsack(problem)
      let value = knapsack.maximize(0, profits: Buffer(profits), homeBonus: 3, workLimit: 2)
      #expect(value >= patterns(problem, profits, 3).map(\.profit).max()!, "seed \(seed)")
    }
  }

  @Test("no level's bound exceeds the optimum")
  func bounds() throws {
    for seed in 0..<60 as Range<UInt64> {
      var random = RandomSource(seed: seed)
      let pods = 3 + random.below(4)
      let instance = try PlacementOracle.snapshot(&random, pods: pods, nodes: 2, isCoupled: false).compiled()
      let model = TypeModel(instance)
      let optimum = try #require(PlacementOracle.optimum(of: instance)).levels
      for stage in 0...model.levelCount {
        let limits = Array(optimum[..<stage])
        let problem =
          stage < model.levelCount
          ? model.placement(level: stage, limits: limits).problem : model.moves(limits: limits).problem
        let relaxation = PatternRelaxation(problem)
        relaxation.solve { false }
        #expect(relaxation.bound <= optimum[stage], "seed \(seed), level \(stage)")
      }
    }
  }

  @Test("three halves do not fit two nodes: one pod of three stays out")
  func bound() {
    // Each pod takes 6 of 10: one a node, though the sum of 18 would fit into 20.
    let model = TypeModel(
      dimensions: 1, capacity: [10, 10], request: [6], demand: [3], level: [0], levelCount: 1, homes: [[], []],
      allowed: [])
    let relaxation = PatternRelaxation(model.placement(level: 0, limits: []).problem)
    relaxation.solve { false }
    #expect(relaxation.bound == 1)
  }

  @Test("the assignment is the best of all permutations")
  func assignment() {
    for seed in 0..<100 as Range<UInt64> {
      var random = RandomSource(seed: seed)
      let n = 1 + random.below(5)
      let gains = (0..<n).map { _ in (0..<n).map { _ in random.below(20) } }
      let chosen = Assignment.maximise(gains)
      #expect(Set(chosen).count == n)
      let value = chosen.enumerated().reduce(0) { $0 + gains[$1.offset][$1.element] }
      #expect(value == best(gains, from: 0, used: []), "seed \(seed)")
    }
  }

  private func best(_ gains: [[Int]], from row: Int, used: Set<Int>) -> Int {
    if row == gains.count { return 0 }
    return (0..<gains.count).filter { !used.contains($0) }
      .map { gains[row][$0] + best(gains, from: row + 1, used: used.union([$0])) }.max() ?? 0
  }
}
