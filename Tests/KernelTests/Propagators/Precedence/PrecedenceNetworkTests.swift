import Basics
import TestSupport
import Testing

@testable import Kernel

@Suite struct PrecedenceNetworkTests {
  @Test func conditionalArcsAgreeWithBruteForce() {
    ConstraintOracle(solutionLimit: 25).check(seeds: 1...120) { random in
      let count = random.within(2...4)
      let conditions = random.below(3)
      var domains = (0..<count).map { _ in random.domain(in: -3...5, width: 4) }
      domains += [ClosedRange<Int32>](repeating: 0...1, count: conditions)
      let arcs = (0..<random.within(1...5)).map { _ in
        let source = random.below(count)
        return (
          source: source, target: (source + 1 + random.below(count - 1)) % count,
          weight: Int32(random.within(-3...4)), condition: conditions == 0 ? -1 : random.within(-1...(conditions - 1)),
          isPositive: random.chance(50)
        )
      }
      return PostedCase(domains: domains) { values in
        arcs.allSatisfy { arc in
          let isActive = arc.condition < 0 || (values[count + arc.condition] == 1) == arc.isPositive
          return !isActive || values[arc.source] + arc.weight <= values[arc.target]
        }
      } post: { solver, variables in
        for arc in arcs {
          var condition = Literal.always
          if arc.condition >= 0 {
            let boolean = Literal(variables[count + arc.condition], atLeast: 1)
            condition = arc.isPositive ? boolean : boolean.negated
          }
          solver.addPrecedence(
            from: variables[arc.source], to: variables[arc.target], weight: arc.weight, if: condition)
        }
      }
    }
  }

  @Test func aPositiveCycleIsInfeasible() {
    let solver = Solver()
    let x = solver.makeVariable(lower: 0, upper: 50)
    let y = solver.makeVariable(lower: 0, upper: 50)
    solver.addPrecedence(from: x, to: y, weight: 3)
    solver.addPrecedence(from: y, to: x, weight: -2)
    #expect(!solver.propagateRoot())
  }

  @Test func aConditionThatDoesNotFitIsRefuted() {
    let solver = Solver()
    let x = solver.makeVariable(lower: 4, upper: 9)
    let y = solver.makeVariable(lower: 0, upper: 6)
    let condition = solver.makeBoolean()
    solver.addPrecedence(from: x, to: y, weight: 3, if: condition)
    #expect(solver.propagateRoot())
    let isRefuted = solver.store.isFalse(condition)
    #expect(isRefuted)
  }

  @Test func anArcAddedAfterPropagationCounts() {
    let solver = Solver()
    let x = solver.makeVariable(lower: 2, upper: 9)
    let y = solver.makeVariable(lower: 0, upper: 9)
    #expect(solver.propagateRoot())
    solver.addPrecedence(from: x, to: y, weight: 3)
    #expect(solver.propagateRoot())
    #expect(solver.store.lower(y) == 5)
    #expect(solver.store.upper(x) == 6)
  }
}
