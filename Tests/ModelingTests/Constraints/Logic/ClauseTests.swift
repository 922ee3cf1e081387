import Basics
import Modeling
import Testing

@Suite struct ClauseTests {
  @Test func agreesWithBruteForce() {
    Specimen.check { random in
      let model = Model()
      let booleans = (0..<4).map { _ in model.boolean() }
      let literals = (0...random.below(4)).map { _ in random.literal(of: booleans) }
      model.atLeastOne(of: literals)
      let (premise, conclusion) = (random.literal(of: booleans), random.literal(of: booleans))
      model.imply(premise, conclusion)
      return Specimen(model) { values in
        literals.contains { values[$0] } && (!values[premise] || values[conclusion])
      }
    }
  }

  @Test func words() throws {
    let model = Model()
    model.atLeastOne(of: [model.boolean(), model.boolean()])
    #expect(try model.words(0, 0) == "constraint 0: none of 2 Booleans is true")
  }

  @Test func ofNothingThereIsNoSolution() throws {
    let model = Model()
    _ = model.boolean()
    model.atLeastOne(of: [])
    #expect(try model.words(1) != nil)
    #expect(try model.solve().status == .infeasible)
  }
}
