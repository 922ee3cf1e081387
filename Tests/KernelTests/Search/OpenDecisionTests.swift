import Testing

@testable import Kernel

/// Which decisions lead from assumptions to a solution: those that propagation does not make by itself.
@Suite struct OpenDecisionTests {
  @Test func impliedLiteralsAreNoDecisions() {
    let solver = Solver()
    let x = (0..<3).map { _ in solver.makeVariable(lower: 0, upper: 9) }
    solver.addPrecedence(from: x[0], to: x[1], weight: 4)
    solver.addPrecedence(from: x[1], to: x[2], weight: 4)
    let fixing = x.enumerated().flatMap { place, x in
      [Literal(x, atMost: Int32(1 + 4 * place)), Literal(x, atLeast: Int32(1 + 4 * place))]
    }
    // 0 and 1 are left of x[0]; at 1 the others have one value each.
    #expect(solver.openDecisions(after: [], among: fixing) == [fixing[1]])
    #expect(solver.openDecisions(after: [Literal(x[2], atMost: 8)], among: fixing) == [])
    #expect(solver.openDecisions(after: [Literal(x[1], atLeast: 5)], among: fixing) == [fixing[1]])
    // The solver is as it was.
    #expect(solver.store.level == 0 && solver.store.upper(x[0]) == 1 && solver.search() == .solution)
  }

  @Test func aModelWithoutSolutionHasNone() {
    let solver = Solver()
    let b = solver.makeBoolean()
    solver.add(clause: [b])
    solver.add(clause: [b.negated])
    #expect(solver.openDecisions(after: [], among: [b]) == [])
  }
}
