import Modeling
import Testing

/// The examples of the page about constraints, Intervals, as they stand there.
@Suite struct IntervalsPageTests {
  @Test func precede() throws {
    let model = Model(horizon: 100)
    let (dig, pour, paint, inspect) = (
      model.interval(duration: 3), model.interval(duration: 2), model.interval(duration: 4), model.interval(duration: 1)
    )
    let isPainted = model.boolean()
    model.precede(dig, pour, delay: 1)
    model.precede(paint, inspect, if: isPainted)
    model.add(isPainted == 1)
    model.minimize(pour.end + inspect.end)
    let result = try model.solve(workers: 1, timeLimit: 20)
    #expect(result.status == .optimal)
    #expect(result[pour]?.upperBound == 6 && result[inspect]?.upperBound == 5)
  }

  @Test func noOverlap() throws {
    let model = Model(horizon: 100)
    let (saw, drill, sand) = (model.interval(duration: 3), model.interval(duration: 2), model.interval(duration: 4))
    model.noOverlap([saw, drill, sand])
    model.minimize(model.maximum(of: [saw.end, drill.end, sand.end]))
    let result = try model.solve(workers: 1, timeLimit: 20)
    #expect(result.status == .optimal)
    #expect(result.objective == 9)
  }

  @Test func cumulative() throws {
    let model = Model(horizon: 100)
    let pours = [2, 2, 4].map { model.interval(duration: $0) }
    model.cumulative(pours, demands: [2, 2, 1], capacity: 3)
    model.minimize(model.maximum(of: pours.map(\.end)))
    let result = try model.solve(workers: 1, timeLimit: 20)
    #expect(result.status == .optimal)
    #expect(result.objective == 4)
  }

  @Test func alternative() throws {
    let model = Model(horizon: 100)
    let mill = model.interval(duration: model.integer(4...9))
    let ways = [4, 7].map { model.interval(duration: $0, presence: model.boolean()) }
    model.alternative(mill, of: ways)
    model.maximize(mill.end - mill.start)
    let result = try model.solve(workers: 1, timeLimit: 20)
    #expect(result.status == .optimal)
    #expect(result.objective == 7)
  }
}
