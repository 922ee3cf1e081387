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

  /// While it is open whether a task is there, its duration moves nothing but itself.
  @Test func durationsOfOptionalTasksAgreeWithBruteForce() {
    Self.check(
      CumulativeCase.Features(
        taskCount: 2...3, lastStart: 4, optionalPercent: 80, hasVariableDuration: true, capacities: 1...2),
      seeds: 1...80)
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

  /// Capacity 1, a wall in [2, 4) and another that comes to [6, 8). An optional task that starts by 5 fits between them
  /// with the duration 1, whatever its duration was on a branch that is left.
  @Test func theDurationOfALeftBranchIsForgotten() throws {
    let solver = Solver()
    let start = solver.makeVariable(lower: 2, upper: 6)
    let duration = solver.makeVariable(lower: 1, upper: 3)
    let end = solver.makeVariable(lower: 3, upper: 20)
    let presence = solver.makeBoolean()
    for sign in [1, -1] {
      solver.postLinear(
        [(sign, start), (sign, duration), (-sign, end)].map { ($0.0, $0.1) }, atMost: 0, if: [presence])
    }
    let later = solver.makeVariable(lower: 6, upper: 20)
    let walls = [solver.makeVariable(lower: 2, upper: 2), later].map { solver.makeTask(start: $0, duration: 2) }
    let task = Task(
      start: OffsetVariable(start), end: OffsetVariable(end), duration: duration, demand: solver.constant(1),
      presence: presence)
    solver.post(TimeTable(walls + [task], capacity: solver.constant(1)))
    #expect(solver.propagateRoot())
    for decision in [Literal(duration, atLeast: 3), Literal(start, atMost: 5)] {
      solver.decide(decision)
      try solver.propagate()
    }
    solver.backtrack(to: 0)
    for decision in [Literal(start, atMost: 5), Literal(later, atMost: 6)] {
      solver.decide(decision)
      try solver.propagate()
    }
    var isOpen = solver.store.isUnassigned(presence)
    #expect(isOpen)
    // With the duration 3 it does not fit.
    solver.decide(Literal(duration, atLeast: 3))
    try solver.propagate()
    isOpen = solver.store.isUnassigned(presence)
    #expect(!isOpen)
  }

  /// A wall of 1 in [0, 4) beside a demand of 1 to 3 at capacity 2: the demand is 1, also where it was 1 already on a
  /// branch that is left, with the same bounds otherwise.
  @Test func theDemandOfALeftBranchIsForgotten() throws {
    let solver = Solver()
    let demand = solver.makeVariable(lower: 1, upper: 3)
    let start = solver.makeVariable(lower: 0, upper: 9)
    let wall = solver.makeTask(start: solver.makeVariable(lower: 0, upper: 0), duration: 4, demand: 1)
    var task = solver.makeTask(start: start, duration: 2, demand: 1)
    task.demand = demand
    solver.post(TimeTable([wall, task], capacity: solver.constant(2)))
    #expect(solver.propagateRoot())
    for decision in [Literal(demand, atMost: 1), Literal(start, atMost: 0)] {
      solver.decide(decision)
      try solver.propagate()
    }
    solver.backtrack(to: 0)
    solver.decide(Literal(start, atMost: 0))
    try solver.propagate()
    #expect(solver.store.upper(demand) == 1)
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
