import Kernel
import Modeling
import Testing

/// How the model's constraints reach the kernel, seen from what level 0 propagates.
@Suite struct LoweringTests {
  private func bounds(_ lowered: LoweredModel, _ x: IntVar) -> ClosedRange<Int> {
    let data = lowered.tightened()
    return data.lower[x.index]...data.upper[x.index]
  }

  @Test func aLoweringThatIsStoppedSaysThatItIsIncomplete() throws {
    let model = Model(horizon: 20)
    for _ in 0..<3 { model.noOverlap((0..<3).map { _ in model.interval(duration: 2) }) }
    var looks = 0
    let stopped = try LoweredModel(
      try model.validated(),
      until: {
        looks += 1
        return looks == 2
      })
    #expect(!stopped.isComplete && looks == 2)
    #expect(try LoweredModel(try model.validated()).isComplete)
  }

  @Test func differencesPushBothBounds() throws {
    let model = Model()
    let (x, y) = (model.integer(2...9), model.integer(0...10))
    model.add(2 * x + 6 <= 2 * y)
    let lowered = try LoweredModel(try model.validated())
    #expect(lowered.solver.propagateRoot())
    #expect(bounds(lowered, y) == 5...10 && bounds(lowered, x) == 2...7)
  }

  @Test func conditionsOfImpossibleDifferencesBecomeFalse() throws {
    let model = Model()
    let (x, y) = (model.integer(5...9), model.integer(0...6))
    let (a, b) = (model.boolean(), model.boolean())
    model.add(x + 3 <= y, if: a)
    model.add(x + 3 <= y, if: a, b)
    model.add(x + 1 <= y, if: b)
    let lowered = try LoweredModel(try model.validated())
    #expect(lowered.solver.propagateRoot())
    #expect(bounds(lowered, a.variable) == 0...0)
    #expect(bounds(lowered, b.variable) == 0...1)
  }

  @Test func sumsOfBooleansThatForbidOneCornerAreClauses() throws {
    let model = Model()
    let b = (0..<3).map { _ in model.boolean() }
    model.add(2 * b[0] + 3 * b[1] - 2 * b[2] <= 4)
    model.add(b[0] == 1)
    model.add(b[1] == 1)
    let lowered = try LoweredModel(try model.validated())
    #expect(lowered.solver.propagateRoot())
    #expect(bounds(lowered, b[2].variable) == 1...1)
    #expect(lowered.solver.statistics.propagatorRuns == 0)
  }

  @Test func makespanThatOnlyTheObjectiveSeesNeedsNoPropagator() throws {
    let model = Model(horizon: 30)
    let jobs = [4, 6].map { model.interval(duration: $0) }
    let makespan = model.maximum(of: jobs.map(\.end))
    model.minimize(makespan)
    let lowered = try LoweredModel(try model.validated())
    #expect(lowered.solver.propagateRoot())
    #expect(lowered.solver.statistics.propagatorRuns == 0)
    #expect(bounds(lowered, makespan).lowerBound == 6)
    #expect(lowered.objective?.variable == lowered.variable(makespan))
  }

  @Test func objectiveIsAVariableWithFactorAndOffset() throws {
    let model = Model()
    let (x, y) = (model.integer(1...9), model.integer(2...9))
    model.minimize(6 * x - 4 * y + 5)
    let lowered = try LoweredModel(try model.validated())
    let objective = try #require(lowered.objective)
    #expect(lowered.solver.propagateRoot())
    #expect(objective.factor == 2)
    #expect(objective.cost(at: lowered.solver.store.lower(objective.variable)) == 6 - 36 + 5)
    // Costs are odd: at most 6 is at most 5.
    #expect(objective.atMost(6) == objective.atMost(5) && objective.atMost(4) != objective.atMost(5))
    #expect(objective.atLeast(6) == objective.atLeast(7))
  }

  @Test func largeAtMostOneIsASum() throws {
    let model = Model()
    let b = (0..<40).map { _ in model.boolean() }
    model.atMostOne(of: b.dropLast() + [!b[39]])
    model.add(b[7] == 1)
    let lowered = try LoweredModel(try model.validated())
    #expect(lowered.solver.propagateRoot())
    #expect(bounds(lowered, b[39].variable) == 1...1 && bounds(lowered, b[8].variable) == 0...0)
  }

  @Test func elementIndexStaysInsideTheList() throws {
    let model = Model()
    let index = model.integer(-5...5)
    let y = model.element([4, 8, 6], at: index)
    model.add(y >= 5)
    let result = try model.solve()
    #expect([1, 2].contains(result[index]) && result[y] == [4, 8, 6][result[index]])
  }
}
