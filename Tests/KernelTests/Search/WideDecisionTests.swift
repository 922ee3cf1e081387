import Basics
import TestSupport
import Testing

@testable import Kernel

@Suite struct WideDecisionTests {
  private static func solver() -> Solver {
    var options = SearchOptions()
    options.decidesTowardsTarget = true
    return Solver(options: options)
  }

  @Test func wideVariablesTakeTheirTargets() {
    let solver = Self.solver()
    let values: [Int32] = [0, 7, 20, 13]
    let variables = values.map { _ in solver.makeVariable(lower: 0, upper: 20) }
    for (x, value) in zip(variables, values) { solver.prefer(x, value: value) }
    guard case .solution = solver.search() else {
      Issue.record("free variables have values")
      return
    }
    #expect(variables.map { solver.value(of: $0) } == values)
  }

  /// 10, 5, 2, 1, or 11, 16, 19; and of the two values left the one towards 7.
  @Test(arguments: [(false, 1), (true, 19)])
  func timesAreHalved(isLate: Bool, value: Int32) {
    let solver = Self.solver()
    solver.options.decidesTimesLate = isLate
    let x = solver.makeVariable(lower: 0, upper: 20)
    solver.prefer(x, value: 7)
    solver.noteTimes([x])
    guard case .solution = solver.search() else {
      Issue.record("a free variable has a value")
      return
    }
    #expect(solver.value(of: x) == value)
  }

  @Test func wideVariablesWaitForBooleansUntilThereIsASolution() {
    // The sum is wanted at 12, the Booleans at 0: who is decided first wins.
    let solver = Self.solver()
    let sum = solver.makeVariable(lower: 0, upper: 12)
    let parts = (0..<12).map { _ in solver.makeBoolean() }
    let terms = parts.map { (coefficient: 1, variable: $0.variable) }
    solver.postLinear(terms + [(-1, sum)], atMost: 0)
    solver.postLinear(terms.map { (-1, $0.variable) } + [(1, sum)], atMost: 0)
    solver.prefer(sum, value: 12)
    guard case .solution = solver.search() else {
      Issue.record("a sum has a value")
      return
    }
    #expect(solver.value(of: sum) == 0)
    solver.options.followsSolutionWhenFocused = true
    for x in parts.map(\.variable) + [sum] { solver.follow(x, value: x == sum ? 5 : 1) }
    guard case .solution = solver.search() else {
      Issue.record("a sum has a value")
      return
    }
    #expect(solver.value(of: sum) <= 12)
  }

  /// `sum a_i x_i <= c` twice, on wide variables.
  @Test func noSolutionIsMissed() {
    var options = SearchOptions()
    options.decidesTowardsTarget = true
    ConstraintOracle(options: options).check(seeds: 1...60) { random in
      let domains = (0..<4).map { _ in random.domain(in: -3...3, width: 5) }
      let rows = (0..<2).map { _ in
        (coefficients: (0..<4).map { _ in random.within(-3...3) }, limit: random.within(-6...6))
      }
      return PostedCase(domains: domains) { values in
        rows.allSatisfy { row in zip(row.coefficients, values).reduce(0) { $0 + $1.0 * Int($1.1) } <= row.limit }
      } post: { solver, variables in
        for row in rows {
          solver.postLinear(
            zip(row.coefficients, variables).map { (coefficient: $0, variable: $1) }, atMost: row.limit)
        }
      }
    }
  }
}
