import Basics
import TestSupport
import Testing

@testable import Kernel

@Suite struct FailureDirectedSearchTests {
  @Test(arguments: [FailureDirectedUse.alternating, .always])
  func searchesAgreeWithBruteForce(_ use: FailureDirectedUse) {
    var oracle = ConstraintOracle(solutionLimit: 30)
    oracle.options.failureDirected = use
    oracle.check(seeds: 1...60, DisjunctiveCase(tasks: 4...5, width: 4).make)
    oracle.check(seeds: 61...100) { random in
      CumulativeCase(CumulativeCase.Features(taskCount: 3...4), &random).posted()
    }
  }

  /// Decisions on a and b: where a fails and b does not, a is the better choice from then on.
  @Test func theBranchThatFailsIsTakenFirst() {
    var ratings = FailureDirectedRatings()
    var store = Store()
    let literals = (0..<2).map { _ in Literal(store.makeVariable(lower: 0, upper: 1), atLeast: 1) }
    for literal in literals { ratings.add(literal) }
    for _ in 0..<200 {
      let taken = ratings.take(store)
      #expect(taken != nil)
      let isFailure = taken == literals[1].negated
      ratings.note(share: isFailure ? nil : 0.5, depth: 1)
    }
    let last = ratings.take(store)
    #expect(last == literals[1].negated)
  }

  @Test func decidedChoicesAreLeftOut() throws {
    var ratings = FailureDirectedRatings()
    var store = Store()
    let literals = (0..<3).map { _ in Literal(store.makeVariable(lower: 0, upper: 1), atLeast: 1) }
    for literal in literals { ratings.add(literal) }
    store.openLevel()
    try store.raise(literals[0], because: .none)
    try store.raise(literals[2].negated, because: .none)
    let open = ratings.take(store)
    #expect(open?.variable.base == literals[1].variable.base)
    try store.raise(literals[1], because: .none)
    let none = ratings.take(store)
    #expect(none == nil)
  }

  @Test func modesTakeTurnsAndFailureDirectedOnesRestartGeometrically() {
    var policy = RestartPolicy()
    var gaps: [Int] = []
    var since = 0
    var modes: [RestartPolicy.Mode] = []
    for conflict in 0..<80_000 {
      policy.noteConflict(lbd: 5)
      since += 1
      let mode = policy.mode
      if modes.last != mode { modes.append(mode) }
      // Short proofs see nothing of it.
      if conflict < 30_000 { #expect(mode != .failureDirected) }
      if policy.shouldRestart(.alternating) {
        if mode == .failureDirected { gaps.append(since) }
        since = 0
      }
    }
    #expect(Array(modes.drop { $0 != .failureDirected }.prefix(3)) == [.failureDirected, .focused, .stable])
    // 100, then each 1.15 times the one before, rounded up.
    #expect(gaps.prefix(4) == [100, 115, 133, 153])
  }
}
