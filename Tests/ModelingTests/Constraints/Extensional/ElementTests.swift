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
}
