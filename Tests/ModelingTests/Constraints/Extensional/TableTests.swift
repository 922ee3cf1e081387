import Basics
import GLPKSolver
import Modeling
import Testing

@Suite struct TableTests {
  private static func rows(_ count: Int, columns: Int, wildcards: Int, _ random: inout RandomSource) -> [[Int?]] {
    (0..<count).map { _ in
      (0..<columns).map { _ in random.chance(wildcards) ? nil : random.within(-3...4) }
    }
  }

  private static func contains(_ rows: [[Int?]], _ values: [Int]) -> Bool {
    rows.contains { row in zip(row, values).allSatisfy { $0 == nil || $0 == $1 } }
  }

  /// Up to four expressions, of which two may be of one variable, with and without entries for any value.
  @Test func agreesWithBruteForce() {
    Specimen.check(seeds: 1...120) { random in
      let model = Model()
      let x = (0..<random.within(1...3)).map { _ in random.integer(in: model) }
      var expressions = x.map { random.chance(70) ? $0.linearExpression : random.term($0) }
      if random.chance(30) { expressions.append(random.term(x[0])) }
      if random.chance(20) { expressions.append(x[0] + x[x.count - 1]) }
      if random.chance(20) { expressions.append(random.within(0...1).linearExpression) }
      let rows = Self.rows(
        random.below(14), columns: expressions.count, wildcards: random.chance(50) ? 0 : 30, &random)
      if rows.allSatisfy({ !$0.contains(nil) }) {
        model.table(expressions, rows: rows.map { $0.compactMap { $0 } })
      } else {
        model.table(expressions, rows: rows)
      }
      return Specimen(model) { values in Self.contains(rows, expressions.map { values[$0] }) }
    }
  }

  @Test func forbiddenRowsAgreeWithBruteForce() {
    Specimen.check(seeds: 1...80) { random in
      let model = Model()
      let x = (0..<random.within(1...3)).map { _ in random.integer(in: model) }
      var expressions = x.map { random.chance(70) ? $0.linearExpression : random.term($0) }
      if random.chance(30) { expressions.append(random.term(x[0])) }
      if random.chance(20) { expressions.append(x[0] + x[x.count - 1]) }
      let rows = Self.rows(
        random.below(14), columns: expressions.count, wildcards: random.chance(50) ? 0 : 20, &random)
      model.forbid(expressions, rows: rows)
      return Specimen(model) { values in !Self.contains(rows, expressions.map { values[$0] }) }
    }
  }

  @Test func words() throws {
    let model = Model()
    let (x, y) = (model.integer(0...9), model.integer(0...9))
    model.table([x, y], rows: [[1, 2], [3, 4]])
    model.forbid([y, x], rows: [[4, nil]])
    #expect(try model.words(1, 2) == nil)
    #expect(try model.words(1, 4) == "constraint 0: (1, 4) is no row of the table")
    #expect(try model.words(3, 4) == "constraint 1: (4, 3) is forbidden")
  }

  @Test func rowsOfAnotherLengthAreRefused() {
    let model = Model()
    let x = model.integer(0...9)
    model.table([x], rows: [[1], [1, 2]])
    model.forbid([x, x], rows: [[1]])
    #expect(
      model.errors == [
        .mismatchedCounts("row 1 of a table has 2 entries for 1 expressions"),
        .mismatchedCounts("row 0 of forbidden rows has 1 entries for 2 expressions"),
      ])
  }

  @Test func withoutRowsOrExpressions() throws {
    let none = Model()
    none.table([none.integer(0...3)], rows: [[Int]]())
    #expect(try none.solve().status == .infeasible)
    let free = Model()
    free.table([], rows: [[Int]](repeating: [], count: 2))
    free.forbid([free.integer(0...3)], rows: [[Int]]())
    #expect(try free.solve().status == .optimal)
    let never = Model()
    _ = never.integer(0...3)
    never.forbid([], rows: [[Int]](repeating: [], count: 1))
    #expect(try never.solve().status == .infeasible)
  }

  /// Wide domains cost what the rows cost; a value that stands for none is no row.
  @Test func wideDomainsAndExtremeEntries() throws {
    let model = Model()
    let x = (0..<3).map { _ in model.integer(-250_000_000...250_000_000) }
    model.table(
      x, rows: [[7, 900, -200_000_000], [-8, 1_000_000, 3], [.max, .min, -(1 << 61)], [1, -(1 << 61), 2]])
    model.forbid(x, rows: [[-8, .min, 3]])
    #expect(model.data.constraints.count == 2)
    model.minimize(x[0] + x[1])
    #expect(try model.solve().objective == 907)
    #expect(try model.solve(using: GLPKSolver()).objective == 907)
  }

  @Test func repeatedRowsAreDropped() throws {
    let model = Model()
    let (x, y) = (model.integer(0...4), model.integer(0...4))
    model.table([x, y], rows: [[1, 1], [1, 1], [2, 5], [3, 0]])
    let table = try #require(model.data.constraints[0] as? TableConstraint)
    #expect(table.rows == [[1, 1], [3, 0]])
  }

  /// Propagation at level 0 keeps just the values that some row has: of three rows, the first goes by x.
  @Test func propagationIsDomainConsistent() throws {
    let model = Model()
    let (x, y, z) = (model.integer(2...9), model.integer(0...9), model.integer(0...9))
    model.table([x, y, z], rows: [[1, 9, 9], [3, 4, 2], [5, 2, 6], [3, 3, 5]])
    let lowered = try LoweredModel(try model.validated())
    #expect(lowered.solver.propagateRoot())
    #expect(lowered.bounds(of: x) == 3...5 && lowered.bounds(of: y) == 2...4 && lowered.bounds(of: z) == 2...6)
  }

  /// A shop's configurations, with prices: the cheapest with size 2 is (1, 2) at 14.
  @Test func cheapestConfigurationInBothEngines() throws {
    let model = Model()
    let (colour, size, price) = (model.integer(0...2), model.integer(0...2), model.integer(0...99))
    model.table(
      [colour, size, price], rows: [[0, 1, 12], [0, 2, 15], [1, 2, 14], [2, 0, 9], [2, 2, 14], [1, 1, 11]])
    model.forbid([colour, size], rows: [[2, nil]])
    model.add(size >= 2)
    model.minimize(price)
    for result in [try model.solve(), try model.solve(using: GLPKSolver())] {
      #expect(result.objective == 14 && result[colour] == 1)
    }
  }

  /// Over starts whose bounds are not known while the model is built.
  @Test func ofStartsWithoutAnEnd() throws {
    let model = Model()
    let tasks = (0..<2).map { _ in model.interval(duration: 2) }
    model.noOverlap(tasks)
    model.table(tasks.map(\.start), rows: [[30, 20], [21, 20], [40, 50]])
    model.minimize(model.maximum(of: tasks.map(\.end)))
    #expect(try model.solve().objective == 32)
  }
}
