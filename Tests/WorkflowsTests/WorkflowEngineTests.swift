import GLPKSolver
import Race
import Solving
import SolvingSupport
import Testing

@testable import Workflows

/// Small instances against all choices of elements and all orders.
@Suite struct WorkflowEngineTests {
  private static let cases: [UInt64] = Array(Settling.seeds.prefix(24))

  private static func instance(_ seed: UInt64) -> Workflow.Instance {
    var instance = WorkflowSamples.random(seed: seed)
    if seed.isMultiple(of: 3) { instance.aim = .latency }
    return instance
  }

  @Test(arguments: cases) func defaultsProveTheOptimum(seed: UInt64) throws {
    let instance = Self.instance(seed)
    let truth = WorkflowSamples.optimum(of: instance)
    #expect(try Settling.faults(of: Workflow.self, instance, truth: truth, "seed \(seed)") == [])
  }

  @Test(arguments: cases) func otherEnginesProveItToo(seed: UInt64) throws {
    let instance = Self.instance(seed)
    let truth = WorkflowSamples.optimum(of: instance)
    for engine in [SolveOptions<Workflow.Solution>.Engine.cp, .glpk] {
      var options = SolveOptions<Workflow.Solution>()
      options.engine = engine
      options.mipSolver = GLPKSolver()
      options.warmStart = seed.isMultiple(of: 2) ? .none : .heuristic
      let board = Scoreboard<Workflow.Solution>(clock: RaceClock(timeLimit: 20)) { solution throws(CheckFailure) in
        try Workflow.check(solution, of: instance)
      }
      let result = Race.run(try Workflow.lanes(for: instance, options), on: board, limits: RaceLimits())
      #expect(result.status == .optimal, "\(engine)")
      #expect(result.objective?.first == truth, "\(engine)")
      #expect(result.rejections + result.failures == [])
    }
  }

  @Test(arguments: cases) func boundsAreBelowIt(seed: UInt64) {
    let instance = Self.instance(seed)
    let truth = WorkflowSamples.optimum(of: instance)
    let trivial = Workflow.trivialBound(of: instance)?.first ?? .max
    let bound = Workflow.lowerBound(of: instance)
    #expect(trivial <= bound)
    #expect(bound <= truth)
  }

  /// All heuristics pass the checker, and none is better than the optimum.
  @Test(arguments: cases) func heuristicsAreAboveIt(seed: UInt64) throws {
    let instance = Self.instance(seed)
    let truth = WorkflowSamples.optimum(of: instance)
    for heuristic in Workflow.heuristics {
      let found = try #require(try WorkflowSamples.objective(of: heuristic.name, instance), "\(heuristic.name)")
      #expect(found >= truth, "\(heuristic.name)")
    }
  }

  /// Six tasks of work 1, 2, 3, 4, 5 and 5 on two processors: 10 by hand, from the load alone.
  @Test func loadsOfEqualProcessors() {
    let instance = WorkflowSamples.made(
      clusters: [2], transfers: .none(clusters: 1), tasks: [[1], [2], [3], [4], [5], [5]], arcs: [])
    #expect(Workflow.lowerBound(of: instance) == 10)
  }

  /// Two processors on which one task takes 4 and 8, the other one 8 and 4: fractions cannot do better than 4.
  @Test func loadsOfDifferentProcessors() {
    let instance = WorkflowSamples.made(
      clusters: [1, 1], transfers: .none(clusters: 2), tasks: [[4, 8], [8, 4], [4, 8], [8, 4]], arcs: [])
    #expect(Workflow.lowerBound(of: instance) == 8)
    #expect(WorkflowSamples.optimum(of: instance) == 8)
  }
}
