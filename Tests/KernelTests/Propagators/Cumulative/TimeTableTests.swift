import Basics
import TestSupport
import Testing

@testable import Kernel

@Suite struct TimeTableTests {
  private static func check(
    _ features: CumulativeCase.Features, seeds: ClosedRange<UInt64>,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    ConstraintOracle(solutionLimit: 25).check(seeds: seeds, sourceLocation: sourceLocation) { random in
      CumulativeCase(features, &random).posted { solver, tasks, capacity in
        solver.post(TimeTable(tasks, capacity: capacity))
      }
    }
  }

  @Test func fixedTasksAgreeWithBruteForce() {
    Self.check(CumulativeCase.Features(), seeds: 1...120)
  }

  @Test func optionalTasksAgreeWithBruteForce() {
    Self.check(CumulativeCase.Features(taskCount: 2...3, optionalPercent: 60), seeds: 1...80)
  }

  @Test func variableDurationsAgreeWithBruteForce() {
    Self.check(
      CumulativeCase.Features(taskCount: 2...3, lastStart: 4, optionalPercent: 20, hasVariableDuration: true),
      seeds: 1...60)
  }

  @Test func variableDemandsAndCapacitiesAgreeWithBruteForce() {
    Self.check(
      CumulativeCase.Features(taskCount: 2...3, lastStart: 5, hasVariableDemand: true, hasVariableCapacity: true),
      seeds: 1...60)
  }

  @Test func pushesPastALongBlockInStepsOfTheDuration() throws {
    // A fixed task fills [2, 8) with 1 of 2; a task of duration 2 and demand 2 that ends after 2 goes to 8, by time
    // points 3, 5 and 7.
    let solver = Solver()
    let wall = solver.makeVariable(lower: 0, upper: 2)
    let x = solver.makeVariable(lower: 0, upper: 20)
    let tasks = [
      solver.makeTask(start: wall, duration: 6, demand: 1), solver.makeTask(start: x, duration: 2, demand: 2),
    ]
    solver.postCumulative(tasks, capacity: solver.constant(2))
    #expect(solver.propagateRoot())
    solver.decide(Literal(wall, atLeast: 2))
    try solver.propagate()
    solver.decide(Literal(x, atLeast: 2))
    try solver.propagate()
    #expect(solver.store.lower(x) == 8)
    var steps: [Int32] = []
    for t in 0..<solver.store.trail.count where solver.store.trail[t].node == x.index {
      steps.append(solver.store.trail[t].bound)
    }
    #expect(steps == [2, 4, 6, 8])
    // The same again after backtracking: nothing may be remembered as done.
    solver.backtrack(to: 1)
    solver.decide(Literal(x, atLeast: 2))
    try solver.propagate()
    #expect(solver.store.lower(x) == 8)
  }

  @Test func theProfileRaisesTheCapacity() {
    let solver = Solver()
    let capacity = solver.makeVariable(lower: 0, upper: 9)
    let tasks = (0..<3).map { _ in
      solver.makeTask(start: solver.makeVariable(lower: 0, upper: 1), duration: 4, demand: 2)
    }
    solver.postCumulative(tasks, capacity: capacity)
    #expect(solver.propagateRoot())
    #expect(solver.store.lower(capacity) == 6)
  }

  @Test func overloadedCompulsoryPartsAreInfeasible() {
    let solver = Solver()
    let tasks = (0..<3).map { _ in
      solver.makeTask(start: solver.makeVariable(lower: 0, upper: 1), duration: 4, demand: 2)
    }
    solver.postCumulative(tasks, capacity: solver.constant(5))
    #expect(!solver.propagateRoot())
  }
}
