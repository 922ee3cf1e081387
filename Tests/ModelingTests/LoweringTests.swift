import Kernel
import Modeling
import Testing

/// How a model reaches the kernel; each constraint by itself has a file in `Constraints`.
@Suite struct LoweringTests {
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

  @Test func theBoundsOfModelsAreThoseOfTheKernel() {
    #expect(Model.limit == Int(boundLimit))
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
}
