import Basics
import Testing

@testable import Pods

@Suite("Pod packing: the choice among few patterns")
struct PatternSelectionTests {
  private typealias Pattern = PatternSelection.Pattern

  /// Some nodes of a class of their own, two or three that are equal, and patterns for each class.
  private func pool(_ random: inout RandomSource) -> (problem: PatternProblem, patterns: [[[NodeKnapsack.Copies]]]) {
    let types = 3 + random.below(2)
    var classes: [PatternProblem.NodeClass] = []
    var next = 0
    for index in 0..<2 + random.below(2) {
      let count = index == 0 ? 2 + random.below(2) : 1
      let homes = (0..<types).filter { _ in random.below(2) == 0 }.map { (type: $0, count: 1 + random.below(2)) }
      classes.append(.init(capacity: [100], homes: homes, allows: [], nodes: Array(next..<next + count)))
      next += count
    }
    let problem = PatternProblem(
      dimensions: 1, request: Array(repeating: 1, count: types),
      demand: (0..<types).map { _ in 1 + random.below(4) }, level: (0..<types).map { _ in random.below(2) },
      unplacedCost: (0..<types).map { _ in random.below(2) }, unplacedLimit: [random.below(3), .max], classes: classes,
      constant: 6)
    let patterns = classes.map { nodeClass in
      (0..<2 + random.below(3)).map { _ in
        (0..<types).compactMap { type in
          let count = random.below(3)
          let home = nodeClass.homes.first { $0.type == type }?.count ?? 0
          return count == 0
            ? nil : NodeKnapsack.Copies(type: Int32(type), count: Int32(count), homeCount: Int32(min(count, home)))
        }
      }
    }
    return (problem, patterns)
  }

  /// What patterns for the nodes of each class cost; nil where too many pods stay out.
  private func cost(_ patterns: [[Pattern]], _ problem: PatternProblem) -> Int? {
    var need = problem.demand
    var cost = problem.constant
    for (index, list) in patterns.enumerated() {
      for (type, count) in list.joined() {
        need[type] -= count
        cost -= min(count, problem.classes[index].homes.first { $0.type == type }?.count ?? 0)
      }
    }
    var out = [0, 0]
    for type in need.indices where need[type] > 0 {
      out[problem.level[type]] += need[type]
      cost += need[type] * problem.unplacedCost[type]
    }
    return out[0] <= problem.unplacedLimit[0] ? cost : nil
  }

  /// The least cost over all choices.
  private func optimum(_ problem: PatternProblem, _ patterns: [[Pattern]]) -> Int? {
    let nodes = problem.classes.indices.flatMap { Array(repeating: $0, count: problem.classes[$0].nodes.count) }
    var best: Int?
    var chosen = problem.classes.map { _ in [Pattern]() }
    func choose(_ depth: Int) {
      if depth == nodes.count {
        if let cost = cost(chosen, problem) { best = min(best ?? cost, cost) }
        return
      }
      for pattern in patterns[nodes[depth]] + [[]] {
        chosen[nodes[depth]].append(pattern)
        choose(depth + 1)
        chosen[nodes[depth]].removeLast()
      }
    }
    choose(0)
    return best
  }

  @Test("it finds a solution of the least cost, and refutes a lower one")
  func agreesWithEnumeration() {
    var solvable = 0
    for seed in 0..<150 as Range<UInt64> {
      var random = RandomSource(seed: seed)
      let (problem, patterns) = pool(&random)
      let best = optimum(problem, patterns.map { $0.map { $0.map { (Int($0.type), Int($0.count)) } } })
      func outcome(_ goal: Int) -> PatternSelection.Outcome {
        PatternSelection(
          problem, patterns: patterns, covering: { _ in false }, goal: goal, shouldStop: { false },
          complete: { cost($0, problem).map { $0 <= goal } ?? false }
        ).search(workLimit: 10_000)
      }
      if let best {
        solvable += 1
        #expect(outcome(best) == .found, "seed \(seed)")
        #expect(outcome(best - 1) == .refuted, "seed \(seed)")
      } else {
        #expect(outcome(30) == .refuted, "seed \(seed)")
      }
    }
    #expect(solvable > 50 && solvable < 150)
  }

  @Test("cut short, it says so")
  func limit() {
    var random = RandomSource(seed: 3)
    let (problem, patterns) = pool(&random)
    let selection = PatternSelection(
      problem, patterns: patterns, covering: { _ in false }, goal: 100, shouldStop: { false }, complete: { _ in true })
    #expect(selection.search(workLimit: 0) == .limit)
  }

  @Test("with the patterns of a relaxation, a level's optimum is found and nothing below it")
  func levels() throws {
    var decided = 0
    var asked = 0
    for seed in 0..<60 as Range<UInt64> {
      var random = RandomSource(seed: seed)
      let instance = try PlacementOracle.snapshot(&random, pods: 5 + random.below(2), nodes: 3, isCoupled: false)
        .compiled()
      let model = TypeModel(instance)
      let optimum = try #require(PlacementOracle.optimum(of: instance)).levels
      for stage in 0...model.levelCount where optimum[stage] > 0 {
        let limits = Array(optimum[..<stage])
        let problem =
          stage < model.levelCount
          ? model.placement(level: stage, limits: limits).problem : model.moves(limits: limits).problem
        let relaxation = PatternRelaxation(problem)
        relaxation.solve { false }
        for goal in [optimum[stage] - 1, optimum[stage]] {
          asked += 1
          let enumeration = PatternEnumeration(relaxation, goal: goal, shouldStop: { false })
          switch enumeration.search(patternLimit: 10_000, workLimit: 10_000) {
          case .found:
            #expect(goal == optimum[stage], "seed \(seed)")
            decided += 1
          case .refuted:
            #expect(goal < optimum[stage], "seed \(seed)")
            decided += 1
          case .limit: break
          }
        }
      }
    }
    #expect(asked > 60 && decided * 10 > asked * 9, "\(decided) of \(asked)")
  }
}
