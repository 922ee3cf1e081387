import Basics
import GLPKSolver
import Modeling
import Testing

@Suite struct ParityTests {
  @Test func agreesWithBruteForce() {
    Specimen.check(seeds: 1...50) { random in
      let model = Model()
      let booleans = model.booleans(random.within(1...7), "b")
      // Some of them several times, or with their opposite.
      let literals = (0..<random.below(9)).map { _ in random.literal(of: booleans) }
      if random.chance(50) {
        model.xor(of: literals)
        return Specimen(model) { values in literals.count { values[$0] } % 2 == 1 }
      }
      let parity = model.parity(of: literals)
      return Specimen(model) { values in values[parity] == (literals.count { values[$0] } % 2 == 1) }
    }
  }

  @Test func words() throws {
    let model = Model()
    let b = model.booleans(3)
    model.xor(of: b)
    _ = model.parity(of: [b[0], b[1]])
    #expect(try model.words(1, 1, 1, 0) == nil)
    #expect(try model.words(1, 1, 0, 0) == "constraint 0: 2 Booleans are true, not an odd number")
    #expect(try model.words(1, 0, 0, 0) == "constraint 1: 1 Booleans are true, not an even number")
  }

  /// Blocks of 4, of which two are what links them: 8 clauses for each two literals.
  @Test func longOnesAreChains() throws {
    let model = Model()
    model.xor(of: model.booleans(100))
    let pieces = try model.validated().decomposed { _ in false }
    #expect(pieces.constraints.count == 8 * 49 && pieces.variableCount == 148)
  }

  /// A code word of length 7 that is nearest to 1010101 in the Hamming code with parity checks on 4 bits each.
  @Test func hammingCodeInBothEngines() throws {
    let model = Model()
    let bits = model.booleans(7, "bit")
    for check in [[0, 2, 4, 6], [1, 2, 5, 6], [3, 4, 5, 6]] { model.add(model.parity(of: check.map { bits[$0] }) == 0) }
    let received = [true, false, true, true, true, false, true]
    model.minimize(sum(of: zip(bits, received).map { $1 ? !$0 : $0 }))
    // 1011101: the first check is even, the second too, the third is odd: bit 3 (from 0) is wrong.
    for result in [try model.solve(), try model.solve(using: GLPKSolver())] {
      #expect(result.objective == 1)
      #expect(bits.map { result[$0] == true } == [true, false, true, false, true, false, true])
    }
  }

  @Test func ofNothing() throws {
    let model = Model()
    let even = model.parity(of: [])
    #expect(try model.solve()[even] == false)
    model.xor(of: [])
    #expect(try model.solve().status == .infeasible)
  }

  @Test func mistakes() {
    let (model, other) = (Model(), Model())
    model.xor(of: [other.boolean()])
    _ = model.parity(of: [other.boolean()])
    #expect(model.errors == [.foreignVariable("an exclusive or"), .foreignVariable("a parity")])
  }
}
