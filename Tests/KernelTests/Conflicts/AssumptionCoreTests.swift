import Basics
import Testing

@testable import Kernel

@Suite struct AssumptionCoreTests {
  @Test func namesTheAssumptionsThatClash() {
    let solver = Solver()
    let a = (0..<6).map { _ in solver.makeBoolean() }
    solver.add(clause: [a[1].negated, a[3].negated, a[4].negated])
    guard case .refutedAssumptions = solver.search(assumptions: a) else {
      Issue.record("three of them clash")
      return
    }
    #expect(Set(solver.core) == [a[1], a[3], a[4]])
  }

  @Test func oppositeAssumptionsAreACore() {
    let solver = Solver()
    let x = solver.makeVariable(lower: 0, upper: 9)
    let other = solver.makeBoolean()
    let assumptions = [Literal(x, atMost: 4), other, Literal(x, atLeast: 7)]
    guard case .refutedAssumptions = solver.search(assumptions: assumptions) else {
      Issue.record("x is at most 4 and at least 7")
      return
    }
    #expect(Set(solver.core) == [assumptions[0], assumptions[2]])
  }

  @Test func anAssumptionThatIsFalseForGoodIsItsOwnCore() {
    let solver = Solver()
    let x = solver.makeVariable(lower: 0, upper: 9)
    solver.add(clause: [Literal(x, atLeast: 5)])
    guard case .refutedAssumptions = solver.search(assumptions: [solver.makeBoolean(), Literal(x, atMost: 4)]) else {
      Issue.record("x is at least 5")
      return
    }
    #expect(solver.core == [Literal(x, atMost: 4)])
  }

  /// Random rows under random assumptions: a core is a part of them, and by brute force no point satisfies it.
  @Test(arguments: 1...40 as ClosedRange<UInt64>) func coresAreCores(seed: UInt64) {
    var random = RandomSource(seed: seed)
    let count = 6
    let rows = (0..<5).map { _ in
      (coefficients: (0..<count).map { _ in random.within(-4...4) }, limit: random.within(-6...2))
    }
    var options = SearchOptions()
    options.checksExplanations = true
    let solver = Solver(options: options)
    let variables = (0..<count).map { _ in solver.makeVariable(lower: 0, upper: 2) }
    for row in rows {
      solver.postLinear(zip(row.coefficients, variables).map { (coefficient: $0, variable: $1) }, atMost: row.limit)
    }
    var points: [[Int]] = []
    for code in 0..<729 {
      let point = (0..<count).map { code / [1, 3, 9, 27, 81, 243][$0] % 3 }
      if rows.allSatisfy({ zip($0.coefficients, point).reduce(0) { $0 + $1.0 * $1.1 } <= $0.limit }) {
        points.append(point)
      }
    }
    func satisfiable(_ literals: [Literal]) -> Bool {
      points.contains { point in
        literals.allSatisfy { literal in
          let value = point[variables.firstIndex { $0.base == literal.variable.base }!]
          return (literal.variable.isNegated ? -value : value) >= Int(literal.bound)
        }
      }
    }
    for _ in 0..<8 where !solver.isInfeasible {
      let assumptions = variables.shuffled(using: &random).prefix(5).map { x in
        let bound = Int32(random.below(2))
        return random.chance(50) ? Literal(x, atLeast: bound + 1) : Literal(x, atMost: bound)
      }
      switch solver.search(assumptions: assumptions) {
      case .solution: #expect(satisfiable(assumptions))
      case .refutedAssumptions:
        let core = solver.core
        #expect(!core.isEmpty && Set(core).isSubset(of: assumptions) && Set(core).count == core.count)
        #expect(!satisfiable(core))
      case .infeasible: #expect(points.isEmpty)
      case .limit: Issue.record("there is no limit")
      }
    }
  }

  @Test func restartsKeepTheAssumptionsInPlace() {
    // Pigeons that do not fit once the last hole is closed, with many restarts on the way.
    let solver = Solver()
    let inHole = (0..<8).map { _ in (0..<8).map { _ in solver.makeBoolean() } }
    for pigeon in inHole { solver.add(clause: pigeon) }
    for hole in 0..<8 {
      for i in 0..<8 {
        for j in 0..<i { solver.add(clause: [inHole[i][hole].negated, inHole[j][hole].negated]) }
      }
    }
    let spare = solver.makeBoolean()
    let closed = inHole.map { $0[7].negated }
    guard case .refutedAssumptions = solver.search(assumptions: [spare] + closed) else {
      Issue.record("eight pigeons fit seven holes")
      return
    }
    #expect(solver.statistics.restarts > 0)
    #expect(!solver.core.contains(spare))
    guard case .refutedAssumptions = solver.search(assumptions: solver.core) else {
      Issue.record("the core is none")
      return
    }
    guard case .solution = solver.search(assumptions: [spare]) else {
      Issue.record("eight pigeons fit eight holes")
      return
    }
  }
}
