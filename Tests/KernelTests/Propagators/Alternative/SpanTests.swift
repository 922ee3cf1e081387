import Basics
import TestSupport
import Testing

@testable import Kernel

@Suite struct SpanTests {
  /// The presence, start, duration and end of the whole, then a presence and a start for each part.
  @Test func agreesWithBruteForce() {
    ConstraintOracle(solutionLimit: 25).check(seeds: 1...150) { random in
      let count = random.within(1...3)
      let durations = (0..<count).map { _ in Int32(random.within(0...2)) }
      var domains: [ClosedRange<Int32>] = [random.chance(50) ? 1...1 : 0...1, random.domain(in: 0...4, width: 2)]
      domains += [random.domain(in: 0...4, width: 2), random.domain(in: 0...6, width: 3)]
      var limits: [ClosedRange<Int32>] = [0...1, -1...7, 0...5, -1...9]
      for _ in 0..<count {
        domains += [random.chance(25) ? 1...1 : 0...1, random.domain(in: 0...4, width: 2)]
        limits += [0...1, -1...7]
      }
      return PostedCase(domains: domains, limits: limits) { values in
        if values[1] + values[2] != values[3] { return false }
        let present = (0..<count).filter { values[4 + 2 * $0] == 1 }
        if values[0] == 0 { return present.isEmpty }
        return present.map { values[5 + 2 * $0] }.min() == values[1]
          && present.map { values[5 + 2 * $0] + durations[$0] }.max() == values[3]
      } post: { solver, x in
        for sign in [1, -1] { solver.postLinear([(sign, x[1]), (sign, x[2]), (-sign, x[3])], atMost: 0) }
        let whole = Task(
          start: OffsetVariable(x[1]), end: OffsetVariable(x[3]), duration: x[2], demand: solver.constant(1),
          presence: Literal(x[0], atLeast: 1))
        let parts = (0..<count).map {
          solver.makeTask(start: x[5 + 2 * $0], duration: durations[$0], presence: Literal(x[4 + 2 * $0], atLeast: 1))
        }
        solver.add(clause: parts.map(\.presence) + [whole.presence.negated])
        for part in parts { solver.add(clause: [part.presence.negated, whole.presence]) }
        solver.postSpan(whole, parts: parts)
      }
    }
  }

  /// By hand: parts of 2 in 3...5 and of 4 in 1...9; the whole starts by 5 and ends at 5 at the earliest.
  @Test func theWholeIsWithinTheHullOfItsParts() {
    let solver = Solver()
    func variable(_ low: Int32, _ high: Int32) -> IntegerVariable { solver.makeVariable(lower: low, upper: high) }
    let (start, end) = (variable(0, 50), variable(0, 50))
    let whole = Task(
      start: OffsetVariable(start), end: OffsetVariable(end), duration: variable(0, 50), demand: solver.constant(1),
      presence: .always)
    solver.postSpan(
      whole,
      parts: [solver.makeTask(start: variable(3, 5), duration: 2), solver.makeTask(start: variable(1, 9), duration: 4)])
    #expect(solver.propagateRoot())
    #expect(solver.store.lower(start) == 1 && solver.store.upper(start) == 5)
    #expect(solver.store.lower(end) == 5 && solver.store.upper(end) == 13)
  }
}
