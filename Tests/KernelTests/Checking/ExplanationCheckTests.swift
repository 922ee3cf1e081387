import Testing

@testable import Kernel

/// Inferences by hand: the check accepts what follows from the premises, and neither one unit more nor one premise less.
@Suite struct ExplanationCheckTests {
  private func expect(
    _ literal: Literal, from premises: [Literal], by propagator: Int32, in solver: Solver,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let reason = Reason.lazy(PropagatorID(index: propagator), payload: 0)
    #expect(solver.follows(literal, from: premises, by: reason), sourceLocation: sourceLocation)
    let more = Literal(literal.variable, atLeast: literal.bound + 1)
    #expect(!solver.follows(more, from: premises, by: reason), sourceLocation: sourceLocation)
    for i in premises.indices {
      var fewer = premises
      fewer.remove(at: i)
      #expect(
        !solver.follows(literal, from: fewer, by: reason), "without \(premises[i])", sourceLocation: sourceLocation)
    }
  }

  /// Tasks of 3 and 2 in [4, 9) leave no room for one of 4 from 3 on beside them, so that one starts at 9.
  @Test func unaryResources() {
    let solver = Solver()
    let starts = (0..<3).map { _ in solver.makeVariable(lower: 0, upper: 50) }
    solver.postDisjunctive(zip(starts, [3, 2, 4]).map { solver.makeTask(start: $0, duration: $1) })
    let (a, b, c) = (starts[0], starts[1], starts[2])
    let windows = [
      Literal(a, atLeast: 4), Literal(b, atLeast: 4), Literal(a, atMost: 6), Literal(b, atMost: 7),
      Literal(c, atLeast: 3),
    ]
    for rule in 0..<7 as Range<Int32> { expect(Literal(c, atLeast: 9), from: windows, by: rule, in: solver) }
    let conflict = [
      Literal(a, atLeast: 0), Literal(a, atMost: 2), Literal(b, atMost: 3), Literal(c, atMost: 1),
    ]
    // Nine units in [0, 5).
    #expect(solver.isConflict(conflict, by: PropagatorID(index: 0)))
    #expect(!solver.isConflict(Array(conflict.dropLast(2)), by: PropagatorID(index: 0)))
  }

  /// A wall of 1 that runs at 5 at capacity 2: a task of 2 units of demand and time that ends after 5 starts at 6.
  @Test func timePoints() {
    let solver = Solver()
    let wall = solver.makeVariable(lower: 0, upper: 20)
    let x = solver.makeVariable(lower: 0, upper: 30)
    solver.post(
      TimeTable(
        [solver.makeTask(start: wall, duration: 6, demand: 1), solver.makeTask(start: x, duration: 2, demand: 2)],
        capacity: solver.constant(2)))
    expect(Literal(x, atLeast: 6), from: [Literal(wall, atMost: 5), Literal(x, atLeast: 4)], by: 0, in: solver)
  }

  @Test func sumsAndExtrema() {
    let solver = Solver()
    let x = (0..<4).map { _ in solver.makeVariable(lower: 0, upper: 10) }
    let isOn = solver.makeBoolean()
    solver.postLinear([(2, x[0]), (3, x[1]), (1, x[2])], atMost: 12, if: [isOn])
    solver.postMaximum(x[3], of: [x[0], x[1]])
    // 2·3 + 3·1 leave 3.
    expect(
      Literal(x[2], atMost: 3), from: [isOn, Literal(x[0], atLeast: 3), Literal(x[1], atLeast: 1)], by: 0, in: solver)
    expect(
      Literal(x[3], atMost: 4), from: [Literal(x[0], atMost: 4), Literal(x[1], atMost: 3)], by: 1, in: solver)
    expect(Literal(x[0], atLeast: 6), from: [Literal(x[3], atLeast: 6), Literal(x[1], atMost: 5)], by: 1, in: solver)
  }

  @Test func clausesAndPrecedences() {
    let solver = Solver()
    let x = solver.makeVariable(lower: 0, upper: 9)
    let y = solver.makeVariable(lower: 0, upper: 9)
    let (a, b) = (solver.makeBoolean(), solver.makeBoolean())
    solver.add(clause: [a.negated, Literal(x, atLeast: 4)])
    solver.addPrecedence(from: x, to: y, weight: 2, if: b)
    #expect(solver.follows(Literal(x, atLeast: 3), from: [a], by: .literal(a)))
    #expect(!solver.follows(Literal(x, atLeast: 5), from: [a], by: .literal(a)))
    #expect(!solver.follows(Literal(y, atLeast: 3), from: [a], by: .literal(a)))
    #expect(solver.follows(Literal(y, atLeast: 6), from: [b, Literal(x, atLeast: 4)], by: .arc(0)))
    #expect(!solver.follows(Literal(y, atLeast: 7), from: [b, Literal(x, atLeast: 4)], by: .arc(0)))
    #expect(!solver.follows(Literal(y, atLeast: 6), from: [Literal(x, atLeast: 4)], by: .arc(0)))
    #expect(!solver.follows(a, from: [b], by: .none))
  }
}
