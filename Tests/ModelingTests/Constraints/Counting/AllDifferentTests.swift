import Basics
import GLPKSolver
import Modeling
import TestSupport
import Testing

@Suite struct AllDifferentTests {
  @Test func agreesWithBruteForce() {
    Specimen.check(seeds: 1...80) { random in
      let model = Model()
      let x = (0..<random.within(1...4)).map { _ in random.integer(in: model) }
      var expressions: [LinearExpression] = x.map {
        random.chance(60) ? $0.linearExpression : random.term($0)
      }
      if random.chance(30) { expressions.append(random.within(-2...2).linearExpression) }
      if random.chance(20), x.count > 1 { expressions.append(x[0] + x[1]) }
      let exceptions = random.chance(50) ? [] : (0...random.below(2)).map { _ in random.within(-2...2) }
      model.allDifferent(expressions, except: exceptions)
      return Specimen(model) { values in
        let kept = expressions.map { values[$0] }.filter { !exceptions.contains($0) }
        return Set(kept).count == kept.count
      }
    }
  }

  @Test func equalsAgreeWithBruteForce() {
    Specimen.check { random in
      let model = Model()
      let x = (0..<random.within(1...4)).map { _ in random.integer(in: model) }
      let expressions = x.map { random.chance(70) ? $0.linearExpression : random.term($0) }
      model.allEqual(expressions)
      return Specimen(model) { values in Set(expressions.map { values[$0] }).count == 1 }
    }
  }

  @Test func words() throws {
    let model = Model()
    model.allDifferent((0..<4).map { _ in model.integer(0...9) }, except: [0])
    #expect(try model.words(0, 5, 0, 4) == nil)
    #expect(try model.words(0, 5, 4, 5) == "constraint 0: expressions 1 and 3 are both 5")
  }

  @Test func ofNothingOfOneAndOfOneTwice() throws {
    let model = Model()
    let x = model.integer(0...5)
    model.allDifferent([])
    model.allDifferent([x])
    model.allEqual([])
    model.allEqual([x])
    #expect(try model.solve().status == .optimal)
    model.allDifferent([x, model.integer(7...9), x])
    #expect(try model.solve().status == .infeasible)
  }

  @Test func foreignVariablesAreNoted() {
    let model = Model()
    model.allDifferent([model.integer(0...3), Model().integer(0...3)])
    #expect(model.errors == [.foreignVariable("constraint 0, all different")])
  }

  private func queens(_ count: Int) -> (model: Model, columns: [IntVar]) {
    let model = Model()
    let columns = (0..<count).map { _ in model.integer(1...count) }
    model.allDifferent(columns)
    model.allDifferent(columns.enumerated().map { $0.element + $0.offset })
    model.allDifferent(columns.enumerated().map { $0.element - $0.offset })
    return (model, columns)
  }

  /// Ten solutions for five queens: Ahrens 1901.
  @Test func fiveQueensStandInTenWays() throws {
    let (model, columns) = queens(5)
    var found = 0
    while let solution = try model.solve().solution {
      found += 1
      guard found <= 10 else { break }
      let isOther = columns.map { x in !model.indicator(x, equals: solution[x]) }
      model.atLeastOne(of: isOther)
    }
    #expect(found == 10)
  }

  @Test func eightQueensStandInBothEngines() throws {
    let (model, columns) = queens(8)
    model.minimize(columns[0] + 8 * columns[1])
    // In no solution of the eight queens problem does the first stand at 1 with the second at 2 to 4.
    let native = try model.solve()
    #expect(native.status == .optimal)
    #expect(try model.solve(using: GLPKSolver()).objective == native.objective)
  }

  @Test func threeQueensAndTenPigeonsAreRefused() throws {
    #expect(try queens(3).model.solve().status == .infeasible)
    #expect(try queens(3).model.solve(using: GLPKSolver()).status == .infeasible)
    let model = Model()
    model.allDifferent((0..<10).map { _ in model.integer(0...8) })
    #expect(try model.solve().status == .infeasible)
  }

  /// Wide domains go by bounds: twenty times in a window of twenty, in any order.
  @Test func wideDomainsAreFilteredByBounds() throws {
    let model = Model()
    let x = (0..<20).map { _ in model.integer(100_000...1_000_000) }
    for one in x { model.add(one <= 100_019) }
    model.allDifferent(x + [model.integer(100_010...1_000_000)])
    let last = IntVar(model: x[0].model, position: Int32(20))
    model.minimize(last)
    #expect(try model.solve().objective == 100_020)
  }

  /// Many expressions are decomposed by values, and mean the same.
  @Test func manyExpressionsAreDecomposedByValues() throws {
    let model = Model()
    let x = (0..<210).map { _ in model.integer(0...89) }
    model.allDifferent(x, except: 0...39)
    let pieces = try model.validated().decomposed { _ in false }
    #expect(pieces.constraints.count { $0 is AtMostOneConstraint } == 50)
    var values = x.indices.map { $0 < 50 ? 40 + $0 : 7 }
    #expect(pieces.extending(values).map { pieces.violation(of: $0) == nil } == true)
    values[60] = 45
    #expect(try model.words(values) != nil)
    #expect(pieces.extending(values) == nil)
  }

  /// Starts whose latest times come from the model as a whole.
  @Test func ofStartsWithoutAnEnd() throws {
    let model = Model()
    let tasks = (0..<4).map { _ in model.interval(duration: 1) }
    model.allDifferent(tasks.map(\.start))
    model.minimize(model.maximum(of: tasks.map(\.end)))
    #expect(try model.solve().objective == 4)
  }

  /// Of a permutation the sum is one number; no row of a relaxation excludes a solution.
  @Test func relaxationsLoseNoSolution() throws {
    for seed in 1...60 as ClosedRange<UInt64> {
      var random = RandomSource(seed: seed)
      let model = Model()
      let x = (0..<random.within(2...4)).map { _ in random.integer(in: model) }
      let expressions = x.map { random.chance(60) ? $0.linearExpression : random.term($0) }
      if random.chance(30) { model.inverse(expressions, expressions) } else { model.allDifferent(expressions) }
      let data = try model.validated()
      let rows = RelaxedModel(data).rows
      for solution in BruteForce(data).solutions {
        for row in rows {
          let sum = zip(row.columns, row.coefficients).reduce(0) { $0 + $1.1 * solution[Int($1.0)] }
          #expect(row.lower <= sum && sum <= row.upper, "seed \(seed): \(solution)")
        }
      }
    }
    let model = Model()
    model.allDifferent((0..<5).map { _ in model.integer(3...7) })
    let row = try #require(RelaxedModel(try model.validated()).rows.first)
    #expect(row.lower == 25 && row.upper == 25 && row.coefficients == [1, 1, 1, 1, 1])
  }
}
