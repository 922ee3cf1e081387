import Basics
import TestSupport
import Testing

@testable import Kernel

@Suite struct InprocessingTests {
  /// Random clauses and precedences over few small variables, with all solutions.
  private struct Formula {
    let solver: Solver
    let variables: [IntegerVariable]
    let solutions: [[Int32]]

    init(seed: UInt64, clauses: Int = 26) {
      var random = RandomSource(seed: seed)
      var options = SearchOptions()
      options.seed = seed
      // Small clauses databases: everything gets its turn.
      options.inprocessingShare = 20
      let solver = Solver(options: options)
      let variables = (0..<7).map { _ in solver.makeVariable(lower: 0, upper: 2) }
      let formula = (0..<clauses).map { _ in
        (0..<3).map { _ in
          let bound = Int32(random.within(1...2))
          let x = variables[random.below(variables.count)]
          return random.chance(50) ? Literal(x, atLeast: bound) : Literal(x, atMost: bound - 1)
        }
      }
      for clause in formula { solver.add(clause: clause) }
      solver.addPrecedence(from: variables[0], to: variables[1], weight: 0)
      solver.addPrecedence(
        from: variables[2], to: variables[3], weight: 1, if: Literal(variables[4], atLeast: 1))
      var solutions: [[Int32]] = [[]]
      for _ in variables { solutions = solutions.flatMap { values in (0...2).map { values + [$0] } } }
      self.solutions = solutions.filter { values in
        formula.allSatisfy { $0.contains { Self.holds($0, values) } } && values[0] <= values[1]
          && (values[4] < 1 || values[2] + 1 <= values[3])
      }
      self.solver = solver
      self.variables = variables
    }

    static func holds(_ literal: Literal, _ values: [Int32]) -> Bool {
      let value = literal.variable.base == 0 ? 1 : values[literal.variable.base - 1]
      return (literal.variable.isNegated ? -value : value) >= literal.bound
    }

    /// The learned clauses that are there now.
    var learned: [[Literal]] {
      var found: [[Literal]] = []
      for i in 0..<solver.clauses.references.count {
        let clause = solver.clauses.references[i]
        if solver.clauses.tier(clause) == .problem { continue }
        found.append((0..<solver.clauses.size(clause)).map { solver.clauses.literals(clause)[$0] })
      }
      for i in 0..<solver.clauses.binaries.count {
        found.append([solver.clauses.binaries[i].first, solver.clauses.binaries[i].second])
      }
      return found
    }
  }

  @Test func clausesThatWereWorkedOnForbidNoSolution() {
    var total = SearchStatistics()
    for seed in 1...60 as ClosedRange<UInt64> {
      let formula = Formula(seed: seed)
      let solver = formula.solver
      var random = RandomSource(seed: seed)
      var limits = SearchLimits()
      limits.conflicts = 6
      for _ in 0..<8 {
        let assumptions = (0..<2).compactMap { _ in solver.randomDecision(on: formula.variables, &random) }
        _ = solver.search(assumptions: assumptions, limits: limits)
        guard solver.propagateRoot() else { break }
        solver.inprocess()
        if solver.isInfeasible { break }
        solver.reduceClauses()
      }
      #expect(!solver.isInfeasible || formula.solutions.isEmpty, "seed \(seed)")
      for clause in formula.learned {
        for values in formula.solutions where !clause.contains(where: { Formula.holds($0, values) }) {
          Issue.record("seed \(seed): \(clause) forbids \(values)")
        }
      }
      for values in formula.solutions where !solver.isInfeasible {
        #expect(solver.allows(values, of: formula.variables), "seed \(seed): level 0 forbids \(values)")
      }
      total.vivifiedClauses += solver.statistics.vivifiedClauses
      total.subsumedClauses += solver.statistics.subsumedClauses
      total.strengthenedClauses += solver.statistics.strengthenedClauses
    }
    #expect(total.vivifiedClauses > 0)
    #expect(total.subsumedClauses > 0)
    #expect(total.strengthenedClauses > 0)
  }

  @Test func theSearchFindsEverySolutionAllTheSame() {
    for seed in 1...40 as ClosedRange<UInt64> {
      let formula = Formula(seed: seed, clauses: 34)
      let solver = formula.solver
      var missing = Set(formula.solutions)
      var limits = SearchLimits()
      limits.conflicts = 5
      searching: while true {
        switch solver.search(limits: limits) {
        case .solution:
          let values = formula.variables.map { solver.value(of: $0) }
          #expect(missing.remove(values) != nil, "seed \(seed): \(values) is no solution, or not a new one")
          solver.block(values, of: formula.variables)
        case .infeasible: break searching
        default: break
        }
        guard solver.propagateRoot() else { break }
        solver.inprocess()
        if solver.isInfeasible { break }
        solver.reduceClauses()
      }
      #expect(missing.isEmpty, "seed \(seed)")
    }
  }

  /// A learned clause of these literals, and what is left of it.
  private static func vivify(_ solver: Solver, _ literals: [Literal]) -> [[Literal]] {
    let before = solver.clauses.binaries.count
    solver.add(clause: literals, tier: .core, lbd: 2)
    #expect(solver.propagateRoot())
    solver.vivify(budget: 1000)
    var found: [[Literal]] = []
    for i in before..<solver.clauses.binaries.count {
      found.append([solver.clauses.binaries[i].first, solver.clauses.binaries[i].second])
    }
    for i in 0..<solver.clauses.references.count {
      let clause = solver.clauses.references[i]
      if solver.clauses.tier(clause) == .problem || solver.clauses.isDeleted(clause) { continue }
      found.append((0..<solver.clauses.size(clause)).map { solver.clauses.literals(clause)[$0] })
    }
    return found.map { $0.sorted { $0.node < $1.node } }
  }

  @Test func aLiteralThatTheOthersImplyGoes() {
    let solver = Solver()
    let a = (0..<4).map { _ in solver.makeBoolean() }
    solver.add(clause: [a[0], a[3].negated])
    // Without a[0] there is no a[3]: one of the two literals is enough.
    #expect(Self.vivify(solver, [a[0], a[1], a[2], a[3]]) == [[a[0], a[1], a[2]]])
  }

  @Test func boundsAreStrengthenedAsFarAsTheProofAllows() {
    let solver = Solver()
    let x = solver.makeVariable(lower: 0, upper: 9)
    let y = solver.makeVariable(lower: 0, upper: 20)
    let (b, c) = (solver.makeBoolean(), solver.makeBoolean())
    solver.addPrecedence(from: x, to: y, weight: 2, if: b)
    // b and x >= 4 give y >= 6, which c forbids: not b or x <= 3 or c.
    solver.add(clause: [Literal(y, atMost: 5), c])
    let learned = [b.negated, Literal(x, atMost: 7), c]
    #expect(Self.vivify(solver, learned) == [[Literal(x, atMost: 3), b.negated, c]])
  }

  @Test func subsumptionKnowsThatBoundsImplyEachOther() {
    let solver = Solver()
    let x = solver.makeVariable(lower: 0, upper: 9)
    let (b, c, d) = (solver.makeBoolean(), solver.makeBoolean(), solver.makeBoolean())
    solver.add(clause: [Literal(x, atLeast: 5), b, c], tier: .mid, lbd: 3)
    solver.add(clause: [Literal(x, atLeast: 3), b, c, d], tier: .core, lbd: 2)
    solver.add(clause: [Literal(x, atLeast: 6), b, d.negated, c.negated], tier: .core, lbd: 2)
    // [x >= 5] contradicts [x <= 4], so that literal goes.
    solver.add(clause: [Literal(x, atMost: 4), b, c, d.negated], tier: .core, lbd: 2)
    #expect(solver.propagateRoot())
    solver.subsume(budget: 1000)
    #expect(solver.statistics.subsumedClauses == 1)
    #expect(solver.statistics.strengthenedClauses >= 1)
    solver.reduceClauses()
    var sizes: [Int] = []
    for i in 0..<solver.clauses.references.count { sizes.append(solver.clauses.size(solver.clauses.references[i])) }
    #expect(sizes.sorted() == [3, 3, 4])
  }

  @Test func equivalentLiteralsAreFoundAcrossBounds() {
    let solver = Solver()
    let x = solver.makeVariable(lower: 0, upper: 9)
    let (b, c, d) = (solver.makeBoolean(), solver.makeBoolean(), solver.makeBoolean())
    // b -> x >= 5 -> x >= 3 -> c -> b.
    solver.add(clause: [b.negated, Literal(x, atLeast: 5)])
    solver.add(clause: [Literal(x, atMost: 2), c])
    solver.add(clause: [c.negated, b])
    let graph = ImplicationGraph(solver.clauses.binaries)
    #expect(!graph.isContradictory)
    #expect(graph.representative(of: b) == graph.representative(of: c))
    #expect(graph.representative(of: b) == graph.representative(of: Literal(x, atLeast: 3)))
    #expect(graph.representative(of: d) == d)
    #expect(graph.representative(of: b.negated) == graph.representative(of: c.negated))
    solver.add(clause: [b, c, d], tier: .core, lbd: 2)
    #expect(solver.propagateRoot())
    solver.mergeEquivalences()
    #expect(solver.statistics.mergedClauses == 1 && !solver.isInfeasible)
  }

  @Test func aLiteralEquivalentToItsNegationIsAContradiction() {
    let solver = Solver()
    let (b, c) = (solver.makeBoolean(), solver.makeBoolean())
    for clause in [[b, c], [b, c.negated], [b.negated, c], [b.negated, c.negated]] { solver.add(clause: clause) }
    #expect(ImplicationGraph(solver.clauses.binaries).isContradictory)
    solver.mergeEquivalences()
    #expect(solver.isInfeasible)
  }
}
