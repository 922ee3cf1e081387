import Basics
import Kernel
import Lowering
import Modeling
import Race
import TestSupport
import Testing

@testable import Solving

/// Models with intervals as schedules, against enumeration.
@Suite struct IntervalFormulationTests {
  private func board(_ data: ModelData) -> Scoreboard<[Int]> {
    Scoreboard { values throws(CheckFailure) in
      if let violation = data.violation(of: values) { throw CheckFailure(violation) }
      return Objective(data.cost(of: values) ?? 0)
    }
  }

  /// Complete search, and neighbourhoods around the first schedule.
  @Test(arguments: SmallSchedule.Style.allCases, [false, true])
  func theOptimumOfEnumerationIsProved(style: SmallSchedule.Style, usesNeighbourhoods: Bool) throws {
    var random = RandomSource(seed: 71)
    var solved = 0
    for round in 0..<24 {
      let small = SmallSchedule(activities: random.within(2...4), optional: round % 3 == 0, &random)
      let goal = SmallSchedule.Goal.allCases[round % 2]
      guard let optimum = small.optimum(goal) else { continue }
      let data = try small.model(style, goal).model.validated()
      guard let formulation = IntervalFormulation(data) else { continue }
      let board = board(data)
      var options = NativeStrategy<[Int]>.Options(seed: 1, conflictLimit: nil)
      options.neighbourhoods = usesNeighbourhoods ? .only : .never
      NativeStrategy(options) { _ in formulation }.run(on: board)
      #expect(board.rejections == [] && board.failures == [])
      #expect(board.best?.objective == Objective(optimum), "round \(round)")
      #expect(board.bound == Objective(optimum), "round \(round)")
      solved += 1
    }
    #expect(solved > 12)
  }

  /// Each style of the same choice is one task with as many modes, whose times have one name.
  @Test(arguments: SmallSchedule.Style.allCases)
  func aChoiceIsOneTask(style: SmallSchedule.Style) throws {
    var random = RandomSource(seed: 72)
    for round in 0..<20 {
      let small = SmallSchedule(activities: 4, optional: false, &random)
      let data = try small.model(style, .makespan).model.validated()
      let network = try #require(TaskRecognition(data)).network
      #expect(network.tasks.map(\.modes.count) == small.activities.map(\.ways.count), "round \(round)")
      let cost = try #require(network.cost, "round \(round)")
      #expect(cost.makespan != nil)
      for (before, after, delay) in small.precedences {
        let lags = network.lags.filter { $0.before.task == before && $0.after.task == after }
        #expect(lags.count == 1 && lags.allSatisfy { $0.weight == delay && $0.before.isEnd && !$0.after.isEnd })
      }
    }
  }

  /// What is held is true in the schedule that it was taken from, so a search under it finds that one or another.
  @Test(arguments: SmallSchedule.Style.allCases)
  func whatIsHeldHoldsInItsSchedule(style: SmallSchedule.Style) throws {
    var random = RandomSource(seed: 73)
    var held = 0
    for round in 0..<30 {
      let small = SmallSchedule(activities: 5, optional: round % 3 == 0, &random)
      let data = try small.model(style, .makespan).model.validated()
      guard let formulation = IntervalFormulation(data) else { continue }
      let lowered = try LoweredModel(try formulation.model.validated())
      formulation.guide(lowered)
      guard lowered.solver.search() == .solution else { continue }
      let known = formulation.decode(lowered.values())
      let schedule = TaskSchedule(formulation.shape, formulation.schedule(of: known))
      let isFree = schedule.starts.map { _ in random.chance(30) }
      let literals = try formulation.fixing(schedule, except: isFree, in: lowered)
      held += literals.count
      // The very values: assumed beside what is held.
      let values = known.enumerated().flatMap { variable, value in
        let x = lowered.variable(IntVar(variable))
        return [Literal(x, atLeast: Int32(value)), Literal(x, atMost: Int32(value))]
      }
      #expect(lowered.solver.search(assumptions: literals + values) == .solution, "round \(round)")
      #expect(lowered.solver.search(assumptions: literals) == .solution)
      let found = formulation.decode(lowered.values())
      #expect(data.violation(of: found) == nil)
      let again = formulation.schedule(of: found)
      for task in isFree.indices where !isFree[task] {
        #expect(again.modes[task] == schedule.schedule.modes[task], "round \(round)")
      }
    }
    #expect(held > 60)
  }

  /// What is encoded is a solution of the model that is searched, and decodes to itself.
  @Test(arguments: SmallSchedule.Style.allCases)
  func solutionsComeBack(style: SmallSchedule.Style) throws {
    var random = RandomSource(seed: 74)
    var encoded = 0
    for round in 0..<20 {
      let small = SmallSchedule(activities: 4, optional: round % 3 == 0, &random)
      let data = try small.model(style, .makespan).model.validated()
      guard let formulation = IntervalFormulation(data) else { continue }
      let lowered = try LoweredModel(data)
      guard lowered.solver.search() == .solution else { continue }
      let solution = lowered.values()
      let values = try #require(formulation.encode(solution))
      let broken = try formulation.model.validated().violation(of: values)
      #expect(broken == nil, "round \(round)")
      #expect(formulation.decode(values) == solution)
      encoded += 1
    }
    #expect(encoded > 10)
  }

  /// A schedule's starts and modes are those of the copies that are present.
  @Test func schedulesNameStartsAndModes() throws {
    let model = Model(horizon: 20)
    let slow = model.interval(duration: 5, presence: model.boolean())
    let fast = model.interval(duration: 2, presence: model.boolean())
    let main = model.interval(duration: model.integer(2...5))
    model.alternative(main, of: [slow, fast])
    let other = model.interval(duration: 4)
    model.noOverlap([fast, other])
    model.minimize(model.maximum(of: [main.end, other.end]))
    for (x, value) in [(main.start, 4), (other.start, 0)] { model.hint(x, value) }
    model.hint(fast.presence!, true)
    let data = try model.validated()
    let formulation = try #require(IntervalFormulation(data))
    let values = try #require(data.hintedAssignment())
    #expect(formulation.share == 1)
    let schedule = formulation.schedule(of: values)
    #expect(schedule == Schedule(starts: [4, 0], modes: [1, 0]))
    #expect(formulation.shape.modes.map { $0.map(\.duration) } == [[5, 2], [4]])
    #expect(formulation.shape.modes.map { $0.map(\.resources) } == [[[], [0]], [[0]]])
  }

  /// Models without anything shared, and with intervals that stand for two things, are left to others.
  @Test func whatIsNoScheduleIsLeftAlone() throws {
    let model = Model(horizon: 20)
    let tasks = (0..<3).map { _ in model.interval(duration: 3) }
    model.minimize(model.maximum(of: tasks.map(\.end)))
    #expect(IntervalFormulation(try model.validated()) == nil)
    let nested = Model(horizon: 20)
    let copies = (0..<3).map { _ in nested.interval(duration: 3, presence: nested.boolean()) }
    nested.alternative(copies[0], of: [copies[1]])
    nested.alternative(copies[1], of: [copies[2]])
    nested.noOverlap(copies)
    #expect(IntervalFormulation(try nested.validated()) == nil)
  }
}
