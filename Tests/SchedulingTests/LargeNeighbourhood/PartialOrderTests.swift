import Basics
import Kernel
import Modeling
import Race
import Solving
import Testing

@testable import Scheduling

/// What the literals of a partial order say, and that searching around a schedule finds what there is.
@Suite struct PartialOrderTests {
  /// Solves under the order of everything but the free tasks, without looking for a better makespan.
  private func starts(
    _ formulation: some PartialOrderFormulation<ResourceProject.Solution>, _ schedule: TaskSchedule, _ isFree: [Bool]
  ) throws -> [Int]? {
    let lowered = try LoweredModel(try formulation.model.validated())
    let literals = try formulation.fixing(schedule, except: isFree, in: lowered)
    guard lowered.solver.search(assumptions: literals) == .solution else { return nil }
    return formulation.decode(lowered.values()).starts
  }

  /// The schedule itself keeps its order, so a solution remains whatever is free; in each one, activities that stay and
  /// whose demands exceed a capacity together are in the schedule's order.
  @Test func theOrderOfAProjectsScheduleKeepsItFeasible() throws {
    var random = RandomSource(seed: 12)
    for _ in 0..<60 {
      let instance = ProjectOracle.randomInstance(count: 8, &random)
      let known = ResourceProject.PriorityRuleStrategy(instance: instance, scheme: .serial, rule: .lft).schedule()
      let formulation = ResourceProject.ConstraintModel(instance, horizon: instance.totalDuration)
      let schedule = TaskSchedule(formulation.shape, formulation.schedule(of: known))
      let isFree = (0..<8).map { _ in random.below(3) == 0 }
      let found = try #require(try starts(formulation, schedule, isFree))
      for first in 0..<8 where !isFree[first] && instance.durations[first] > 0 {
        for second in 0..<8 where !isFree[second] && instance.durations[second] > 0 {
          let excludesOther = instance.capacities.indices.contains {
            instance.demands[first][$0] + instance.demands[second][$0] > instance.capacities[$0]
          }
          guard excludesOther, known.starts[first] < known.starts[second] else { continue }
          #expect(found[first] < found[second])
        }
      }
    }
  }

  /// With nothing free, the partial order alone is left: no schedule of it is shorter than its longest path, which a
  /// search under the capacities cannot beat and a left shift reaches.
  @Test func nothingFreeLeavesOnlyTheOrder() throws {
    let instance = JobShopFacts.instance(JobShopFacts.ft06, name: "ft06")
    var builder = JobShop.GifflerThompson(instance)
    var random = RandomSource(seed: 3)
    for rule in JobShop.DispatchingRule.allCases {
      builder.build(by: rule, &random)
      let known = builder.solution()
      let formulation = JobShop.ConstraintModel(instance, horizon: known.makespan)
      let lowered = try LoweredModel(try formulation.model.validated())
      formulation.guide(lowered)
      let schedule = TaskSchedule(formulation.shape, formulation.schedule(of: known))
      let none = [Bool](repeating: false, count: instance.operationCount)
      let literals = try formulation.fixing(schedule, except: none, in: lowered)
      #expect(lowered.solver.search(assumptions: literals) == .solution)
      #expect(formulation.decode(lowered.values()).makespan == known.makespan)
      let better = lowered.objective!.atMost(known.makespan - 1)
      #expect(lowered.solver.search(assumptions: literals + [better]) == .refutedAssumptions)
    }
  }

  @Test func neighbourhoodsReachAndProveTheOptimumOfSmallProjects() throws {
    var random = RandomSource(seed: 77)
    for seed in 0..<25 {
      let instance = ProjectOracle.randomInstance(count: 7, &random)
      let board = Scoreboard<ResourceProject.Solution> { solution throws(CheckFailure) in
        try ResourceProject.check(solution, of: instance)
      }
      var options = SolveOptions<ResourceProject.Solution>()
      options.heuristic = "lns"
      options.seed = UInt64(seed)
      for strategy in try ResourceProject.lanes(for: instance, options)[0].strategies { strategy.run(on: board) }
      #expect(board.rejections == [])
      #expect(board.best?.objective == Objective(ProjectOracle.optimum(of: instance)))
      #expect(board.bound == board.best?.objective)
    }
  }

  @Test func neighbourhoodsSolveFt06AndSayWhatTheyDid() throws {
    let instance = JobShopFacts.instance(JobShopFacts.ft06, name: "ft06")
    let board = Scoreboard<JobShop.Solution>(gathersReports: true) { solution throws(CheckFailure) in
      try JobShop.check(solution, of: instance)
    }
    var options = SolveOptions<JobShop.Solution>()
    options.heuristic = "lns"
    let result = Race.run(try JobShop.lanes(for: instance, options), on: board)
    #expect(result.best?.objective == 55 && result.bound == 55)
    let rows = result.reports.flatMap(\.neighbourhoods)
    #expect(rows.map(\.name) == NeighbourhoodKind.allCases.map(\.title))
    #expect(rows.reduce(0) { $0 + $1.improvements } > 0)
    #expect(rows.allSatisfy { $0.completed + $0.improvements <= $0.tries })
  }

  @Test(arguments: [1, 30, 750])
  func stepsStayWithinTheConflictLimit(limit: Int) throws {
    let instance = JobShopSamples.random(jobs: 10, machines: 10, isGeneral: false, seed: 5)
    let board = Scoreboard<JobShop.Solution>(clock: RaceClock(timeLimit: 60), gathersReports: true) {
      solution throws(CheckFailure) in try JobShop.check(solution, of: instance)
    }
    var options = SolveOptions<JobShop.Solution>()
    options.heuristic = "lns"
    options.conflictLimit = limit
    let result = Race.run(try JobShop.lanes(for: instance, options), on: board)
    let counts = try #require(result.reports.first { $0.source == "lns" }).counts
    let conflicts = try #require(counts.first { $0.name == "conflicts" }).value
    #expect(result.ending == .proof || conflicts == limit)
    #expect(conflicts <= limit)
  }
}
