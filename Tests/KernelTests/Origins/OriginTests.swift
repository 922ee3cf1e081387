import Testing

@testable import Kernel

@Suite struct OriginTests {
  /// One constraint of each kind, each of which raises a variable of its own once its trigger is true.
  @Test func anInferenceKnowsTheConstraintItComesFrom() throws {
    let solver = Solver()
    let trigger = solver.makeBoolean()
    let booleans = (0..<3).map { _ in solver.makeBoolean() }
    let x = (0..<5).map { _ in solver.makeVariable(lower: 0, upper: 9) }
    func post(_ number: Int, _ body: () -> Void) {
      solver.origin = .constraint(number)
      body()
    }
    post(10) { solver.add(clause: [trigger.negated, booleans[0]]) }
    post(11) { solver.add(clause: [trigger.negated, booleans[0].negated, booleans[1]]) }
    post(12) { solver.addPrecedence(from: x[0], to: x[1], weight: 3, if: trigger) }
    post(13) { solver.postLinear([(1, x[1]), (-1, x[2]), (-1, x[3])], atMost: -10) }
    post(14) { solver.postMaximum(x[4], of: [x[0], x[1]]) }
    #expect(solver.propagateRoot())
    #expect(solver.origin(of: trigger) == nil)
    solver.decide(trigger)
    try solver.propagate()
    #expect(solver.origin(of: trigger) == nil)
    #expect(solver.origin(of: booleans[0]) == .constraint(10))
    #expect(solver.origin(of: booleans[1]) == .constraint(11))
    #expect(solver.origin(of: Literal(x[1], atLeast: 3)) == .constraint(12))
    #expect(solver.origin(of: Literal(x[4], atLeast: 3)) == .constraint(14))
    solver.decide(Literal(x[2], atMost: 5))
    try solver.propagate()
    // x2 + x3 >= x1 + 10 with x1 >= 3.
    #expect(solver.origin(of: Literal(x[3], atLeast: 8)) == .constraint(13))
    #expect(solver.origin(of: Literal(x[0], atLeast: 0)) == .domain)
  }

  @Test func factsOfLevelZeroKeepTheirCause() {
    let solver = Solver()
    let x = (0..<4).map { _ in solver.makeVariable(lower: 0, upper: 9) }
    solver.origin = .constraint(3)
    solver.addPrecedence(from: x[0], to: x[1], weight: 2)
    solver.add(clause: [Literal(x[2], atMost: 6)])
    solver.origin = .constraint(4)
    solver.postLinear([(1, x[1]), (1, x[2]), (1, x[3])], atMost: 12)
    solver.raiseAtRoot(Literal(x[0], atLeast: 4), because: .objective)
    #expect(solver.propagateRoot())
    #expect(solver.origin(of: Literal(x[0], atLeast: 4)) == .objective)
    #expect(solver.origin(of: Literal(x[0], atMost: 7)) == .constraint(3))
    #expect(solver.origin(of: Literal(x[1], atLeast: 6)) == .constraint(3))
    #expect(solver.origin(of: Literal(x[2], atMost: 6)) == .constraint(3))
    #expect(solver.origin(of: Literal(x[3], atLeast: 0)) == .domain)
    #expect(solver.refutation == nil)
    solver.raiseAtRoot(Literal(x[0], atLeast: 8), because: .imported)
    #expect(solver.isInfeasible && solver.refutation == .imported)
  }

  /// Two tasks of 3 in [0, 5): a pair of arcs from one resource, and a third task whose set rules fail.
  @Test func aRefutationKnowsTheConstraint() {
    for (count, upper) in [(2, 2), (3, 4)] as [(Int, Int32)] {
      let solver = Solver()
      let starts = (0..<count).map { _ in solver.makeVariable(lower: 0, upper: upper) }
      solver.origin = .constraint(7)
      solver.postDisjunctive(starts.map { solver.makeTask(start: $0, duration: 3) })
      #expect(!solver.propagateRoot())
      #expect(solver.refutation == .constraint(7))
    }
  }

  @Test func orderThatFollowsComesFromItsResource() throws {
    let solver = Solver()
    let tasks = (0..<4).map { _ in solver.makeTask(start: solver.makeVariable(lower: 0, upper: 99), duration: 1) }
    solver.origin = .constraint(1)
    solver.postDisjunctive(Array(tasks[1...]))
    solver.origin = .constraint(2)
    solver.postDisjunctive(Array(tasks[..<3]))
    #expect(solver.propagateRoot())
    for (i, j) in [(0, 1), (1, 2), (2, 3)] {
      solver.decide(solver.ordering(tasks[i], before: tasks[j])!)
      try solver.propagate()
    }
    #expect(solver.origin(of: solver.ordering(tasks[0], before: tasks[2])!) == .constraint(2))
    #expect(solver.origin(of: solver.ordering(tasks[1], before: tasks[3])!) == .constraint(1))
  }

  /// Whichever of two tasks of three comes first, the later one ends at 6.
  @Test func whatProbingFindsSaysSo() {
    let solver = Solver()
    let starts = (0..<2).map { _ in solver.makeVariable(lower: 0, upper: 20) }
    let makespan = solver.makeVariable(lower: 0, upper: 30)
    solver.postDisjunctive(starts.map { solver.makeTask(start: $0, duration: 3) })
    for start in starts { solver.addPrecedence(from: start, to: makespan, weight: 3) }
    #expect(solver.propagateRoot())
    #expect(solver.origin(of: Literal(makespan, atLeast: 3)) == .definition)
    #expect(solver.probe(budget: 100_000))
    #expect(solver.origin(of: Literal(makespan, atLeast: 6)) == .probed)
  }

  @Test func learnedAndImportedClausesSaySo() {
    var options = SearchOptions()
    options.sharing = .wide
    func make(_ options: SearchOptions) -> Solver {
      let solver = Solver(options: options)
      let inHole = (0..<6).map { _ in (0..<5).map { _ in solver.makeBoolean() } }
      solver.origin = .constraint(1)
      for pigeon in inHole { solver.add(clause: pigeon) }
      solver.origin = .constraint(2)
      for hole in 0..<5 {
        for i in 0..<6 {
          for j in 0..<i { solver.add(clause: [inHole[i][hole].negated, inHole[j][hole].negated]) }
        }
      }
      return solver
    }
    func origins(_ solver: Solver) -> Set<Origin> {
      let binaries = (0..<solver.clauses.binaries.count).map { solver.clauses.binaries[$0].origin }
      let longer = (0..<solver.clauses.references.count).map { solver.clauses.origin(solver.clauses.references[$0]) }
      return Set(binaries + longer)
    }
    let (solver, receiver) = (make(options), make(SearchOptions()))
    var limits = SearchLimits()
    limits.conflicts = 20
    guard case .limit = solver.search(limits: limits) else {
      Issue.record("six pigeons are not refuted that soon")
      return
    }
    #expect(origins(solver) == [.constraint(1), .constraint(2), .learned])
    #expect(receiver.importShared(solver.takeShareable()))
    #expect(origins(receiver) == [.constraint(1), .constraint(2), .imported])
  }
}
