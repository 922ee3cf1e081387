import Basics
import Modeling
import Testing

@Suite struct AtMostOneTests {
  @Test func agreesWithBruteForce() {
    Specimen.check { random in
      let model = Model()
      let booleans = (0..<5).map { _ in model.boolean() }
      let literals = (0...random.below(5)).map { _ in random.literal(of: booleans) }
      let isExact = random.chance(40)
      if isExact { model.exactlyOne(of: literals) } else { model.atMostOne(of: literals) }
      return Specimen(model) { values in
        let count = literals.count { values[$0] }
        return isExact ? count == 1 : count <= 1
      }
    }
  }

  @Test func words() throws {
    let model = Model()
    model.atMostOne(of: [model.boolean(), model.boolean(), model.boolean()])
    #expect(try model.words(1, 0, 1) == "constraint 0: 2 Booleans are true, at most one may be")
  }

  @Test func manyAreASum() throws {
    let model = Model()
    let b = (0..<40).map { _ in model.boolean() }
    model.atMostOne(of: b.dropLast() + [!b[39]])
    model.add(b[7] == 1)
    let lowered = try LoweredModel(try model.validated())
    #expect(lowered.solver.propagateRoot())
    #expect(lowered.bounds(of: b[39].variable) == 1...1 && lowered.bounds(of: b[8].variable) == 0...0)
  }
}
