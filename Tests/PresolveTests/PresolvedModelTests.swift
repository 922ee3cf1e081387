import Basics
import Presolve
import Statements
import Testing

@Suite struct PresolvedModelTests {
  @Test func namesSurvive() {
    let model = Model()
    let (a, b, c) = (model.integer(3...3, "a"), model.integer(0...9), model.integer(0...9, "c"))
    model.add(a + b + c <= 12)
    model.add(b + 2 * c >= 4)
    model.minimize(b + c)
    let made = presolve(model.data)
    #expect(made.originalVariable == [1, 2])
    #expect(made.data.variableName(0) == "x1" && made.data.variableName(1) == "c")
  }

  @Test func hintsGoForward() {
    let model = Model()
    let (x, y, z) = (model.integer(0...20), model.integer(0...9), model.integer(4...4))
    model.add(y == x + z - 8)
    let w = model.integer(0...9)
    model.add(3 * w + 2 * x <= 40)
    model.maximize(w + x)
    for (variable, value) in [(x, 7), (z, 4), (w, 2)] { model.hint(variable, value) }
    let made = presolve(model.data, options: PresolveOptions(rules: [.affine]))
    // x − 4 is y; one of both is left, with the hint in its own terms.
    #expect(made.data.hints.count == 2)
    for hint in made.data.hints {
      let expected = made.originalVariable[hint.variable] == 0 ? 7 : made.originalVariable[hint.variable] == 1 ? 3 : 2
      #expect(hint.value == expected)
    }
  }

  @Test func aConstantObjectiveKeepsAVariable() throws {
    let model = Model()
    let (x, y) = (model.integer(0...3), model.boolean())
    model.add(x + y >= 1)
    model.minimize(5 * x + 2)
    let made = presolve(model.data)
    let objective = try #require(made.data.objective)
    #expect(!objective.cost.terms.isEmpty)
    let solution = made.data.lower
    #expect(made.data.violation(of: solution) == nil && made.data.cost(of: solution) == 2)
    let full = made.restore(solution)
    #expect(model.data.violation(of: full) == nil && model.data.cost(of: full) == 2)
    #expect(made.reduce([2, 0]).map { made.data.cost(of: $0) } == 2)
  }

  @Test func absentIntervalsLeave() {
    let model = Model(horizon: 9)
    let presence = model.boolean()
    let tasks = [
      model.interval(duration: 3, name: "a"), model.interval(duration: 4, presence: presence, name: "b"),
      model.interval(duration: 2, name: "c"),
    ]
    model.add(presence <= 0)
    model.noOverlap(tasks)
    model.minimize(model.maximum(of: [tasks[0].end, tasks[2].end]))
    let made = presolve(model.data, options: PresolveOptions(rules: []))
    #expect(made.originalInterval == [0, 2] && made.data.intervals.map(\.name) == ["a", "c"])
    #expect((made.data.constraints.first { $0 is NoOverlapConstraint } as? NoOverlapConstraint)?.members == [0, 1])
  }

  @Test func aStoppedPresolveGivesTheModelBack() {
    let data = Self.large(2000)
    var calls = 0
    let made = presolve(data) {
      calls += 1
      return calls > 1
    }
    #expect(made.data.variableCount == data.variableCount && !made.isInfeasible)
    #expect(made.data.constraints.count == data.constraints.count)
    let values = data.lower
    #expect(made.restore(values) == values)
  }

  /// Work per entry does not grow with the model.
  @Test func workIsLinear() {
    let (small, large) = (presolve(Self.large(1000)).report.work, presolve(Self.large(8000)).report.work)
    #expect(large < 16 * small)
  }

  @Test func equalSeedsOfWorkGiveEqualModels() {
    let data = Self.large(500)
    let (a, b) = (presolve(data), presolve(data))
    #expect(a.data.lower == b.data.lower && a.data.upper == b.data.upper)
    #expect(a.originalVariable == b.originalVariable && a.report.lines == b.report.lines)
  }

  /// Rows of three terms at random.
  static func large(_ rowCount: Int) -> ModelData {
    var random = RandomSource(seed: 1)
    let model = Model()
    let x = (0..<rowCount / 3).map { _ in model.integer(0...(random.below(3) == 0 ? 1 : 100)) }
    for _ in 0..<rowCount {
      var sum = LinearExpression()
      for _ in 0..<3 { sum += random.within(-9...9) * x[random.below(x.count)] }
      model.add(sum <= random.within(50...200))
    }
    model.minimize(Statements.sum(of: x.map { random.within(-5...5) * $0 }))
    return model.data
  }
}
