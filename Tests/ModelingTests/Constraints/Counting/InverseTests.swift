import Basics
import GLPKSolver
import Modeling
import Testing

@Suite struct InverseTests {
  private static func isInverse(_ f: [Int], _ g: [Int], allowsOutside: Bool) -> Bool {
    for i in f.indices {
      for j in g.indices where (f[i] == j) != (g[j] == i) { return false }
    }
    return allowsOutside || (f.allSatisfy(g.indices.contains) && g.allSatisfy(f.indices.contains))
  }

  @Test func agreesWithBruteForce() {
    Specimen.check(seeds: 1...60) { random in
      let model = Model()
      let allowsOutside = random.chance(40)
      let count = random.within(1...3)
      let other = allowsOutside ? random.within(1...3) : count
      func list(_ length: Int) -> [LinearExpression] {
        (0..<length).map { _ in
          let low = random.within(-1...1)
          let x = model.integer(low...(low + 1 + random.below(2)))
          return random.chance(70) ? x.linearExpression : random.term(x)
        }
      }
      let f = list(count)
      let g = random.chance(25) && other == count ? f : list(other)
      model.inverse(f, g, allowsOutside: allowsOutside)
      return Specimen(model) { values in
        Self.isInverse(f.map { values[$0] }, g.map { values[$0] }, allowsOutside: allowsOutside)
      }
    }
  }

  @Test func words() throws {
    let model = Model()
    model.inverse((0..<3).map { _ in model.integer(0...3) }, (0..<3).map { _ in model.integer(0...3) })
    #expect(try model.words(1, 2, 0, 2, 0, 1) == nil)
    #expect(
      try model.words(1, 2, 0, 1, 0, 2)
        == "constraint 0: place 1 of the first list has 2, but place 2 of the other has 2")
    #expect(
      try model.words(1, 3, 0, 2, 0, 1) == "constraint 0: place 1 of the first list has 3, no place of the other")
  }

  @Test func listsOfDifferentLengthAreNoted() {
    let model = Model()
    model.inverse([model.integer(0...3)], [])
    #expect(model.errors == [.mismatchedCounts("constraint 0, inverse: 1 and 0 expressions")])
  }

  /// Involutions of four places without a fixed point: three ways to pair four people.
  @Test func fourPeopleArePairedInThreeWays() throws {
    let model = Model()
    let partner = (0..<4).map { _ in model.integer(0...3) }
    model.inverse(partner, partner)
    for (place, x) in partner.enumerated() { model.add(x != place) }
    var found = Set<[Int]>()
    while found.count < 5, let solution = try model.solve().solution {
      found.insert(partner.map { solution[$0] })
      model.atLeastOne(of: partner.map { x in !model.indicator(x, equals: solution[x]) })
    }
    #expect(found == [[1, 0, 3, 2], [2, 3, 0, 1], [3, 2, 1, 0]])
  }

  /// Jobs at positions: the least sum of place · weight puts the heaviest first.
  @Test func theLeastOrderInBothEngines() throws {
    let model = Model()
    let at = (0..<4).map { _ in model.integer(0...3) }
    let place = (0..<4).map { _ in model.integer(1...4) }
    model.inverse(at, place.map { $0 - 1 })
    model.add(place[2] > place[0])
    model.minimize(sum(of: zip([3, 1, 4, 2], place).map { $0 * $1 }))
    // Weights 3, 1, 4, 2 with the third after the first: 0 at 1, 2 at 2, 3 at 3, 1 at 4.
    #expect(try model.solve().objective == 3 + 8 + 6 + 4)
    #expect(try model.solve(using: GLPKSolver()).objective == 21)
  }

  /// Values of one list are bounds of the other where they stand at an end; no Boolean is made twice.
  @Test func bothListsMeetInTheSameLiterals() throws {
    let model = Model()
    let f = (0..<5).map { _ in model.integer(0...4) }
    let g = (0..<5).map { _ in model.integer(0...4) }
    model.inverse(f, g)
    let lowered = try LoweredModel(try model.validated())
    for i in 0..<5 {
      for j in 1...3 where (1...3).contains(i) {
        #expect(
          lowered.literal(lowered.variable(f[i]), equals: j) == lowered.literal(lowered.variable(g[j]), equals: i))
      }
    }
    // The constant, ten lists' places, and nine pairs of inner places.
    #expect(lowered.solver.variableCount == 1 + 10 + 9)
  }
}
