import Basics
import Modeling
import Testing

@Suite struct MaximumTests {
  @Test func agreesWithBruteForce() {
    Specimen.check { random in
      let model = Model()
      let x = (0..<2).map { _ in random.integer(in: model) }
      let operands = x.map { random.term($0) } + [random.within(-2...2).linearExpression]
      let largest = random.chance(80) ? model.maximum(of: operands) : nil
      let smallest = largest == nil || random.chance(40) ? model.minimum(of: operands) : nil
      // Another constraint on it, so that it is kept from both sides.
      if let target = largest ?? smallest, random.chance(60) { model.add(target != 100) }
      return Specimen(model) { values in
        let all = operands.map { values[$0] }
        return largest.map { values[$0] == all.max() } ?? true && smallest.map { values[$0] == all.min() } ?? true
      }
    }
  }

  @Test func words() throws {
    let model = Model()
    let (x, y) = (model.integer(0...9), model.integer(0...9))
    _ = model.maximum(of: [x, y + 2])
    _ = model.minimum(of: [x, y + 2, 4])
    #expect(try model.words(1, 3, 5, 1) == nil)
    #expect(try model.words(1, 3, 6, 1) == "constraint 0: an extremum is 6, not 5")
    #expect(try model.words(1, 3, 5, 2) == "constraint 1: an extremum is -2, not -1")
  }

  @Test func oneThatOnlyTheObjectiveSeesNeedsNoPropagator() throws {
    let model = Model(horizon: 30)
    let jobs = [4, 6].map { model.interval(duration: $0) }
    let makespan = model.maximum(of: jobs.map(\.end))
    model.minimize(makespan)
    let lowered = try LoweredModel(try model.validated())
    #expect(lowered.solver.propagateRoot())
    #expect(lowered.solver.statistics.propagatorRuns == 0)
    #expect(lowered.bounds(of: makespan).lowerBound == 6)
    #expect(lowered.objective?.variable == lowered.variable(makespan))
  }
}
