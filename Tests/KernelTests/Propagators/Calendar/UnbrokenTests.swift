import Basics
import TestSupport
import Testing

@testable import Kernel

@Suite struct UnbrokenTests {
  /// Variables: start, duration, presence and, where the duration is variable, the end.
  private static func randomCase(_ random: inout RandomSource, isOptional: Bool, isVariable: Bool) -> PostedCase {
    let stretches = OpenTimesTests.randomStretches(&random)
    let duration = Int32(random.within(1...3))
    let durations = isVariable ? duration...(duration + Int32(random.below(3))) : duration...duration
    var domains = [random.domain(in: 0...8, width: 8), durations, isOptional ? 0...1 : 1...1]
    var limits: [ClosedRange<Int32>] = [-2...14, isVariable ? 1...6 : durations, 0...1]
    if isVariable {
      domains.append(random.domain(in: 1...10, width: 8))
      limits.append(0...16)
    }
    return PostedCase(domains: domains, limits: limits) { values in
      let (start, end) = (values[0], values[0] + values[1])
      if isVariable, values[3] != end { return false }
      if values[2] == 0 { return true }
      return stretches.contains { $0.lowerBound <= start && end <= $0.upperBound }
    } post: { solver, x in
      let end = isVariable ? OffsetVariable(x[3]) : OffsetVariable(x[0], plus: duration)
      if isVariable {
        solver.postLinear([(1, x[0]), (1, x[1]), (-1, x[3])], atMost: 0)
        solver.postLinear([(-1, x[0]), (-1, x[1]), (1, x[3])], atMost: 0)
      }
      solver.postUnbroken(
        start: OffsetVariable(x[0]), end: end, duration: x[1], presence: Literal(x[2], atLeast: 1),
        OpenCalendar(stretches))
    }
  }

  @Test func fixedDurationsAgreeWithBruteForce() {
    ConstraintOracle(isBoundConsistent: true, solutionLimit: 25).check(seeds: 1...100) {
      Self.randomCase(&$0, isOptional: false, isVariable: false)
    }
  }

  @Test func variableDurationsAgreeWithBruteForce() {
    ConstraintOracle(solutionLimit: 25).check(seeds: 1...100) {
      Self.randomCase(&$0, isOptional: false, isVariable: true)
    }
  }

  @Test func optionalTasksAgreeWithBruteForce() {
    for isVariable in [false, true] {
      ConstraintOracle(solutionLimit: 25).check(seeds: 1...150) {
        Self.randomCase(&$0, isOptional: true, isVariable: isVariable)
      }
    }
  }

  /// By hand: openings of 3, 2 and 4; a task of 3 that starts by 9 has the first alone, and from 1 on the third.
  @Test func shortOpeningsAreSkipped() {
    let solver = Solver()
    let open = OpenCalendar([0..<3, 5..<7, 9..<13])
    let start = solver.makeVariable(lower: 1, upper: 40)
    let task = solver.makeTask(start: start, duration: 3)
    solver.postUnbroken(start: task.start, end: task.end, duration: task.duration, presence: .always, open)
    #expect(solver.propagateRoot())
    #expect(solver.store.lower(start) == 9 && solver.store.upper(start) == 10)
  }
}
