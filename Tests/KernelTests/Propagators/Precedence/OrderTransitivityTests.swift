import Basics
import TestSupport
import Testing

@testable import Kernel

@Suite struct OrderTransitivityTests {
  /// Orders seen as variables of the case: every explanation that names them is checked, and so is each bound.
  @Test func theWholeConstraintAgreesWithBruteForceOnSeenOrders() {
    let oracle = ConstraintOracle(solutionLimit: 30)
    oracle.check(seeds: 1...80) { random in Self.seenOrders(tasks: 3, width: 6, &random) }
    oracle.check(seeds: 81...120) { random in Self.seenOrders(tasks: 4, width: 4, &random) }
  }

  /// Starts far apart from any bound: nothing but the orders themselves can tell.
  @Test func ordersFollowWithoutAnyBound() throws {
    let solver = Solver()
    let starts = (0..<4).map { _ in solver.makeVariable(lower: 0, upper: 1_000) }
    let tasks = starts.map { solver.makeTask(start: $0, duration: 1) }
    solver.postDisjunctive(tasks)
    #expect(solver.propagateRoot())
    func order(_ i: Int, _ j: Int) -> Literal { solver.ordering(tasks[i], before: tasks[j])! }
    solver.decide(order(0, 1))
    try solver.propagate()
    solver.decide(order(2, 3))
    try solver.propagate()
    var isOpen = solver.store.isUnassigned(order(0, 3))
    #expect(isOpen)
    solver.decide(order(1, 2))
    try solver.propagate()
    for (i, j) in [(0, 2), (0, 3), (1, 3)] {
      isOpen = solver.store.isUnassigned(order(i, j))
      #expect(!isOpen, "\(i) before \(j)")
    }
  }

  /// Orders that hold before the resource is posted count as well.
  @Test func ordersOfLevelZeroAreClosed() {
    let solver = Solver()
    let starts = (0..<3).map { _ in solver.makeVariable(lower: 0, upper: 1_000) }
    let tasks = starts.map { solver.makeTask(start: $0, duration: 1) }
    for (i, j) in [(0, 1), (1, 2), (0, 2)] { solver.postDisjunctive([tasks[i], tasks[j]]) }
    solver.raiseAtRoot(solver.ordering(tasks[0], before: tasks[1])!, because: .definition)
    solver.raiseAtRoot(solver.ordering(tasks[1], before: tasks[2])!, because: .definition)
    #expect(solver.propagateRoot())
    solver.postDisjunctive(tasks)
    #expect(solver.propagateRoot())
    let isFirst = solver.store.isTrue(solver.ordering(tasks[0], before: tasks[2])!)
    #expect(isFirst)
  }

  /// Variables: the starts, then "i before j" for the pairs i < j.
  private static func seenOrders(tasks n: Int, width: Int, _ random: inout RandomSource) -> PostedCase {
    let durations = (0..<n).map { _ in Int32(random.within(1...3)) }
    let pairs = (0..<n).flatMap { i in ((i + 1)..<max(n, i + 1)).map { (i, $0) } }
    var domains = durations.map { _ in random.domain(in: 0...8, width: width) }
    domains += [ClosedRange<Int32>](repeating: 0...1, count: pairs.count)
    return PostedCase(domains: domains) { values in
      pairs.enumerated().allSatisfy { k, pair in
        let (i, j) = values[n + k] == 1 ? pair : (pair.1, pair.0)
        return values[i] + durations[i] <= values[j]
      }
    } post: { solver, variables in
      var before = [Literal](repeating: UnaryView.never, count: n * n)
      for (k, (i, j)) in pairs.enumerated() {
        let order = Literal(variables[n + k], atLeast: 1)
        before[i * n + j] = order
        before[j * n + i] = order.negated
        solver.addPrecedence(from: variables[i], to: variables[j], weight: durations[i], if: order)
        solver.addPrecedence(from: variables[j], to: variables[i], weight: durations[j], if: order.negated)
      }
      solver.transitivity.add(before, count: n, origin: .definition)
    }
  }
}
