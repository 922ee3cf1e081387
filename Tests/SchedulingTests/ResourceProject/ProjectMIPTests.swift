import Basics
import GLPKSolver
import MIP
import Race
import Solving
import Testing

@testable import Scheduling

@Suite struct ResourceProjectMIPTests {
  private typealias Model = ResourceProject.TimeIndexedModel

  private func board(_ instance: ResourceProject.Instance) -> Scoreboard<ResourceProject.Solution> {
    Scoreboard(check: { (solution) throws(CheckFailure) in try ResourceProject.check(solution, of: instance) })
  }

  @Test func optimumIsThatOfEnumeration() throws {
    var random = RandomSource(seed: 41)
    var severalEnds = 0
    for _ in 0..<60 {
      let instance = ProjectOracle.randomInstance(count: random.within(1...6), &random)
      if instance.successors.count(where: \.isEmpty) > 1 { severalEnds += 1 }
      let board = board(instance)
      var options = SolveOptions<ResourceProject.Solution>()
      options.engine = .glpk
      options.warmStart = .none
      options.mipSolver = GLPKSolver()
      for lane in try ResourceProject.lanes(for: instance, options) {
        for strategy in lane.strategies { strategy.run(on: board) }
      }
      let optimum = ProjectOracle.optimum(of: instance)
      #expect(board.rejections.isEmpty)
      #expect(board.best?.objective.first == optimum)
      #expect(board.bestBound == optimum)
    }
    #expect(severalEnds > 10 && severalEnds < 60)
  }

  @Test func solutionsSurviveEncodingAndSatisfyTheModel() throws {
    var random = RandomSource(seed: 42)
    for _ in 0..<200 {
      let instance = ProjectOracle.randomInstance(count: random.within(1...10), &random)
      let rule = ResourceProject.PriorityRule.allCases[random.below(6)]
      let solution = ResourceProject.PriorityRuleStrategy(instance: instance, scheme: .serial, rule: rule).schedule()
      let makespan = try ResourceProject.check(solution, of: instance).first
      let formulation = try Model(instance, horizon: makespan + random.below(4))
      let values = try #require(formulation.encode(solution))
      #expect(formulation.decode(values) == solution)
      let model = formulation.model
      var objective = model.objectiveConstant
      for (column, value) in zip(model.columns, values) {
        #expect(column.lower <= value && value <= column.upper)
        objective += column.cost * value
      }
      #expect(objective == Double(makespan))
      for row in model.rows {
        let sum = row.terms.reduce(0) { $0 + $1.coefficient * values[$1.column] }
        #expect(row.lower <= sum && sum <= row.upper, "row \(row.name)")
      }
    }
  }

  @Test func longerSolutionsAreNotInTheModel() throws {
    let instance = try ResourceProject.Instance(
      name: "two", durations: [2, 2], demands: [[1], [1]], successors: [[], []], capacities: [2])
    let formulation = try Model(instance, horizon: 3)
    #expect(formulation.encode(.init(starts: [0, 1])) != nil)
    #expect(formulation.encode(.init(starts: [0, 2])) == nil)
    #expect(formulation.encode(.init(starts: [0])) == nil)
  }

  @Test func hugeHorizonsAreRefused() throws {
    let instance = try ResourceProject.Instance(
      name: "huge", durations: [1, 1], demands: [[1], [1]], successors: [[], []], capacities: [1])
    #expect(throws: ModelTooLarge.self) { try Model(instance, horizon: 2_000_000) }
  }
}
