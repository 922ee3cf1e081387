import Basics
import TestSupport
import Testing

@testable import Kernel

@Suite struct ClauseTests {
  /// Clauses over bound literals of integer variables, as literal (variable index, bound, is upper).
  private struct Term {
    var index: Int
    var bound: Int32
    var isUpper: Bool

    func holds(_ values: [Int32]) -> Bool { isUpper ? values[index] <= bound : values[index] >= bound }
    func literal(_ variables: [IntegerVariable]) -> Literal {
      isUpper ? Literal(variables[index], atMost: bound) : Literal(variables[index], atLeast: bound)
    }
  }

  private static func randomCase(_ random: inout RandomSource, domain: ClosedRange<Int32>, count: Int, clauses: Int)
    -> PostedCase
  {
    let formula = (0..<clauses).map { _ in
      (0..<random.within(1...4)).map { _ in
        Term(
          index: random.below(count),
          bound: Int32(random.within(Int(domain.lowerBound)...Int(domain.upperBound))), isUpper: random.chance(50))
      }
    }
    return PostedCase(domains: [ClosedRange<Int32>](repeating: domain, count: count)) { values in
      formula.allSatisfy { $0.contains { $0.holds(values) } }
    } post: { solver, variables in
      for clause in formula { solver.add(clause: clause.map { $0.literal(variables) }) }
    }
  }

  @Test func booleanClausesAgreeWithBruteForce() {
    ConstraintOracle().check(seeds: 1...80) { Self.randomCase(&$0, domain: 0...1, count: 7, clauses: 18) }
  }

  @Test func clausesOverBoundsAgreeWithBruteForce() {
    ConstraintOracle().check(seeds: 1...80) { Self.randomCase(&$0, domain: -2...2, count: 4, clauses: 12) }
  }

  /// At a fixpoint no clause has all but one literal false without the last one being true.
  @Test func unitPropagationMissesNoUnitClause() {
    for seed in 1...100 as ClosedRange<UInt64> {
      var random = RandomSource(seed: seed)
      let solver = Solver()
      let variables = (0..<8).map { _ in solver.makeVariable(lower: 0, upper: 3) }
      let clauses = (0..<30).map { _ in
        (0..<random.within(2...5)).map { _ in
          let x = variables[random.below(8)]
          let bound = Int32(random.within(1...3))
          return random.chance(50) ? Literal(x, atLeast: bound) : Literal(x, atMost: bound - 1)
        }
      }
      for clause in clauses { solver.add(clause: clause) }
      if !solver.propagateRoot() { continue }
      for _ in 0..<20 {
        guard let decision = solver.randomDecision(on: variables, &random) else {
          solver.backtrack(to: 0)
          continue
        }
        solver.decide(decision)
        do { try solver.propagate() } catch {
          solver.backtrack(to: random.below(solver.store.level))
          continue
        }
        for clause in clauses where !clause.contains(where: { solver.store.isTrue($0) }) {
          #expect(Set(clause.filter { !solver.store.isFalse($0) }.map(\.variable)).count > 1, "seed \(seed)")
        }
      }
    }
  }

  @Test func slotsOfANodeAreVisitedByThreshold() {
    var table = WatchTable()
    table.addNodes(4)
    let x = IntegerVariable(index: 2)
    for bound in [5, 1, 3, 3, 9] as [Int32] {
      table.add(Watch(clause: UInt32(bound), blocker: .always), for: Literal(x, atLeast: bound))
    }
    // The literal [x >= b] becomes false when -x reaches 1 - b: thresholds -8, -4, -2, 0 at the neighbour.
    let list = table.slotsOfNode[3]
    let thresholds = (0..<list.count).map { table.slots.pointer(of: list)[$0].threshold }
    #expect(thresholds == [-8, -4, -2, 0])
    let between = table.firstSlot(of: 3, reaching: -3)
    let beyond = table.firstSlot(of: 3, reaching: 1)
    let other = table.slotsOfNode[2].count
    #expect(between == 2 && beyond == 4 && other == 0)
  }

  @Test func compactionKeepsTheLiveClauses() {
    var database = ClauseDatabase()
    func literals(_ from: Int32, _ count: Int32) -> [Literal] {
      (from..<(from + count)).map { Literal(IntegerVariable(index: 2 * $0), atLeast: $0) }
    }
    let first = database.add(Buffer(literals(1, 3)), tier: .local, origin: .learned)
    let second = database.add(Buffer(literals(5, 4)), tier: .mid, origin: .imported)
    let third = database.add(Buffer(literals(9, 5)), tier: .core, origin: .constraint(2))
    database.setActivity(2.5, of: third)
    database.delete(first)
    database.shrink(second, to: 3)
    database.compact()
    let left = (clauses: database.references.count, wasted: database.wasted)
    #expect(left == (2, 0))
    let kept = database.references[0]
    let keptLiterals = (0..<database.size(kept)).map { database.literals(kept)[$0] }
    #expect(keptLiterals == literals(5, 3))
    let last = database.references[1]
    let lastLiterals = (0..<database.size(last)).map { database.literals(last)[$0] }
    #expect(lastLiterals == literals(9, 5))
    let header = (database.tier(last), database.origin(last), database.activity(last))
    #expect(header == (.core, .constraint(2), 2.5))
    let footprint = database.footprint
    #expect(footprint == 4 * (4 + 6 + 4 + 10))
  }
}
