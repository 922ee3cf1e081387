import Basics
import Modeling
import Testing

@Suite struct ElementTests {
  @Test func agreesWithBruteForce() {
    Specimen.check { random in
      let model = Model()
      let (x, index) = (random.integer(in: model), random.integer(in: model))
      let place = random.chance(50) ? index.linearExpression : random.term(index)
      var list = (0...random.below(4)).map { _ in random.within(-3...3).linearExpression }
      if random.chance(60) { list[random.below(list.count)] = random.term(x) }
      let element = model.element(list, at: place)
      return Specimen(model) { values in
        list.indices.contains(values[place]) && values[element] == values[list[values[place]]]
      }
    }
  }

  @Test func words() throws {
    let model = Model()
    let (x, y) = (model.integer(0...9), model.integer(0...9))
    _ = model.element([7, y, 5], at: x)
    #expect(try model.words(1, 3, 3) == nil)
    #expect(try model.words(1, 3, 7) == "constraint 0: element 1 is 3, not 7")
    #expect(try model.words(3, 3, 5) == "constraint 0: element 3 of 3")
  }

  /// Long lists of numbers go by bounds, whatever lies beyond the index.
  @Test func longListsAgreeWithTheirNumbers() throws {
    let model = Model()
    let x = model.integer(-1_000_000...1_000_000)
    let cost = model.element((0..<200_000).map { ($0 - 150_001) * ($0 - 150_001) % 1_000_003 }, at: x)
    let rest = model.integer(0...1_000_000)
    model.add(x + rest == 150_000)
    model.add(x != 150_000)
    model.minimize(cost)
    let result = try model.solve()
    let truth = (0..<150_000).map { ($0 - 150_001) * ($0 - 150_001) % 1_000_003 }.min()
    #expect(result.objective == truth && result.status == .optimal)
  }

  /// The values of the result that somebody asks for need a position.
  @Test func valuesWithoutAPositionAreExcluded() throws {
    let model = Model()
    let (x, y) = (model.integer(0...3), model.integer(0...3))
    let element = model.element([2, 9, 4, 2], at: x)
    let isSeven = model.indicator(element, equals: 7)
    let isFour = model.indicator(element, equals: 4)
    model.add(y != x)
    let lowered = try LoweredModel(try model.validated())
    #expect(lowered.solver.propagateRoot())
    #expect(lowered.bounds(of: isSeven.variable) == 0...0)
    #expect(lowered.solver.search(assumptions: [lowered.literal(isFour)]) == .solution)
    #expect(lowered.solver.value(of: lowered.variable(x)) == 2)
  }

  /// Positions that the index cannot have cost nothing.
  @Test func theIndexIsPrunedFirst() throws {
    let model = Model()
    let x = model.integer(5...8)
    _ = model.element((0..<5_000).map { $0 % 7 as any LinearExpressible }, at: x - 2)
    let lowered = try LoweredModel(try model.validated())
    // The constant, x, the result, and Booleans of two inner places.
    #expect(lowered.solver.variableCount == 5)
  }
}
