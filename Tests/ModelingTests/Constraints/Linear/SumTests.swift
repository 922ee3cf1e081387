import GLPKSolver
import Modeling
import Testing

@Suite struct SumTests {
  @Test func listsHaveNames() throws {
    let model = Model()
    let load = model.integers(3, in: 2...9, "load")
    let isOpen = model.booleans(2, "isOpen")
    let plain = model.integers(2, in: 0...1) + model.integers(0, in: 0...1) + model.integers(-4, in: 0...1)
    let data = try model.validated()
    #expect(data.names == ["load[0]", "load[1]", "load[2]", "isOpen[0]", "isOpen[1]", "", ""])
    #expect(data.lower == [2, 2, 2, 0, 0, 0, 0] && data.upper == [9, 9, 9, 1, 1, 1, 1])
    #expect(load.count == 3 && isOpen.count == 2 && plain.count == 2)
  }

  @Test func weightedSumsAreSums() {
    Specimen.check(seeds: 1...20) { random in
      let model = Model()
      let x = [random.integer(in: model), random.integer(in: model)]
      let elements = [x[0], x[1], x[random.below(2)]]
      let weights = elements.map { _ in random.within(-3...3) }
      let limit = random.within(-3...4)
      model.add(sum(of: elements, weights: weights) <= limit)
      return Specimen(model) { values in
        zip(elements, weights).reduce(0) { $0 + $1.1 * values[$1.0] } <= limit
      }
    }
  }

  @Test func theEmptySumIsZero() throws {
    let model = Model()
    let x = model.integer(0...9)
    var total = LinearExpression()
    model.add(total >= 0)
    for factor in 1...3 { total += factor * x }
    model.add(total == 12)
    #expect(try model.solve()[x] == 2)
  }

  @Test func otherNumbersOfWeightsAreMistakes() {
    let model = Model()
    let b = model.booleans(3)
    model.add(1 + sum(of: b, weights: [1, 2]) <= 2)
    _ = model.reify(sum(of: b, weights: [1, 2, 3, 4]) <= 2)
    #expect(
      model.errors == [
        .mismatchedCounts("linear constraint 0 has a sum with more or fewer weights than elements"),
        .mismatchedCounts("a Boolean expression has a sum with more or fewer weights than elements"),
      ])
  }

  /// Weights 3, 5, 7 and values 4, 6, 9 within 10: the first and the last.
  @Test func knapsackInBothEngines() throws {
    let model = Model()
    let b = model.booleans(3, "item")
    model.add(sum(of: b, weights: [3, 5, 7]) <= 10)
    model.maximize(sum(of: b, weights: [4, 6, 9]))
    #expect(try model.solve().objective == 13)
    #expect(try model.solve(using: GLPKSolver()).objective == 13)
  }
}
