import Basics
import TestSupport
import Testing

@testable import Kernel

@Suite struct DisjunctiveTests {
  /// Edge finding leaves out some pushes while an overload is pending, so the order of events shows in the bounds of
  /// failing nodes only; the fixpoints themselves agree.
  private let oracle = ConstraintOracle(solutionLimit: 30)

  @Test(arguments: DisjunctiveCase.Rule.allCases)
  func eachRuleAloneAgreesWithBruteForce(_ rule: DisjunctiveCase.Rule) {
    oracle.check(seeds: 1...120, DisjunctiveCase(rules: [rule]).make)
  }

  /// Without pairwise reasoning in front, on crowded resources: the rules have to do the work.
  @Test(arguments: DisjunctiveCase.Rule.allCases)
  func eachRuleByItselfInfersWhatItsPremisesImply(_ rule: DisjunctiveCase.Rule) {
    var oracle = self.oracle
    oracle.isComplete = false
    oracle.isConfluent = false
    oracle.check(
      seeds: 1...250, DisjunctiveCase(rules: [rule], isBare: true, tasks: 3...5, width: 7, horizon: 6).make)
  }

  @Test(arguments: DisjunctiveCase.Rule.allCases)
  func eachRuleAgreesWithBruteForceOnSeenOrders(_ rule: DisjunctiveCase.Rule) {
    oracle.check(seeds: 1...60, DisjunctiveCase(rules: [rule], showsOrders: true, tasks: 3...3).make)
    oracle.check(seeds: 61...80, DisjunctiveCase(rules: [rule], showsOrders: true, tasks: 4...4, width: 3).make)
  }

  @Test func theWholeConstraintAgreesWithBruteForce() {
    oracle.check(seeds: 1...120, DisjunctiveCase().make)
    oracle.check(seeds: 121...140, DisjunctiveCase(tasks: 5...5, width: 4).make)
  }

  /// A duration that is a variable is a premise like any other.
  @Test(arguments: DisjunctiveCase.Rule.allCases)
  func eachRuleExplainsADurationThatIsAVariable(_ rule: DisjunctiveCase.Rule) {
    var oracle = self.oracle
    oracle.isConfluent = false
    oracle.check(
      seeds: 1...60, DisjunctiveCase(rules: [rule], hasVariableDuration: true, tasks: 3...3, width: 4).make)
    oracle.isComplete = false
    oracle.check(
      seeds: 61...160,
      DisjunctiveCase(rules: [rule], isBare: true, hasVariableDuration: true, tasks: 3...3, horizon: 5).make)
  }

  @Test func theWholeConstraintTakesADurationThatIsAVariable() {
    var oracle = self.oracle
    oracle.isConfluent = false
    oracle.check(seeds: 1...40, DisjunctiveCase(hasVariableDuration: true, tasks: 3...3, width: 4).make)
    oracle.check(
      seeds: 41...70,
      DisjunctiveCase(
        allowsOptionalTasks: true, allowsEmptyTasks: true, hasVariableDuration: true, tasks: 2...3, width: 3
      ).make)
  }

  @Test func optionalTasksConstrainOnlyWhenPresent() {
    oracle.check(seeds: 1...80, DisjunctiveCase(allowsOptionalTasks: true, tasks: 2...3).make)
  }

  @Test func emptyTasksMayLieAnywhere() {
    oracle.check(seeds: 1...60, DisjunctiveCase(allowsEmptyTasks: true).make)
  }

  /// Vilím's edge finding example shape: two tasks fill [4, 9) up to one unit, so a third task that would have to start
  /// before them comes after both.
  @Test func edgeFindingPushesBehindTheSet() {
    let solver = Solver()
    let a = solver.makeVariable(lower: 4, upper: 6)  // duration 3, ends by 9
    let b = solver.makeVariable(lower: 4, upper: 7)  // duration 2, ends by 9
    let c = solver.makeVariable(lower: 3, upper: 20)  // duration 4
    solver.postDisjunctive([(a, 3), (b, 2), (c, 4)].map { solver.makeTask(start: $0.0, duration: $0.1) })
    #expect(solver.propagateRoot())
    // With c before one of them: 3 + 4 + 3 + 2 > 9. So c starts at 4 + 3 + 2 at the earliest.
    #expect(solver.store.lower(c) == 9)
  }

  /// Tasks of 6 and 8 lie in [0, 10), which is 4 too little. One unit of that makes the conflict, three widen the window
  /// of the premises: one at its start, two at its end, so [-1, 12). A third task in [5, 11) has no part in it.
  @Test func theOverloadNamesOnlyTasksThatItCounted() {
    let solver = Solver()
    let starts = (0..<3).map { _ in solver.makeVariable(lower: 0, upper: 50) }
    let tasks = zip(starts, [6, 8, 4]).map { solver.makeTask(start: $0, duration: $1) }
    let isSequenced = solver.store.makeReversible(0)
    solver.post(DisjunctiveOverload(UnaryView(tasks: tasks, isSequenced: isSequenced) { _, _ in UnaryView.never }))
    #expect(solver.propagateRoot())
    for decision in [
      Literal(starts[0], atMost: 4), Literal(starts[2], atLeast: 5), Literal(starts[2], atMost: 7),
      Literal(starts[1], atMost: 2),
    ] { solver.decide(decision) }
    #expect(throws: Conflict.self) { try solver.propagate() }
    let conflict = (0..<solver.store.conflict.count).map { solver.store.conflict[$0] }
    let aboveRoot = Set(conflict.filter { !solver.store.isRootTrue($0) })
    #expect(aboveRoot == [Literal(starts[0], atMost: 6), Literal(starts[1], atMost: 4)])
  }

  /// Two tasks of one start variable are different tasks: each pair has an order of its own.
  @Test func tasksThatShareAStartHaveOrdersOfTheirOwn() {
    oracle.check(seeds: 1...40) { random in
      let domains = (0..<2).map { _ in random.domain(in: 0...8, width: 6) }
      let durations = (0..<3).map { _ in Int32(random.within(1...4)) }
      return PostedCase(domains: domains) { values in
        [durations[0], durations[2]].allSatisfy { longer in
          values[0] + longer <= values[1] || values[1] + durations[1] <= values[0]
        }
      } post: { solver, variables in
        let other = solver.makeTask(start: variables[1], duration: durations[1])
        for duration in [durations[0], durations[2]] {
          solver.postDisjunctive([solver.makeTask(start: variables[0], duration: duration), other])
        }
      }
    }
  }

  /// The mirrored model has mirrored bounds.
  @Test func timeDirectionsAreSymmetric() {
    for seed in 1...200 as ClosedRange<UInt64> {
      var random = RandomSource(seed: seed)
      let n = random.within(3...6)
      let tasks = (0..<n).map { _ in
        (domain: random.domain(in: 0...14, width: 8), duration: Int32(random.within(1...5)))
      }
      let forward = Solver()
      let starts = tasks.map { forward.makeVariable(lower: $0.domain.lowerBound, upper: $0.domain.upperBound) }
      forward.postDisjunctive(zip(starts, tasks).map { forward.makeTask(start: $0, duration: $1.duration) })
      let backward = Solver()
      let mirrored = tasks.map {
        backward.makeVariable(lower: -$0.domain.upperBound - $0.duration, upper: -$0.domain.lowerBound - $0.duration)
      }
      backward.postDisjunctive(zip(mirrored, tasks).map { backward.makeTask(start: $0, duration: $1.duration) })
      let isFeasible = forward.propagateRoot()
      #expect(isFeasible == backward.propagateRoot(), "seed \(seed)")
      if !isFeasible { continue }
      for i in 0..<n {
        #expect(
          forward.store.lower(starts[i]) == -backward.store.upper(mirrored[i]) - tasks[i].duration, "seed \(seed)")
        #expect(
          forward.store.upper(starts[i]) == -backward.store.lower(mirrored[i]) - tasks[i].duration, "seed \(seed)")
      }
    }
  }
}
