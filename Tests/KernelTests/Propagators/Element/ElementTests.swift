import Basics
import TestSupport
import Testing

@testable import Kernel

@Suite struct ElementTests {
  /// Variables: the result, an indicator a value, then the values that are variables.
  private static func randomCase(_ random: inout RandomSource, areVariables: Bool) -> PostedCase {
    let count = random.within(1...(areVariables ? 3 : 5))
    let constants = (0..<count).map { _ in Int32(random.within(-4...4)) }
    var domains = [random.domain(in: -4...4, width: 6)]
    domains += [ClosedRange<Int32>](repeating: 0...1, count: count)
    if areVariables { domains += (0..<count).map { _ in random.domain(in: -3...3, width: 3) } }
    return PostedCase(domains: domains) { values in
      let selected = (0..<count).filter { values[1 + $0] == 1 }
      if selected.count != 1 { return false }
      return values[0] == constants[selected[0]] + (areVariables ? values[1 + count + selected[0]] : 0)
    } post: { solver, variables in
      let index = variables[1...count].map { Literal($0, atLeast: 1) }
      solver.add(clause: index)
      for i in 0..<count {
        for j in 0..<i { solver.add(clause: [index[i].negated, index[j].negated]) }
      }
      if areVariables {
        let values = zip(variables[(1 + count)...], constants).map { OffsetVariable($0, plus: $1) }
        solver.postElement(index: index, values: values, result: variables[0])
      } else {
        solver.postElement(index: index, values: constants, result: variables[0])
      }
    }
  }

  @Test func constantsAgreeWithBruteForce() {
    ConstraintOracle(solutionLimit: 25).check(seeds: 1...100) { Self.randomCase(&$0, areVariables: false) }
  }

  @Test func variablesAgreeWithBruteForce() {
    ConstraintOracle(solutionLimit: 25).check(seeds: 1...60) { Self.randomCase(&$0, areVariables: true) }
  }

  @Test func boundsAreTheHullOfWhatCanBeSelected() throws {
    let solver = Solver()
    let index = (0..<4).map { _ in solver.makeBoolean() }
    let result = solver.makeVariable(lower: -100, upper: 100)
    solver.add(clause: index)
    solver.postElement(index: index, values: [7, -3, 12, 5], result: result)
    #expect(solver.propagateRoot())
    #expect(solver.store.lower(result) == -3 && solver.store.upper(result) == 12)
    solver.decide(index[1].negated)
    try solver.propagate()
    #expect(solver.store.lower(result) == 5)
    solver.decide(Literal(result, atMost: 6))
    try solver.propagate()
    #expect(solver.store.isTrue(index[3]) && solver.store.isFixed(result))
  }
}
