import GLPKSolver
import MIP
import Modeling
import Testing

/// The linear image of a model: size, tightness, and its refusals.
@Suite struct LinearizationTests {
  private func project(horizon: Int) -> Model {
    let model = Model(horizon: horizon)
    let jobs = [3, 4, 2, 5].map { model.interval(duration: $0) }
    model.cumulative(jobs, demands: [2, 1, 2, 2], capacity: 3)
    model.precede(jobs[0], jobs[3])
    model.minimize(model.maximum(of: jobs.map(\.end)))
    return model
  }

  @Test func bigMIsTheLargestExcess() throws {
    let model = Model()
    let (x, b) = (model.integer(0...9), model.boolean())
    model.add(x <= 4, if: b)
    let linear = try model.linearModel()
    let row = try #require(linear.rows.first)
    // x + 5 b <= 9
    #expect(row.terms.map(\.coefficient) == [1, 5] && row.upper == 9)
  }

  @Test func boundsSettleOrdersWithoutABinary() throws {
    let model = Model()
    let early = model.interval(start: 0...2, duration: 3)
    let late = model.interval(start: 5...9, duration: 3)
    let middle = model.interval(start: 3...8, duration: 3)
    model.noOverlap([early, late, middle])
    // Three starts; early before late always, early before middle is the only order, late and middle are open.
    let linear = try model.linearModel()
    #expect(linear.columns.count == 4)
    #expect(linear.rows.count == 3)
  }

  @Test func bothFormulationsOfAResourceHaveTheSameOptimum() throws {
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
    let machine = Model()
    machine.noOverlap((0..<20).map { _ in machine.interval(duration: 1) })
    #expect(throws: ModelError.tooLarge("the linear model would have more than 100 columns")) {
      try Linearization(try machine.validated(), columnLimit: 100)
    }
  }

  @Test func theNativeStartMakesLongHorizonsSmall() throws {
    let model = project(horizon: 100_000)
    let result = try model.solve(using: GLPKSolver())
    #expect(result.status == .optimal && result.objective == 10)
  }

  @Test func roundedValuesThatBreakTheModelAreNoSolution() throws {
    let model = Model()
    let (x, y) = (model.integer(0...9), model.integer(0...9))
    model.add(x + 2 <= y)
    let linearization = try Linearization(try model.validated())
    #expect(linearization.decode([1.0000001, 2.9999999]) == [1, 3])
    #expect(linearization.decode([1.4, 2.6]) == [1, 3])
    #expect(linearization.decode([1, 2]) == nil)
    #expect(linearization.decode([.nan, 2]) == nil)
  }
}
