import Basics
import TestSupport
import Testing

@testable import Kernel

@Suite struct TimeTableEdgeFindingTests {
  private static let post: @Sendable (Solver, [Task], IntegerVariable) -> Void = { solver, tasks, capacity in
    solver.post(TimeTable(tasks, capacity: capacity))
    solver.post(TimeTableEdgeFinding(tasks, capacity: capacity))
    solver.post(TimeTableEdgeFinding(tasks.map(\.mirrored), capacity: capacity))
  }

  @Test func fixedTasksAgreeWithBruteForce() {
    ConstraintOracle(isConfluent: false, solutionLimit: 25).check(seeds: 1...120) { random in
      CumulativeCase(CumulativeCase.Features(taskCount: 3...4), &random).posted(Self.post)
    }
  }

  @Test func optionalTasksAndVariableCapacitiesAgreeWithBruteForce() {
    ConstraintOracle(isConfluent: false, solutionLimit: 25).check(seeds: 1...60) { random in
      CumulativeCase(
        CumulativeCase.Features(
          taskCount: 3...3, lastStart: 5, optionalPercent: 40, hasVariableDemand: random.chance(40),
          hasVariableCapacity: true), &random
      ).posted(Self.post)
    }
  }

  @Test func variableDurationsAgreeWithBruteForce() {
    ConstraintOracle(isConfluent: false, solutionLimit: 25).check(seeds: 1...40) { random in
      CumulativeCase(
        CumulativeCase.Features(taskCount: 3...3, lastStart: 4, hasVariableDuration: true), &random
      ).posted(Self.post)
    }
  }

  /// Two tasks of 2 x 2 fill [0, 4) at capacity 2, so a third one of demand 1 starts at 4; and the mirror image.
  @Test(arguments: [false, true]) func pushesPastAFullWindow(isMirrored: Bool) {
    let solver = Solver()
    let horizon: Int32 = 12
    func start(_ lower: Int32, _ upper: Int32, duration: Int32) -> IntegerVariable {
      isMirrored
        ? solver.makeVariable(lower: horizon - upper - duration, upper: horizon - lower - duration)
        : solver.makeVariable(lower: lower, upper: upper)
    }
    let x = start(0, 10, duration: 2)
    let tasks = [
      solver.makeTask(start: start(0, 2, duration: 2), duration: 2, demand: 2),
      solver.makeTask(start: start(0, 2, duration: 2), duration: 2, demand: 2),
      solver.makeTask(start: x, duration: 2, demand: 1),
    ]
    solver.postCumulative(tasks, capacity: solver.constant(2))
    #expect(solver.propagateRoot())
    #expect(solver.store.lower(x) == (isMirrored ? 0 : 4))
    #expect(solver.store.upper(x) == (isMirrored ? horizon - 4 - 2 : 10))
  }

  @Test func mirroredTasksGiveTheSameBounds() {
    for seed in 1...60 as ClosedRange<UInt64> {
      var random = RandomSource(seed: seed)
      var plain = CumulativeCase(CumulativeCase.Features(taskCount: 3...4, optionalPercent: 20), &random)
      let (solver, variables) = plain.posted().makeSolver()
      plain.isMirrored = true
      let (mirrored, twins) = plain.posted().makeSolver()
      var isFeasible = solver.propagateRoot()
      #expect(isFeasible == mirrored.propagateRoot(), "seed \(seed)")
      while isFeasible, let decision = solver.randomDecision(on: variables, &random) {
        solver.decide(decision)
        do { try solver.propagate() } catch { isFeasible = false }
        var isTwinFeasible = true
        mirrored.decide(decision)
        do { try mirrored.propagate() } catch { isTwinFeasible = false }
        #expect(isFeasible == isTwinFeasible, "seed \(seed)")
        if !isFeasible || !isTwinFeasible { break }
        for (x, y) in zip(variables, twins) {
          #expect(solver.store.lower(x) == mirrored.store.lower(y), "seed \(seed)")
          #expect(solver.store.upper(x) == mirrored.store.upper(y), "seed \(seed)")
        }
      }
    }
  }
}
