import Basics
import Modeling
import Race
import TestSupport
import Testing

@testable import Solving

/// Bounds from paths and loads, against enumeration and by hand.
@Suite struct ScheduleBoundsTests {
  private func board(_ data: ModelData) -> Scoreboard<[Int]> {
    Scoreboard { values throws(CheckFailure) in
      if let violation = data.violation(of: values) { throw CheckFailure(violation) }
      return Objective(data.cost(of: values) ?? 0)
    }
  }

  /// With nothing known, with some schedule, and with the best one: no bound is above the optimum. Often it is that.
  @Test(arguments: SmallSchedule.Style.allCases)
  func noBoundIsAboveTheOptimum(style: SmallSchedule.Style) throws {
    var random = RandomSource(seed: 91)
    var (bounded, tight) = (0, 0)
    for round in 0..<40 {
      let small = SmallSchedule(activities: random.within(2...4), optional: round % 3 == 0, &random)
      guard let optimum = small.optimum(.makespan) else { continue }
      let data = try small.model(style, .makespan).model.validated()
      guard let formulation = IntervalFormulation(data) else { continue }
      for schedules in [0, 1, 200] {
        let board = board(data)
        ScheduleConstruction(formulation, .identity, seed: 1, scheduleLimit: schedules).run(on: board)
        ScheduleBounds<[Int]>(formulation).run(on: board)
        #expect(board.rejections == [], "round \(round)")
        let bound = board.bound?.first ?? 0
        #expect(bound <= optimum, "round \(round), \(schedules) schedules")
        if schedules == 200 {
          bounded += 1
          tight += bound == optimum ? 1 : 0
        }
      }
    }
    #expect(bounded > 20 && 4 * tight > bounded, "\(tight) of \(bounded)")
  }

  /// Three tasks of 4 on two machines: 12 units of work in 2 · 6. The third machine could take one of them in 9, which
  /// cannot be part of a schedule of less than 8.
  @Test func workIsSpreadOverMachines() throws {
    let model = Model()
    var users: [[IntervalVar]] = [[], [], []]
    var ends: [LinearExpression] = []
    for _ in 0..<3 {
      let copies = [4, 4, 9].map { model.interval(duration: $0, presence: model.boolean()) }
      for (machine, copy) in copies.enumerated() { users[machine].append(copy) }
      let main = model.interval(duration: model.integer(4...9))
      model.alternative(main, of: copies)
      ends.append(main.end + 1)
    }
    for machine in users { model.noOverlap(machine) }
    model.minimize(3 * model.maximum(of: ends) + 5)
    let data = try model.validated()
    let formulation = try #require(IntervalFormulation(data))
    let board = board(data)
    ScheduleConstruction(formulation, .identity, seed: 1).run(on: board)
    #expect(board.best?.objective == Objective(3 * 9 + 5))
    ScheduleBounds<[Int]>(formulation).run(on: board)
    // 6, what counts behind the ends, and the objective's own numbers.
    #expect(board.bound == Objective(3 * 7 + 5))
  }

  /// Times may be negative, and what counts be the start of a task.
  @Test func schedulesMayBeginBeforeZero() throws {
    var random = RandomSource(seed: 7)
    for round in 0..<60 {
      let model = Model()
      let tasks = (0..<3).map { _ in
        model.interval(start: -6...random.within(-3...2), duration: random.within(1...3))
      }
      model.noOverlap(tasks)
      if round % 2 == 0 {
        model.minimize(tasks[0].start)
      } else {
        model.minimize(model.maximum(of: tasks.map { $0.end - 4 }))
      }
      let data = try model.validated()
      let result = try model.solve()
      #expect(result.objective == BruteForce(data).leastCost, "round \(round)")
      guard let optimum = result.objective, let formulation = IntervalFormulation(data) else { continue }
      let board = board(data)
      ScheduleBounds<[Int]>(formulation).run(on: board)
      #expect(board.bound?.first ?? .min <= optimum, "round \(round)")
    }
  }

  /// Heads and tails of a diamond of 2, 3, 1, 2 with a lag of 4 on one side, of which only the last end counts.
  @Test func pathsAreLongest() throws {
    let model = Model()
    let tasks = [2, 3, 1, 2].map { model.interval(duration: $0) }
    model.precede(tasks[0], tasks[1])
    model.precede(tasks[0], tasks[2], delay: 4)
    model.precede(tasks[1], tasks[3])
    model.precede(tasks[2], tasks[3])
    model.noOverlap([tasks[1], tasks[2]])
    model.minimize(tasks[3].end)
    let network = try #require(IntervalFormulation(try model.validated())).network
    let paths = TaskPaths(network, ends: [3: 0])
    #expect(paths.heads == [0, 2, 6, 7])
    #expect(paths.tails == [7, 2, 2, 0])
    #expect(paths.length == 9)
    #expect(TaskPaths(network, ends: [1: 0]).tails == [3, 0, TaskPaths.never, TaskPaths.never])
  }
}
