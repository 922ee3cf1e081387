import Basics
import TestSupport
import Testing

@testable import Kernel

@Suite struct SharingTests {
  /// A solver that gathers short clauses, with one unary resource in a tight horizon.
  private static func makeShop(durations: [Int32], horizon: Int32, seed: UInt64 = 1) -> (Solver, [IntegerVariable]) {
    var options = SearchOptions()
    options.seed = seed
    options.sharing = .short
    let solver = Solver(options: options)
    let starts = durations.map { solver.makeVariable(lower: 0, upper: horizon - $0) }
    solver.postDisjunctive(zip(starts, durations).map { solver.makeTask(start: $0, duration: $1) })
    return (solver, starts)
  }

  @Test func boundsOfLevelZeroAreToldOnce() {
    let solver = Solver()
    let x = solver.makeVariable(lower: 0, upper: 9)
    let y = solver.makeVariable(lower: 0, upper: 9)
    solver.addPrecedence(from: x, to: y, weight: 2)
    #expect(solver.propagateRoot())
    #expect(solver.takeShareable().bounds.contains(Literal(y, atLeast: 2)))
    #expect(solver.takeShareable().isEmpty)
    solver.raiseAtRoot(Literal(x, atLeast: 3), because: .definition)
    #expect(solver.propagateRoot())
    #expect(solver.takeShareable().bounds == [Literal(x, atLeast: 3), Literal(y, atLeast: 5)])
  }

  @Test func importedBoundsAreNotToldBack() {
    let (first, starts) = Self.makeShop(durations: [2, 3, 4], horizon: 12)
    let (second, _) = Self.makeShop(durations: [2, 3, 4], horizon: 12)
    for solver in [first, second] {
      #expect(solver.propagateRoot())
      _ = solver.takeShareable()
    }
    first.raiseAtRoot(Literal(starts[0], atLeast: 7), because: .definition)
    #expect(first.propagateRoot())
    let facts = first.takeShareable()
    #expect(facts.bounds.contains(Literal(starts[0], atLeast: 7)))
    #expect(second.importShared(facts))
    #expect(second.propagateRoot())
    #expect(second.store.lower(starts[0]) == 7)
    #expect(second.statistics.importedBounds > 0)
    #expect(second.takeShareable().isEmpty)
  }

  @Test func aContradictionOfFactsIsInfeasible() {
    let (first, starts) = Self.makeShop(durations: [2, 3, 4], horizon: 12)
    let (second, _) = Self.makeShop(durations: [2, 3, 4], horizon: 12)
    first.raiseAtRoot(Literal(starts[0], atLeast: 7), because: .definition)
    second.raiseAtRoot(Literal(starts[0], atMost: 6), because: .definition)
    #expect(first.propagateRoot() && second.propagateRoot())
    #expect(second.importShared(first.takeShareable()))
    #expect(!second.propagateRoot())
  }

  /// A variable made after the shape was sealed may stand for something else in another solver.
  @Test func whatIsAddedAfterSealingStaysAtHome() {
    let (first, starts) = Self.makeShop(durations: [2, 3, 4], horizon: 12)
    let (second, _) = Self.makeShop(durations: [2, 3, 4], horizon: 12)
    for solver in [first, second] {
      solver.sealShape()
      #expect(solver.propagateRoot())
      _ = solver.takeShareable()
    }
    let own = first.makeBoolean()
    first.addPrecedence(from: starts[0], to: starts[1], weight: 2, if: own)
    first.raiseAtRoot(own.negated, because: .definition)
    first.raiseAtRoot(Literal(starts[2], atLeast: 1), because: .definition)
    #expect(first.propagateRoot())
    let facts = first.takeShareable()
    #expect(facts.bounds.contains(Literal(starts[2], atLeast: 1)))
    #expect(facts.bounds.allSatisfy { $0.variable.base < second.variableCount })
    #expect(second.importShared(facts))
  }

  @Test func anotherModelTakesNothing() {
    let (first, _) = Self.makeShop(durations: [2, 3, 4], horizon: 12)
    let (other, _) = Self.makeShop(durations: [2, 3, 5], horizon: 12)
    let (later, _) = Self.makeShop(durations: [2, 3, 4], horizon: 11)
    #expect(first.propagateRoot() && other.propagateRoot() && later.propagateRoot())
    let facts = first.takeShareable()
    #expect(!other.importShared(facts))
    // The horizon is a bound and not the shape.
    #expect(later.importShared(facts))
  }

  @Test func clausesAreKeptWithinTheLimits() {
    let solver = Self.makeShop(durations: [1, 1], horizon: 4).0
    solver.options.sharing = .wide
    let literals = (0..<50).map { _ in solver.makeBoolean() }
    solver.offer(Buffer(literals.prefix(2)), lbd: 9)
    solver.offer(Buffer(literals.prefix(8)), lbd: 2)
    solver.offer(Buffer(literals.prefix(8)), lbd: 3)
    solver.offer(Buffer(literals.prefix(9)), lbd: 2)
    solver.offer(Buffer(literals.prefix(40)), lbd: 8)
    solver.offer(Buffer(literals.prefix(40)), lbd: 9)
    solver.offer(Buffer(literals.prefix(41)), lbd: 8)
    let facts = solver.takeShareable()
    #expect(facts.clauses.map(\.literals.count) == [2, 8, 8, 9, 40])
    #expect(facts.limited(to: .short).clauses.map(\.literals.count) == [2, 8])
  }

  @Test func nothingLearnedIsKeptWithoutLimits() {
    let solver = Self.makeShop(durations: [1, 1], horizon: 4).0
    solver.options.sharing = nil
    solver.offer(Buffer((0..<2).map { _ in solver.makeBoolean() }), lbd: 1)
    #expect(solver.takeShareable().clauses.isEmpty)
  }

  /// What a solver learned, under assumptions too, forbids no solution of the model.
  @Test func sharedFactsHoldInEverySolution() {
    var told = 0
    for seed in 1...40 as ClosedRange<UInt64> {
      var random = RandomSource(seed: seed)
      var options = SearchOptions()
      options.seed = seed
      options.sharing = .wide
      let solver = Solver(options: options)
      let variables = (0..<7).map { _ in solver.makeVariable(lower: 0, upper: 2) }
      let formula = (0..<26).map { _ in
        (0..<3).map { _ in
          let bound = Int32(random.within(1...2))
          let x = variables[random.below(variables.count)]
          return random.chance(50) ? Literal(x, atLeast: bound) : Literal(x, atMost: bound - 1)
        }
      }
      func holds(_ literal: Literal, _ values: [Int32]) -> Bool {
        let value = values[literal.variable.base - 1]
        return (literal.variable.isNegated ? -value : value) >= literal.bound
      }
      var solutions: [[Int32]] = [[]]
      for _ in variables { solutions = solutions.flatMap { values in (0...2).map { values + [$0] } } }
      solutions = solutions.filter { values in formula.allSatisfy { $0.contains { holds($0, values) } } }
      for clause in formula { solver.add(clause: clause) }
      var limits = SearchLimits()
      limits.conflicts = 8
      for _ in 0..<10 {
        let assumptions = (0..<3).compactMap { _ in solver.randomDecision(on: variables, &random) }
        _ = solver.search(assumptions: assumptions, limits: limits)
      }
      let facts = solver.takeShareable()
      told += facts.clauses.count
      for values in solutions {
        for bound in facts.bounds where bound.variable.base > 0 {
          #expect(holds(bound, values), "seed \(seed): \(bound) forbids \(values)")
        }
        for clause in facts.clauses {
          #expect(clause.literals.contains { holds($0, values) }, "seed \(seed): \(clause) forbids \(values)")
        }
      }
    }
    #expect(told > 40)
  }

  /// Two solvers that take turns and tell each other everything end where one alone ends.
  @Test(arguments: 1...12 as ClosedRange<UInt64>) func sharingKeepsTheAnswer(seed: UInt64) {
    var random = RandomSource(seed: seed)
    let (jobs, machines) = (4, 4)
    let routes = (0..<jobs).map { _ in
      var route = Array(0..<machines)
      for i in route.indices { route.swapAt(i, i + random.below(machines - i)) }
      return route.map { (machine: $0, duration: Int32(random.within(1...9))) }
    }
    func make(_ seed: UInt64) -> (Solver, IntegerVariable) {
      var options = SearchOptions()
      options.seed = seed
      options.sharing = .wide
      let solver = Solver(options: options)
      let makespan = solver.makeVariable(lower: 0, upper: 80)
      var tasks = [[Task]](repeating: [], count: machines)
      for route in routes {
        var previous: (start: IntegerVariable, duration: Int32)?
        for step in route {
          let start = solver.makeVariable(lower: 0, upper: 80)
          if let previous { solver.addPrecedence(from: previous.start, to: start, weight: previous.duration) }
          tasks[step.machine].append(solver.makeTask(start: start, duration: step.duration))
          previous = (start, step.duration)
        }
        if let previous { solver.addPrecedence(from: previous.start, to: makespan, weight: previous.duration) }
      }
      for machine in tasks { solver.postDisjunctive(machine) }
      return (solver, makespan)
    }
    func minimum(of solvers: [(solver: Solver, makespan: IntegerVariable)]) -> Int32 {
      var best: Int32 = 81
      var limits = SearchLimits()
      limits.conflicts = 5
      while true {
        for (index, own) in solvers.enumerated() {
          own.solver.raiseAtRoot(Literal(own.makespan, atMost: best - 1), because: .definition)
          switch own.solver.search(limits: limits) {
          case .solution: best = min(best, own.solver.value(of: own.makespan))
          case .infeasible: return best
          default: break
          }
          // The facts hold for what is better than `best`, which the others are told first.
          let facts = own.solver.takeShareable()
          for (other, receiver) in solvers.enumerated() where other != index {
            receiver.solver.raiseAtRoot(Literal(receiver.makespan, atMost: best - 1), because: .definition)
            receiver.solver.importShared(facts)
          }
        }
      }
    }
    #expect(minimum(of: [make(1), make(2)]) == minimum(of: [make(1)]))
  }
}
