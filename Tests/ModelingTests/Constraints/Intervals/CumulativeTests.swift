import Basics
import GLPKSolver
import MIP
import Modeling
import Testing

@Suite struct CumulativeTests {
  @Test func agreesWithBruteForce() {
    Specimen.check { random in
      let model = Model()
      let tasks = random.intervals(random.within(1...3), in: model)
      let isConstant = random.chance(60)
      var demands: [any LinearExpressible] = tasks.map { _ in random.below(4) }
      if !isConstant { demands[demands.count - 1] = model.integer(0...2) }
      let capacity = isConstant ? random.within(1...4).linearExpression : 2 * model.boolean() + random.below(3)
      model.cumulative(tasks, demands: demands, capacity: capacity)
      return Specimen(model) { values in
        (0..<12).allSatisfy { time in
          let running = zip(tasks, demands).filter { values[$0.0]?.contains(time) ?? false }
          return running.reduce(0) { $0 + values[$1.1.linearExpression] } <= values[capacity]
        }
      }
    }
  }

  @Test func words() throws {
    let model = Model(horizon: 20)
    let (a, b) = (model.interval(duration: 0), model.interval(duration: 4))
    let (c, d) = (model.interval(duration: 2), model.interval(duration: 2))
    model.cumulative([a, b, c, d], demands: [9, 1, 2, 2], capacity: 4)
    // What has no duration occupies nothing.
    #expect(try model.words(2, 0, 0, 4) == nil)
    #expect(try model.words(2, 0, 1, 2) == "constraint 0: a demand of 5 at 2 where the capacity is 4")
  }

  @Test func profileOfVariableDemandsAndDurations() throws {
    let model = Model(horizon: 20)
    let (duration, demand, capacity) = (model.integer(0...5), model.integer(0...3), model.integer(0...4))
    let a = model.interval(duration: duration, name: "a")
    let b = model.interval(duration: 4, name: "b")
    model.cumulative([a, b], demands: [demand, 2], capacity: capacity)
    // duration, demand, capacity, start and end of a, start of b
    #expect(try model.words(2, 2, 4, 1, 3, 0) == nil)
    #expect(try model.words(2, 3, 4, 1, 3, 0) != nil)
    #expect(try model.words(2, 3, 3, 4, 6, 0) == nil)
    #expect(try model.words(0, 3, 2, 1, 1, 0) == nil)
    #expect(try model.words(2, 1, 3, 1, 4, 0) != nil)
  }

  // MARK: Linear model

  private func project(horizon: Int) -> Model {
    let model = Model(horizon: horizon)
    let jobs = [3, 4, 2, 5].map { model.interval(duration: $0) }
    model.cumulative(jobs, demands: [2, 1, 2, 2], capacity: 3)
    model.precede(jobs[0], jobs[3])
    model.minimize(model.maximum(of: jobs.map(\.end)))
    return model
  }

  @Test func bothFormulationsHaveTheSameOptimum() throws {
    let data = try project(horizon: 12).validated()
    let timeIndexed = try Linearization(data)
    // Too few columns for start times, enough for pairs.
    let byStarts = try Linearization(data, columnLimit: 45)
    #expect(timeIndexed.linearModel.columns.count > byStarts.linearModel.columns.count)
    for linearization in [timeIndexed, byStarts] {
      let result = try GLPKSolver().solve(linearization.linearModel)
      #expect(result.status == .optimal && result.objective == 10)
    }
  }

  @Test func tooLargeIsRefused() throws {
    let data = try project(horizon: 12).validated()
    #expect(
      throws: ModelError.tooLarge(
        "a cumulative of 4 intervals with 52 start times needs more than 20 columns")
    ) { try Linearization(data, columnLimit: 20) }
  }

  @Test func theNativeStartMakesLongHorizonsSmall() throws {
    let model = project(horizon: 100_000)
    let result = try model.solve(using: GLPKSolver())
    #expect(result.status == .optimal && result.objective == 10)
  }
}
