import Modeling
import Testing

/// The checker on whole models, against assignments judged by hand; each constraint by itself has a file in `Constraints`.
@Suite struct ViolationTests {
  /// Whether the values, in the order in which the variables were made, are accepted.
  private func accepts(_ model: Model, _ values: Int...) throws -> Bool {
    try model.validated().violation(of: values) == nil
  }

  @Test func boundsAndMissingValues() throws {
    let model = Model()
    _ = model.integer(-1...2, "x")
    #expect(try accepts(model, 2))
    #expect(try !accepts(model, 3))
    #expect(try !accepts(model))
    #expect(try model.validated().violation(of: [3]) == "x = 3 is outside -1 ... 2")
  }

  @Test func absentIntervalsConstrainNothing() throws {
    let model = Model(horizon: 20)
    let presence = model.boolean()
    let a = model.interval(start: 0...20, duration: 3, end: 0...5, presence: presence, name: "a")
    let b = model.interval(duration: 2, name: "b")
    model.precede(a, b)
    model.noOverlap([a, b])
    model.cumulative([a, b], demands: [2, 1], capacity: 2)
    #expect(try accepts(model, 0, 20, 1))
    #expect(try !accepts(model, 1, 20, 1))
    #expect(try accepts(model, 1, 2, 5))
    #expect(try !accepts(model, 1, 2, 4))
  }
}
