import Basics
import GLPKSolver
import Race
import Solving
import Testing

@testable import Pods

@Suite("Pod packing: every engine finds and proves the optimum that enumeration finds")
struct PodSolvingTests {
  private func solve(
    _ instance: PodPacking.Instance, _ engine: SolveOptions<PodPacking.Solution>.Engine, seed: UInt64 = 1,
    workers: Int = 1, seconds: Double = 20
  ) throws -> RaceResult<PodPacking.Solution> {
    var options = SolveOptions<PodPacking.Solution>()
    options.engine = engine
    options.workers = workers
    options.seed = seed
    options.mipSolver = GLPKSolver()
    let scoreboard = Scoreboard<PodPacking.Solution>(
      clock: RaceClock(timeLimit: seconds),
      check: { (solution) throws(CheckFailure) in try PodPacking.check(solution, of: instance) })
    return Race.run(try PodPacking.lanes(for: instance, options), on: scoreboard)
  }

  private func expectOptimum(
    _ engine: SolveOptions<PodPacking.Solution>.Engine, cases: Int, pods: Int, isCoupled: Bool
  ) throws {
    for seed in 0..<UInt64(cases) {
      var random = RandomSource(seed: seed)
      let count = 2 + random.below(pods - 1)
      let snapshot = PlacementOracle.snapshot(
        &random, pods: count, nodes: 1 + random.below(3), isCoupled: isCoupled)
      let instance = try snapshot.compiled()
      let result = try solve(instance, engine)
      #expect(result.rejections.isEmpty && result.failures.isEmpty, "seed \(seed): \(result.rejections)")
      expect(result, toReach: OrderOracle.optimum(of: instance), instance, engine, "seed \(seed)")
    }
  }

  /// GLPK has only the relaxation where order matters, whose optimum need not be one that can be reached.
  private func expect(
    _ result: RaceResult<PodPacking.Solution>, toReach optimum: Objective, _ instance: PodPacking.Instance,
    _ engine: SolveOptions<PodPacking.Solution>.Engine, _ comment: Comment
  ) {
    if engine == .glpk, instance.isOrderSensitive, result.status != .optimal {
      #expect(result.objective! >= optimum && result.bound.map { $0 <= optimum } != false, comment)
    } else {
      #expect(result.objective == optimum, comment)
      #expect(result.status == .optimal, comment)
    }
    if let best = result.best?.solution {
      #expect(throws: Never.self, comment) {
        try PodPacking.simulate(try best.plan(in: instance), of: instance, target: best.nodes(in: instance))
      }
    }
  }

  @Test("node patterns, pods without couplings")
  func patterns() throws { try expectOptimum(.auto, cases: 150, pods: 6, isCoupled: false) }

  @Test("node patterns and clause learning, pods with couplings")
  func coupled() throws { try expectOptimum(.auto, cases: 150, pods: 5, isCoupled: true) }

  @Test("clause learning alone")
  func clauseLearning() throws {
    try expectOptimum(.native, cases: 80, pods: 6, isCoupled: false)
    try expectOptimum(.native, cases: 80, pods: 5, isCoupled: true)
  }

  @Test("GLPK")
  func linear() throws {
    try expectOptimum(.glpk, cases: 30, pods: 5, isCoupled: false)
    try expectOptimum(.glpk, cases: 40, pods: 5, isCoupled: true)
  }

  @Test("with several couplings a pod, every engine finds what enumeration finds")
  func manyCouplings() throws {
    for seed in 0..<25 as Range<UInt64> {
      var random = RandomSource(seed: 1000 + seed)
      let instance = try PlacementOracle.snapshot(
        &random, pods: 3 + random.below(3), nodes: 2 + random.below(2), isCoupled: true, couplings: 3
      ).compiled()
      let optimum = OrderOracle.optimum(of: instance)
      for engine in [SolveOptions<PodPacking.Solution>.Engine.auto, .native, .glpk] {
        let result = try solve(instance, engine)
        expect(result, toReach: optimum, instance, engine, "seed \(seed), \(engine)")
        #expect(result.rejections.isEmpty && result.failures.isEmpty, "seed \(seed), \(engine)")
      }
    }
  }

  @Test("beyond enumeration, clause learning, GLPK and both together contradict each other nowhere")
  func enginesAgree() throws {
    for seed in 0..<12 as Range<UInt64> {
      var random = RandomSource(seed: 2000 + seed)
      let instance = try PlacementOracle.snapshot(&random, pods: 11, nodes: 4, isCoupled: true, couplings: 2)
        .compiled()
      let engines: [SolveOptions<PodPacking.Solution>.Engine] = [.native, .auto, .glpk]
      let results = try engines.map { try solve(instance, $0, seconds: 3) }
      for (result, engine) in zip(results, engines) {
        #expect(result.rejections.isEmpty && result.failures.isEmpty, "seed \(seed), \(engine)")
        for other in results {
          #expect(other.bound.map { $0 <= result.objective! } != false, "seed \(seed), \(engine)")
        }
      }
      #expect(instance.isOrderSensitive || results.allSatisfy { $0.status == .optimal }, "seed \(seed)")
    }
  }

  @Test("the same seed gives the same placement")
  func isDeterministic() throws {
    var random = RandomSource(seed: 5)
    let instance = try PlacementOracle.snapshot(&random, pods: 24, nodes: 5, isCoupled: false).compiled()
    let first = try solve(instance, .auto, seed: 3)
    let second = try solve(instance, .auto, seed: 3)
    #expect(first.best?.solution.nodeOfPod == second.best?.solution.nodeOfPod)
  }

  @Test("the certificate names the priorities down to which the bound meets the objective")
  func certificate() throws {
    var snapshot = ClusterSnapshot(name: "two priorities")
    snapshot.nodes = [.init(name: "a", allocatable: ["cpu": 1])]
    snapshot.pods = [
      .init(name: "p", requests: ["cpu": 1], priority: 7), .init(name: "q", requests: ["cpu": 1], priority: 3),
    ]
    let instance = try snapshot.compiled()
    func proved(_ bound: [Int]) -> String? {
      PodPacking.certificate(Objective(levels: [0, 2, 4]), bound: Objective(levels: bound), of: instance)
    }
    #expect(proved([0, 1, 4]) == "proved optimal for priorities >= 7")
    #expect(proved([0, 2, 1]) == "proved optimal for all priorities")
    #expect(proved([0, 2, 4]) == "proved optimal at every level")
  }

  @Test("an unknown heuristic is named with those there are")
  func unknownHeuristic() throws {
    var random = RandomSource(seed: 1)
    let instance = try PlacementOracle.snapshot(&random, pods: 3, nodes: 2, isCoupled: false).compiled()
    var options = SolveOptions<PodPacking.Solution>()
    options.heuristic = "guess"
    #expect(throws: SolveOptionError.self) { try PodPacking.lanes(for: instance, options) }
  }
}
