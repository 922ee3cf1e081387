import Basics
import TestSupport
import Testing

@testable import Kernel

@Suite struct AlternativeTests {
  /// Variables: the main task's presence, start and duration, then an option's presence and start each, then the main
  /// task's end. The options have fixed durations; so may the main task have, whose end is a constant then.
  private static func randomCase(_ random: inout RandomSource, isOptional: Bool) -> PostedCase {
    let count = random.within(1...3)
    let durations = (0..<count).map { _ in Int32(random.within(0...3)) }
    let isFixed = random.chance(40)
    let duration: ClosedRange<Int32> = isFixed ? durations[0]...durations[0] : 0...3
    var domains: [ClosedRange<Int32>] = [isOptional ? 0...1 : 1...1, random.domain(in: 0...5, width: 4), duration]
    for _ in 0..<count { domains += [0...1, random.domain(in: 0...5, width: 2)] }
    let endIndex = domains.count
    domains.append(isFixed ? 0...0 : domains[1].lowerBound...domains[1].upperBound + 3)
    let limits: [ClosedRange<Int32>] = domains.enumerated().map { i, domain in
      if isFixed, i == 2 || i == endIndex { return domain }
      if i == 0 || domain == 0...1 { return 0...1 }
      return i == 2 ? 0...5 : domain.lowerBound - 2...domain.upperBound + 2
    }
    return PostedCase(domains: domains, limits: limits) { values in
      if !isFixed, values[endIndex] != values[1] + values[2] { return false }
      let present = (0..<count).filter { values[3 + 2 * $0] == 1 }
      if present.count != Int(values[0]) { return false }
      return present.allSatisfy { values[4 + 2 * $0] == values[1] && durations[$0] == values[2] }
    } post: { solver, x in
      let presence = Literal(x[0], atLeast: 1)
      let main: Task
      if isFixed {
        main = solver.makeTask(start: x[1], duration: durations[0], presence: presence)
      } else {
        let end = x[endIndex]
        solver.postLinear([(1, x[1]), (1, x[2]), (-1, end)], atMost: 0)
        solver.postLinear([(-1, x[1]), (-1, x[2]), (1, end)], atMost: 0)
        main = Task(
          start: OffsetVariable(x[1]), end: OffsetVariable(end), duration: x[2], demand: solver.constant(1),
          presence: presence)
      }
      let options = (0..<count).map {
        solver.makeTask(start: x[4 + 2 * $0], duration: durations[$0], presence: Literal(x[3 + 2 * $0], atLeast: 1))
      }
      solver.add(clause: options.map(\.presence) + [presence.negated])
      for (i, option) in options.enumerated() {
        solver.add(clause: [option.presence.negated, presence])
        for other in options[..<i] { solver.add(clause: [option.presence.negated, other.presence.negated]) }
      }
      solver.postAlternative(main, options: options)
    }
  }

  @Test func mandatoryTasksAgreeWithBruteForce() {
    ConstraintOracle(solutionLimit: 25).check(seeds: 1...100) { Self.randomCase(&$0, isOptional: false) }
  }

  @Test func optionalTasksAgreeWithBruteForce() {
    ConstraintOracle(solutionLimit: 25).check(seeds: 1...100) { Self.randomCase(&$0, isOptional: true) }
  }

  /// By hand: the options start in 4...6 and in 9...12.
  private func solver(
    mainIsOptional: Bool
  ) -> (solver: Solver, start: IntegerVariable, presence: Literal, options: [Literal]) {
    let solver = Solver()
    let start = solver.makeVariable(lower: 0, upper: 20)
    let presence = mainIsOptional ? solver.makeBoolean() : .always
    let options = (0..<2).map { _ in solver.makeBoolean() }
    solver.add(clause: options + [presence.negated])
    solver.add(clause: options.map(\.negated))
    for option in options { solver.add(clause: [option.negated, presence]) }
    let windows = [solver.makeVariable(lower: 4, upper: 6), solver.makeVariable(lower: 9, upper: 12)]
    solver.postAlternative(
      solver.makeTask(start: start, duration: 2, presence: presence),
      options: zip(windows, options).map { solver.makeTask(start: $0, duration: 2, presence: $1) })
    return (solver, start, presence, options)
  }

  @Test func theMainTaskIsWithinTheHullOfTheOptions() throws {
    let (solver, start, _, options) = solver(mainIsOptional: false)
    #expect(solver.propagateRoot())
    #expect(solver.store.lower(start) == 4 && solver.store.upper(start) == 12)
    // Too late for the first option; the second one is left.
    solver.decide(Literal(start, atLeast: 7))
    try solver.propagate()
    #expect(solver.store.isFalse(options[0]) && solver.store.isTrue(options[1]) && solver.store.lower(start) == 9)
  }

  @Test func aMainTaskThatNoOptionFitsIsAbsent() throws {
    let (solver, start, presence, options) = solver(mainIsOptional: true)
    #expect(solver.propagateRoot())
    // Its own bounds mean nothing while it may be absent.
    #expect(solver.store.lower(start) == 0 && solver.store.upper(start) == 20)
    solver.decide(Literal(start, atMost: 3))
    try solver.propagate()
    #expect(solver.store.isFalse(presence) && options.allSatisfy { solver.store.isFalse($0) })
  }

  @Test func optionsOfAnotherDurationAreExcludedAtOnce() {
    let solver = Solver()
    let options = (0..<2).map { _ in solver.makeBoolean() }
    solver.add(clause: options)
    solver.add(clause: options.map(\.negated))
    func start() -> IntegerVariable { solver.makeVariable(lower: 0, upper: 1_000_000) }
    solver.postAlternative(
      solver.makeTask(start: start(), duration: 3),
      options: zip([2, 3] as [Int32], options).map { solver.makeTask(start: start(), duration: $0, presence: $1) })
    #expect(solver.propagateRoot())
    #expect(solver.store.isFalse(options[0]) && solver.store.isTrue(options[1]))
  }
}
