import GLPKSolver
import Modeling
import Testing

/// Mistakes in a model are thrown by `solve` as values that name their place.
@Suite struct ModelErrorTests {
  private let limit = 1 << 30

  private func expect(_ error: ModelError, in model: Model, _ message: String) {
    #expect(throws: error) { try model.solve() }
    #expect(throws: error) { try model.solve(using: GLPKSolver()) }
    #expect(throws: error) { try model.linearModel() }
    #expect(error.description == message)
  }

  @Test func boundsOutside32Bits() {
    let model = Model()
    _ = model.integer(0...limit, "memory")
    expect(
      .boundsOutOfRange("memory in 0 ... 1073741824"), in: model,
      "memory in 0 ... 1073741824 is not strictly within -2^30 ... 2^30")
  }

  @Test func extremeBoundsAreFine() throws {
    let model = Model()
    let x = model.integer((1 - limit)...(limit - 1))
    let y = model.integer((1 - limit)...(limit - 1))
    model.add(x + (limit - 1) <= y)
    model.maximize(x)
    #expect(try model.solve().objective == 0)
  }

  @Test func endOfAnIntervalOutside32Bits() {
    let model = Model()
    _ = model.interval(start: 0...(limit - 5), duration: 5, name: "a")
    expect(.boundsOutOfRange("the end of a"), in: model, "the end of a is not strictly within -2^30 ... 2^30")
  }

  @Test func noValueAtAll() {
    let model = Model()
    _ = model.integer(values: [], "shift")
    expect(.emptyDomain("shift"), in: model, "shift has no value")
  }

  @Test func sumBeyond64Bits() {
    let model = Model()
    let x = model.integer(0...10)
    model.add(Int.max * x + (Int.max - 1) * model.integer(0...1) <= 5)
    expect(.overflow("linear constraint 0"), in: model, "linear constraint 0 can leave the range of exact arithmetic")
  }

  @Test func coefficientBeyond64Bits() {
    let model = Model()
    let x = model.integer(0...10)
    model.add(Int.max * x + 2 * x <= 5)
    expect(.overflow("linear constraint 0"), in: model, "linear constraint 0 can leave the range of exact arithmetic")
  }

  @Test func constantBeyond64BitsInTheWriting() {
    let model = Model()
    let x = model.integer(0...10)
    model.minimize(Int.max * (x + Int.max))
    expect(.overflow("the objective"), in: model, "the objective can leave the range of exact arithmetic")
  }

  @Test func objectiveRangeBeyond32Bits() {
    let model = Model()
    let x = (0..<3).map { _ in model.integer(0...100_000) }
    model.add(3 * x[0] + 5 * x[1] + 7 * x[2] >= 100_001)
    model.add(2 * x[0] + 9 * x[1] - 4 * x[2] == 1_000)
    model.minimize(1_000_003 * x[0] + 999_983 * x[1] + 1_000_007 * x[2])
    #expect(throws: ModelError.overflow("the objective")) { try model.solve() }
  }

  @Test func variableOfAnotherModel() {
    let model = Model()
    let stranger = Model().integer(0...3)
    model.add(model.integer(0...3) <= stranger)
    expect(
      .foreignVariable("linear constraint 0"), in: model, "linear constraint 0 has a variable of another model")
  }

  @Test(arguments: 0..<9)
  func strangersEverywhere(place: Int) {
    let model = Model()
    let other = Model()
    let (x, b, a) = (other.integer(0...3), other.boolean(), other.interval(duration: 2))
    let mine = model.interval(duration: 1)
    switch place {
    case 0: model.minimize(x)
    case 1: model.hint(x, 1)
    case 2: model.atLeastOne(of: [b])
    case 3: model.noOverlap([mine, a])
    case 4: model.precede(mine, a)
    case 5: model.cumulative([mine], demands: [x], capacity: 2)
    case 6: _ = model.maximum(of: [x, 2])
    case 7: _ = model.interval(duration: 1, presence: b)
    default: _ = model.interval(duration: x)
    }
    guard case .foreignVariable? = model.errors.first else {
      Issue.record("not noticed: \(model.errors)")
      return
    }
  }

  @Test func negativeDurations() {
    let fixed = Model()
    _ = fixed.interval(duration: -1, name: "a")
    expect(.negativeDuration("a"), in: fixed, "the duration of a can be negative")
    let variable = Model()
    _ = variable.interval(duration: variable.integer(-1...3), name: "b")
    expect(.negativeDuration("b"), in: variable, "the duration of b can be negative")
  }

  @Test func negativeDemandOrCapacity() {
    let model = Model()
    model.cumulative([model.interval(duration: 1, name: "a")], demands: [model.integer(-1...1)], capacity: 2)
    expect(.negativeQuantity("the demand of a"), in: model, "the demand of a can be negative")
    let other = Model()
    other.cumulative([other.interval(duration: 1)], demands: [1], capacity: -1)
    expect(.negativeQuantity("a capacity"), in: other, "a capacity can be negative")
  }

  @Test func demandAboveCapacityIsAllowedAndInfeasible() throws {
    let model = Model(horizon: 10)
    model.cumulative([model.interval(duration: 1)], demands: [3], capacity: 2)
    #expect(try model.solve().status == .infeasible)
    let optional = Model(horizon: 10)
    let presence = optional.boolean()
    optional.cumulative([optional.interval(duration: 1, presence: presence)], demands: [3], capacity: 2)
    #expect(try optional.solve()[presence] == false)
  }

  @Test func countsOfDemands() {
    let model = Model()
    model.cumulative([model.interval(duration: 1)], demands: [1, 2], capacity: 2)
    expect(
      .mismatchedCounts("cumulative: 1 intervals, 2 demands"), in: model, "cumulative: 1 intervals, 2 demands")
  }

  @Test func sameIntervalTwice() {
    let model = Model()
    let a = model.interval(duration: 1, name: "a")
    model.noOverlap([a, a])
    expect(.duplicateInterval("a"), in: model, "a twice on one resource")
  }

  @Test func extremaOfNothing() {
    let model = Model()
    _ = model.maximum(of: [])
    expect(.emptyOperands("the maximum"), in: model, "the maximum of nothing")
    let other = Model()
    _ = other.element([], at: other.integer(0...1))
    expect(.emptyOperands("an element"), in: other, "an element of nothing")
  }

  @Test func hintOutsideTheDomain() {
    let model = Model()
    model.hint(model.integer(0...3, "x"), 4)
    expect(.invalidHint("x"), in: model, "the hint for x is outside its domain")
  }

  @Test func windowsThatDoNotFitAreInfeasibleNotAMistake() throws {
    let model = Model()
    _ = model.interval(start: 0...10, duration: 5, end: 0...4)
    #expect(try model.solve().status == .infeasible)
  }

  @Test func theFirstMistakeIsThrown() {
    let model = Model()
    _ = model.integer(values: [], "first")
    _ = model.interval(duration: -1, name: "second")
    #expect(model.errors.count == 2)
    #expect(throws: ModelError.emptyDomain("first")) { try model.solve() }
  }
}
