import Basics
import TestSupport
import Testing

@testable import Kernel

@Suite struct RectanglePairsTests {
  /// By rectangle: its place across, along, and whether it is there. Sizes are constant, some of them 0.
  @Test func agreesWithBruteForce() {
    ConstraintOracle(solutionLimit: 25).check(seeds: 1...100) { random in
      let count = random.within(2...3)
      let sizes = (0..<count).map { _ in (Int32(random.within(0...3)), Int32(random.within(0...3))) }
      var domains: [ClosedRange<Int32>] = []
      for _ in 0..<count {
        domains += [random.domain(in: 0...4, width: 2), random.domain(in: 0...4, width: 2)]
        domains.append(random.chance(60) ? 1...1 : 0...1)
      }
      return PostedCase(domains: domains) { values in
        (0..<count).allSatisfy { i in
          (0..<i).allSatisfy { j in
            let (x, y) = (values[3 * i] - values[3 * j], values[3 * i + 1] - values[3 * j + 1])
            if values[3 * i + 2] == 0 || values[3 * j + 2] == 0 { return true }
            return x >= sizes[j].0 || -x >= sizes[i].0 || y >= sizes[j].1 || -y >= sizes[i].1
          }
        }
      } post: { solver, v in
        solver.postRectanglePairs(
          (0..<count).map { i in
            (
              solver.makeTask(start: v[3 * i], duration: sizes[i].0),
              solver.makeTask(start: v[3 * i + 1], duration: sizes[i].1), Literal(v[3 * i + 2], atLeast: 1)
            )
          })
      }
    }
  }

  /// Side by side there is no room, so one is above the other.
  @Test func theLastOrderPushes() throws {
    let solver = Solver()
    let x = (0..<2).map { _ in solver.makeVariable(lower: 0, upper: 2) }
    let y = [solver.makeVariable(lower: 0, upper: 9), solver.makeVariable(lower: 0, upper: 9)]
    solver.postRectanglePairs(
      (0..<2).map { (solver.makeTask(start: x[$0], duration: 3), solver.makeTask(start: y[$0], duration: 4), .always) })
    #expect(solver.propagateRoot())
    solver.decide(Literal(y[0], atMost: 3))
    try solver.propagate()
    #expect(solver.store.lower(y[1]) == 4)
    solver.decide(Literal(y[1], atMost: 6))
    try solver.propagate()
    #expect(solver.store.upper(y[0]) == 2)
  }
}
