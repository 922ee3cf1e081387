import Basics
import TestSupport
import Testing

@testable import Kernel

@Suite struct PausingWorkTests {
  /// Variables: start, end, work and presence.
  private static func randomCase(_ random: inout RandomSource, isOptional: Bool) -> PostedCase {
    let stretches = OpenTimesTests.randomStretches(&random)
    let amount = Int32(random.within(0...4))
    let domains = [
      random.domain(in: 0...8, width: 6), random.domain(in: 1...12, width: 8),
      amount...(amount + Int32(random.chance(50) ? 0 : random.within(1...3))), isOptional ? 0...1 : 1...1,
    ]
    let limits: [ClosedRange<Int32>] = [-2...12, -1...16, 0...7, 0...1]
    return PostedCase(domains: domains, limits: limits) { values in
      if values[3] == 0 { return true }
      let isOpen = { (time: Int32) in stretches.contains { $0.contains(time) } }
      guard values[1] > values[0], isOpen(values[0]), isOpen(values[1] - 1) else { return false }
      return (values[0]..<values[1]).count(where: isOpen) == Int(values[2])
    } post: { solver, x in
      solver.postPausingWork(
        start: OffsetVariable(x[0]), end: OffsetVariable(x[1]), work: x[2], presence: Literal(x[3], atLeast: 1),
        OpenCalendar(stretches))
    }
  }

  @Test func mandatoryTasksAgreeWithBruteForce() {
    ConstraintOracle(solutionLimit: 25).check(seeds: 1...120) { Self.randomCase(&$0, isOptional: false) }
  }

  @Test func optionalTasksAgreeWithBruteForce() {
    ConstraintOracle(solutionLimit: 25).check(seeds: 1...120) { Self.randomCase(&$0, isOptional: true) }
  }

  /// Each bound of start and end has a solution, where the work is fixed.
  @Test func fixedWorkIsBoundConsistent() {
    ConstraintOracle(isBoundConsistent: true, solutionLimit: 25).check(seeds: 1...150) { random in
      let stretches = OpenTimesTests.randomStretches(&random)
      let amount = Int32(random.within(1...4))
      let domains = [random.domain(in: 0...8, width: 6), random.domain(in: 1...12, width: 8)]
      return PostedCase(domains: domains, limits: [-2...12, -1...16]) { values in
        let isOpen = { (time: Int32) in stretches.contains { $0.contains(time) } }
        guard values[1] > values[0], isOpen(values[0]), isOpen(values[1] - 1) else { return false }
        return (values[0]..<values[1]).count(where: isOpen) == Int(amount)
      } post: { solver, x in
        solver.postPausingWork(
          start: OffsetVariable(x[0]), end: OffsetVariable(x[1]), work: solver.constant(amount), presence: .always,
          OpenCalendar(stretches))
      }
    }
  }

  /// By hand: 8 to 12 and 13 to 17 each day of 24. Of ten hours that start at 15 two are done on the first day, and eight
  /// take the second one until 17, which is 41. 900,000 is midnight: the last open hour before begins seven hours earlier.
  @Test func workPausesOverNight() {
    let solver = Solver()
    var days: [Range<Int32>] = []
    for midnight in stride(from: 0 as Int32, to: 960_000, by: 24) {
      days += [midnight + 8..<midnight + 12, midnight + 13..<midnight + 17]
    }
    let start = solver.makeVariable(lower: 15, upper: 900_000)
    let end = solver.makeVariable(lower: 0, upper: 950_000)
    solver.postPausingWork(
      start: OffsetVariable(start), end: OffsetVariable(end), work: solver.constant(10), presence: .always,
      OpenCalendar(days))
    #expect(solver.propagateRoot())
    #expect(solver.store.lower(start) == 15 && solver.store.lower(end) == 41)
    #expect(solver.store.upper(start) == 900_000 - 8)
  }
}
