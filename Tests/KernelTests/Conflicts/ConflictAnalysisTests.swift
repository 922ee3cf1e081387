import Testing

@testable import Kernel

@Suite struct ConflictAnalysisTests {
  private func learned(_ solver: Solver) -> Set<Literal> {
    Set((0..<solver.analysis.learned.count).map { solver.analysis.learned[$0] })
  }

  /// The textbook case: d implies a; a and b imply c and e; c and e cannot be. The first unique implication point is a.
  @Test func theFirstUniqueImplicationPointIsLearned() throws {
    let solver = Solver()
    let (a, b, c, d, e) = (
      solver.makeBoolean(), solver.makeBoolean(), solver.makeBoolean(), solver.makeBoolean(), solver.makeBoolean()
    )
    solver.add(clause: [d.negated, a])
    solver.add(clause: [a.negated, b.negated, c])
    solver.add(clause: [a.negated, b.negated, e])
    solver.add(clause: [c.negated, e.negated])
    #expect(solver.propagateRoot())
    solver.decide(b)
    try solver.propagate()
    solver.decide(d)
    #expect(throws: Conflict.self) { try solver.propagate() }
    #expect(solver.analyse() == 1)
    #expect(learned(solver) == [a.negated, b.negated])
    let asserted = solver.analysis.learned[0]
    #expect(asserted == a.negated)
  }

  /// [x >= 7] and, by way of y >= x, [y <= 4] conflict: any bound of x from 5 on would, so [x >= 5] is learned.
  @Test func boundsAreAskedAsWeaklyAsTheConflictAllows() throws {
    let solver = Solver()
    let x = solver.makeVariable(lower: 0, upper: 9)
    let y = solver.makeVariable(lower: 0, upper: 9)
    let z = solver.makeVariable(lower: 0, upper: 9)
    let isTight = solver.makeBoolean()
    solver.addPrecedence(from: z, to: x, weight: 0)
    solver.addPrecedence(from: x, to: y, weight: 0, if: isTight)
    #expect(solver.propagateRoot())
    solver.decide(Literal(y, atMost: 4))
    try solver.propagate()
    solver.decide(Literal(z, atLeast: 7))
    try solver.propagate()
    // The arc that does not fit is refuted, by bounds that need not be 7 and 4.
    let isRefuted = solver.store.isFalse(isTight)
    #expect(isRefuted)
    solver.explain(isTight.negated, madeAt: solver.store.maker(of: isTight.negated))
    let premises = (0..<solver.store.premises.count).map { solver.store.premises[$0] }
    solver.store.premises.removeAll()
    #expect(Set(premises) == [Literal(x, atLeast: 5), Literal(y, atMost: 4)])
  }

  /// b is implied by a, which is in the clause already.
  @Test func aLiteralThatTheRestImpliesIsMinimisedAway() throws {
    let solver = Solver()
    let (a, b, c, d) = (solver.makeBoolean(), solver.makeBoolean(), solver.makeBoolean(), solver.makeBoolean())
    solver.add(clause: [a.negated, b])
    solver.add(clause: [a.negated, b.negated, c.negated, d])
    solver.add(clause: [a.negated, b.negated, c.negated, d.negated])
    #expect(solver.propagateRoot())
    solver.decide(a)
    try solver.propagate()
    solver.decide(c)
    #expect(throws: Conflict.self) { try solver.propagate() }
    #expect(solver.analyse() == 1)
    #expect(learned(solver) == [a.negated, c.negated])
    #expect(solver.statistics.minimisedLiterals == 1)
  }
}
