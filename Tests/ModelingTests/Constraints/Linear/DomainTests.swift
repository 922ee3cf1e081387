import Basics
import Modeling
import Testing

@Suite struct DomainTests {
  @Test func agreesWithBruteForce() {
    Specimen.check { random in
      let model = Model()
      let lists = (0..<2).map { _ in (0...random.below(4)).map { _ in random.within(-4...6) } }
      let x = lists.map { model.integer(values: $0) }
      return Specimen(model) { values in zip(x, lists).allSatisfy { $1.contains(values[$0]) } }
    }
  }

  @Test func words() throws {
    let model = Model()
    _ = model.integer(values: [5, 1, 3, 3], "shift")
    #expect(try model.words(2) == "constraint 0: shift = 2 is a gap")
  }

  @Test func valuesWithoutGapsAreBoundsOnly() throws {
    let model = Model()
    _ = model.integer(values: [4, 2, 3])
    #expect(try model.validated().constraints.isEmpty)
  }
}
