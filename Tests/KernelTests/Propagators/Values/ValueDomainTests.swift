import Basics
import TestSupport
import Testing

@testable import Kernel

@Suite struct ValueDomainTests {
  /// Variables: x, then a Boolean for each value inside; the ends are bounds of x. A few values are taken out.
  @Test func agreesWithBruteForce() {
    ConstraintOracle(isBoundConsistent: true, solutionLimit: 25).check(seeds: 1...120) { random in
      let first = Int32(random.within(-3...3))
      let last = first + Int32(random.within(1...6))
      let holes = (first...last).map { $0 > first && $0 < last && random.chance(25) }
      let inner = (first...last).dropFirst().dropLast().filter { !holes[Int($0 - first)] }
      // One Boolean in ten is the opposite of its value's.
      let isNegated = inner.map { _ in random.chance(10) }
      let low = Int32(random.within(Int(first)...Int(last)))
      let x = low...Int32(random.within(Int(low)...Int(last)))
      let domains = [x] + [ClosedRange<Int32>](repeating: 0...1, count: inner.count)
      let limits = [first...last] + [ClosedRange<Int32>](repeating: 0...1, count: inner.count)
      return PostedCase(domains: domains, limits: limits) { values in
        !holes[Int(values[0] - first)]
          && inner.indices.allSatisfy { ((values[1 + $0] == 1) != isNegated[$0]) == (values[0] == inner[$0]) }
      } post: { solver, variables in
        let literals = (first...last).map { value in
          if value == first { return Literal(variables[0], atMost: first) }
          if value == last { return Literal(variables[0], atLeast: last) }
          guard let place = inner.firstIndex(of: value) else { return Literal.always.negated }
          let isValue = Literal(variables[1 + place], atLeast: 1)
          return isNegated[place] ? isValue.negated : isValue
        }
        solver.postValueDomain(variables[0], first: first, literals: literals)
      }
    }
  }

  @Test func boundsJumpOverRunsInOneEntry() throws {
    let solver = Solver()
    let x = solver.makeVariable(lower: 0, upper: 9)
    let inner = (1...8).map { _ in solver.makeBoolean() }
    solver.postValueDomain(
      x, first: 0, literals: [Literal(x, atMost: 0)] + inner + [Literal(x, atLeast: 9)])
    #expect(solver.propagateRoot())
    for value in 1...4 {
      solver.decide(inner[value - 1].negated)
      try solver.propagate()
    }
    let before = solver.store.trail.count
    solver.decide(Literal(x, atLeast: 1))
    try solver.propagate()
    #expect(solver.store.lower(x) == 5)
    // The decision and the jump.
    #expect(solver.store.trail.count == before + 2)
    solver.decide(Literal(x, atMost: 5))
    try solver.propagate()
    #expect(solver.store.isTrue(inner[4]) && solver.store.isFalse(inner[7]))
  }

  /// One Boolean for two values of one variable is false.
  @Test func aLiteralOfTwoValuesIsFalse() {
    let solver = Solver()
    let x = solver.makeVariable(lower: 0, upper: 3)
    let shared = solver.makeBoolean()
    solver.postValueDomain(
      x, first: 0, literals: [Literal(x, atMost: 0), shared, shared, Literal(x, atLeast: 3)])
    var found: Set<Int32> = []
    while solver.search() == .solution {
      let value = solver.value(of: x)
      #expect(!solver.value(of: shared) && found.insert(value).inserted)
      solver.add(clause: [Literal(x, atMost: value - 1), Literal(x, atLeast: value + 1)])
    }
    #expect(found == [0, 3])
  }
}
