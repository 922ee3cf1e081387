import Modeling
import Testing

/// The checker, constraint by constraint, against assignments judged by hand.
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

  @Test func linearRelations() throws {
    let model = Model()
    let (x, y, b) = (model.integer(0...9), model.integer(0...9), model.boolean())
    model.add(2 * x + y - 3 <= 7)
    model.add(x != y, if: b)
    model.add(x - y == 1, if: !b)
    #expect(try accepts(model, 3, 4, 1))
    #expect(try !accepts(model, 4, 3, 0))
    #expect(try !accepts(model, 3, 3, 1))
    #expect(try accepts(model, 3, 2, 0))
    #expect(try !accepts(model, 2, 2, 0))
  }

  @Test func strictComparisonsOfIntegers() throws {
    let model = Model()
    let (x, y) = (model.integer(0...9), model.integer(0...9))
    model.add(x < y)
    model.add(y > 4)
    model.add(5 >= y)
    #expect(try accepts(model, 4, 5))
    #expect(try !accepts(model, 5, 5))
    #expect(try !accepts(model, 3, 4))
  }

  @Test func booleans() throws {
    let model = Model()
    let (a, b, c) = (model.boolean(), model.boolean(), model.boolean())
    model.exactlyOne(of: [a, b, !c])
    model.imply(a, c)
    #expect(try accepts(model, 1, 0, 1))
    #expect(try !accepts(model, 1, 0, 0))
    #expect(try !accepts(model, 0, 0, 1))
    #expect(try accepts(model, 0, 0, 0))
  }

  @Test func gapsAndIndicators() throws {
    let model = Model()
    let x = model.integer(values: [5, 1, 3, 3])
    _ = model.indicator(x, equals: 3)
    #expect(try accepts(model, 3, 1))
    #expect(try accepts(model, 5, 0))
    #expect(try !accepts(model, 3, 0))
    #expect(try !accepts(model, 2, 0))
  }

  @Test func extremaAndElements() throws {
    let model = Model()
    let (x, y) = (model.integer(0...9), model.integer(0...9))
    _ = model.maximum(of: [x, y + 2])
    _ = model.minimum(of: [x, y + 2, 4])
    _ = model.element([7, y, 5], at: x)
    #expect(try accepts(model, 1, 3, 5, 1, 3))
    #expect(try !accepts(model, 1, 3, 6, 1, 3))
    #expect(try !accepts(model, 1, 3, 5, 2, 3))
    #expect(try !accepts(model, 1, 3, 5, 1, 7))
    #expect(try !accepts(model, 3, 3, 5, 3, 5))
  }

  @Test func precedencesWithDelay() throws {
    let model = Model(horizon: 20)
    let (a, b) = (model.interval(duration: 3, name: "a"), model.interval(duration: 2, name: "b"))
    model.precede(a, b, delay: 4)
    #expect(try accepts(model, 0, 7))
    #expect(try model.validated().violation(of: [0, 6]) == "constraint 0: a ends at 3, b starts at 6")
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

  @Test func intervalsOfNoDurationOccupyNothing() throws {
    let model = Model(horizon: 20)
    let (a, b) = (model.interval(duration: 0), model.interval(duration: 4))
    model.noOverlap([a, b])
    model.cumulative([a, b], demands: [9, 1], capacity: 1)
    #expect(try accepts(model, 2, 0))
  }

  @Test func touchingIntervalsDoNotOverlap() throws {
    let model = Model(horizon: 20)
    let (a, b) = (model.interval(duration: 3, name: "a"), model.interval(duration: 4, name: "b"))
    model.noOverlap([a, b])
    #expect(try accepts(model, 0, 3))
    #expect(try accepts(model, 4, 0))
    #expect(try model.validated().violation(of: [2, 0]) == "constraint 0: b and a overlap at 2")
  }

  @Test func profileOfVariableDemandsAndDurations() throws {
    let model = Model(horizon: 20)
    let (duration, demand, capacity) = (model.integer(0...5), model.integer(0...3), model.integer(0...4))
    let a = model.interval(duration: duration, name: "a")
    let b = model.interval(duration: 4, name: "b")
    model.cumulative([a, b], demands: [demand, 2], capacity: capacity)
    // duration, demand, capacity, start and end of a, start of b
    #expect(try accepts(model, 2, 2, 4, 1, 3, 0))
    #expect(try !accepts(model, 2, 3, 4, 1, 3, 0))
    #expect(try accepts(model, 2, 3, 3, 4, 6, 0))
    #expect(try accepts(model, 0, 3, 2, 1, 1, 0))
    #expect(try !accepts(model, 2, 1, 3, 1, 4, 0))
  }
}
