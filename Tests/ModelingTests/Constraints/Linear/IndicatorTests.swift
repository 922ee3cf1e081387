import Basics
import Modeling
import Testing

@Suite struct IndicatorTests {
  @Test func agreesWithBruteForce() {
    Specimen.check { random in
      let model = Model()
      let x = random.integer(in: model)
      let asked = (0..<2).map { _ in random.within(-4...5) }
      let b = asked.map { model.indicator(x, equals: $0) }
      return Specimen(model) { values in zip(b, asked).allSatisfy { values[$0] == (values[x] == $1) } }
    }
  }

  @Test func words() throws {
    let model = Model()
    _ = model.indicator(model.integer(0...3, "shift"), equals: 2)
    #expect(try model.words(2, 0) == "constraint 0: the indicator of shift = 2 is wrong")
  }
}
