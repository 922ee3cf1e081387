import Basics
import TestSupport
import Testing

@testable import Kernel

@Suite struct AlternativeTests {
  /// Variables: the main task's presence, start, duration and end, then an option's presence and start each. The options
  /// have fixed durations; where the main task has one too, its end is no variable, and the one here is idle.
  private static func randomCase(_ random: inout RandomSource, isOptional: Bool) -> PostedCase {
    let isFixed = random.chance(40)
    let count = random.within(1...(isFixed ? 3 : 2))
    let durations = (0..<count).map { _ in Int32(random.within(0...2)) }
    let duration: ClosedRange<Int32> = isFixed ? durations[0]...durations[0] : 0...2
    let end: ClosedRange<Int32> = isFixed ? 0...0 : 0...6
    var domains = [isOptional ? 0...1 : 1...1, random.domain(in: 0...4, width: 2), duration, end]
    var limits = [0...1, -1...7, duration, isFixed ? end : -1...9]
    for _ in 0..<count {
      domains += [0...1, random.domain(in: 0...4, width: 2)]
      limits += [0...1, -1...7]
    }
    return PostedCase(domains: domains, limits: limits) { values in
      if !isFixed, values[1] + values[2] != values[3] { return false }
      let present = (0..<count).filter { values[4 + 2 * $0] == 1 }
      if present.count != Int(values[0]) { return false }
      return present.allSatisfy { values[5 + 2 * $0] == values[1] && durations[$0] == values[2] }
    } post: { solver, x in
      if !isFixed {
        solver.postLinear([(1, x[1]), (1, x[2]), (-1, x[3])], atMost: 0)
        solver.postLinear([(-1, x[1]), (-1, x[2]), (1, x[3])], atMost: 0)
      }
      let main = Task(
        start: OffsetVariable(x[1]),
        end: isFixed ? OffsetVariable(x[1], plus: durations[0]) : OffsetVariable(x[3]),
        duration: isFixed ? solver.constant(durations[0]) : x[2], demand: solver.constant(1),
        presence: Literal(x[0], atLeast: 1))
      let options = (0..<count).map {
        solver.makeTask(start: x[5 + 2 * $0], duration: durations[$0], presence: Literal(x[4 + 2 * $0], atLeast: 1))
      }
      solver.add(clause: options.map(\.presence) + [main.presence.negated])
      for (i, option) in options.enumerated() {
        solver.add(clause: [option.presence.negated, main.presence])
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
