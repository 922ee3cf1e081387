import Basics
import GLPKSolver
import Modeling
import Testing

@Suite struct MatrixElementTests {
  @Test func agreesWithBruteForce() {
    Specimen.check(seeds: 1...60) { random in
      let model = Model()
      let (row, column) = (random.integer(in: model), random.integer(in: model))
      let r = random.chance(60) ? row.linearExpression : random.term(row)
      let c = random.chance(20) ? r : random.chance(60) ? column.linearExpression : random.term(column)
      let (height, width) = (random.within(1...3), random.within(1...3))
      var rows = (0..<height).map { _ in (0..<width).map { _ in random.within(-3...3).linearExpression } }
      if random.chance(50) { rows[random.below(height)][random.below(width)] = random.term(row) }
      let element = model.element(rows, at: r, c)
      return Specimen(model) { values in
        let (i, j) = (values[r], values[c])
        return (0..<height).contains(i) && (0..<width).contains(j) && values[element] == values[rows[i][j]]
      }
    }
  }

  @Test func words() throws {
    let model = Model()
    _ = model.element([[1, 2, 3], [4, 5, 6]], at: model.integer(0...2), model.integer(0...3))
    #expect(try model.words(1, 2, 6) == nil)
    #expect(try model.words(1, 1, 6) == "constraint 0: element 1, 1 is 5, not 6")
    #expect(try model.words(0, 3, 4) == "constraint 0: element 0, 3 of 2 by 3")
  }

  @Test func mistakes() {
    let model = Model()
    let x = model.integer(0...3)
    _ = model.element([[Int]](), at: x, x)
    _ = model.element([[1], [2, 3]], at: x, x)
    #expect(
      model.errors == [
        .emptyOperands("an element of a matrix"),
        .mismatchedCounts("an element of a matrix with rows of different length"),
      ])
  }

  /// The shortest tour of four towns: the table's cheapest cycle, by hand 1 + 2 + 1 + 3.
  @Test func aTourInBothEngines() throws {
    let distances = [[9, 1, 5, 3], [1, 9, 2, 6], [5, 2, 9, 1], [3, 6, 1, 9]]
    let model = Model()
    let stops = (0..<4).map { _ in model.integer(0...3) }
    model.allDifferent(stops)
    model.add(stops[0] == 0)
    let legs = (0..<4).map { model.element(distances, at: stops[$0], stops[($0 + 1) % 4]) }
    model.minimize(sum(of: legs))
    #expect(try model.solve().objective == 7)
    #expect(try model.solve(using: GLPKSolver()).objective == 7)
  }

  /// Large matrices go by bounds.
  @Test func largeMatrices() throws {
    let model = Model()
    let (row, column) = (model.integer(0...399), model.integer(0...399))
    let table = (0..<400).map { i in (0..<400).map { j in (i - 123) * (i - 123) + (j - 77) * (j - 77) + 5 } }
    model.minimize(model.element(table, at: row, column))
    let result = try model.solve()
    #expect(result.objective == 5 && result[row] == 123 && result[column] == 77)
  }
}
