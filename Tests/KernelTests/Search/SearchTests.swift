import Basics
import Testing

@testable import Kernel

@Suite struct SearchTests {
  /// `count` pigeons in one hole fewer, by clauses.
  private static func makePigeons(_ count: Int, seed: UInt64 = 1) -> Solver {
    var options = SearchOptions()
    options.seed = seed
    let solver = Solver(options: options)
    let inHole = (0..<count).map { _ in (1..<count).map { _ in solver.makeBoolean() } }
    for pigeon in inHole { solver.add(clause: pigeon) }
    for hole in 0..<(count - 1) {
      for i in 0..<count {
        for j in 0..<i { solver.add(clause: [inHole[i][hole].negated, inHole[j][hole].negated]) }
      }
    }
    return solver
  }

  @Test func pigeonsDoNotFit() {
    let solver = Self.makePigeons(6)
    guard case .infeasible = solver.search() else {
      Issue.record("six pigeons fit five holes")
      return
    }
    #expect(solver.statistics.conflicts > 0)
    #expect(solver.isInfeasible)
  }

  @Test func theSameSeedGivesTheSameSearch() {
    func run() -> [Int] {
      let solver = Self.makePigeons(7, seed: 11)
      var limits = SearchLimits()
      limits.conflicts = 700
      _ = solver.search(limits: limits)
      let counts = solver.statistics
      return [
        counts.conflicts, counts.decisions, counts.restarts, counts.learnedLiterals, counts.minimisedLiterals,
        counts.propagatorRuns,
      ]
    }
    #expect(run() == run())
  }

  @Test func aConflictLimitEndsTheSearchWhichCanGoOn() {
    let solver = Self.makePigeons(8)
    var limits = SearchLimits()
    limits.conflicts = 10
    guard case .limit = solver.search(limits: limits) else {
      Issue.record("the limit was not kept")
      return
    }
    #expect(solver.statistics.conflicts == 10)
    #expect(solver.store.level == 0)
    #expect(!solver.isInfeasible)
    guard case .infeasible = solver.search() else {
      Issue.record("the search did not go on to the proof")
      return
    }
  }

  @Test func assumptionsAreRefutedWithoutHarm() {
    let solver = Solver()
    let x = solver.makeVariable(lower: 0, upper: 9)
    let y = solver.makeVariable(lower: 0, upper: 9)
    solver.postLinear([(1, x), (1, y)], atMost: 9)
    let both = [Literal(x, atLeast: 5), Literal(y, atLeast: 5)]
    guard case .refutedAssumptions = solver.search(assumptions: both) else {
      Issue.record("x + y <= 9 allows five each")
      return
    }
    #expect(!solver.isInfeasible)
    guard case .solution = solver.search(assumptions: [both[0]]) else {
      Issue.record("x >= 5 alone has a solution")
      return
    }
    #expect(solver.value(of: x) >= 5 && solver.value(of: x) + solver.value(of: y) <= 9)
    #expect(solver.value(of: -x) == -solver.value(of: x))
  }

  private final class Stopper: SearchMonitor {
    var shouldStop: Bool
    var hasNews = false
    var visits = 0
    var action: (Solver) -> Void = { _ in }
    init(shouldStop: Bool) { self.shouldStop = shouldStop }
    func visitRoot(_ solver: Solver) {
      visits += 1
      action(solver)
    }
  }

  @Test func aStopIsObeyed() {
    let solver = Self.makePigeons(9)
    guard case .limit = solver.search(monitor: Stopper(shouldStop: true)) else {
      Issue.record("a stopped search went on")
      return
    }
    #expect(solver.statistics.conflicts < 64)
  }

  @Test func factsImportedAtTheRootCount() {
    let solver = Solver()
    let x = solver.makeVariable(lower: 0, upper: 9)
    let monitor = Stopper(shouldStop: false)
    monitor.action = { $0.raiseAtRoot(Literal(x, atLeast: 7), because: .definition) }
    guard case .solution = solver.search(monitor: monitor) else {
      Issue.record("a free variable has a value")
      return
    }
    #expect(monitor.visits >= 1)
    #expect(solver.value(of: x) >= 7)
  }

  @Test func preferencesDecideBetweenTwoValues() {
    let solver = Solver()
    let x = solver.makeVariable(lower: 4, upper: 5)
    let y = solver.makeVariable(lower: 2, upper: 3)
    let z = solver.makeVariable(lower: 0, upper: 1)
    solver.prefer(x, value: 5)
    solver.prefer(-y, value: -3)
    guard case .solution = solver.search() else {
      Issue.record("free variables have values")
      return
    }
    #expect([x, y, z].map { solver.value(of: $0) } == [5, 3, 0])
  }

  @Test func completionTakesLowerBounds() {
    let solver = Solver()
    let x = solver.makeVariable(lower: 2, upper: 9)
    let y = solver.makeVariable(lower: 0, upper: 9)
    solver.addPrecedence(from: x, to: y, weight: 3)
    solver.completeAtLowerBounds([y, x])
    guard case .solution = solver.search() else {
      Issue.record("a precedence has a solution")
      return
    }
    #expect(solver.value(of: x) == 2 && solver.value(of: y) == 5)
  }

  @Test(arguments: 1...25 as ClosedRange<UInt64>) func randomCNFAgreesWithBruteForce(seed: UInt64) {
    var random = RandomSource(seed: seed)
    // Near the threshold of satisfiability, 4.3 clauses a variable.
    let count = 11
    let formula = (0..<47).map { _ in
      (0..<3).map { _ in (variable: random.below(count), isPositive: random.below(2) == 0) }
    }
    var hasModel = false
    for assignment in 0..<(1 << count) where !hasModel {
      hasModel = formula.allSatisfy { clause in
        clause.contains { (assignment >> $0.variable & 1 == 1) == $0.isPositive }
      }
    }
    let solver = Solver()
    let booleans = (0..<count).map { _ in solver.makeBoolean() }
    for clause in formula {
      solver.add(clause: clause.map { $0.isPositive ? booleans[$0.variable] : booleans[$0.variable].negated })
    }
    switch solver.search() {
    case .solution:
      #expect(hasModel)
      for clause in formula {
        #expect(clause.contains { solver.value(of: booleans[$0.variable]) == $0.isPositive })
      }
    case .infeasible: #expect(!hasModel)
    default: Issue.record("stopped without a limit")
    }
  }
}
