import Basics
import GLPKSolver
import Modeling
import Testing

@Suite struct PackTests {
  private static func loads(_ bins: [Int], _ sizes: [Int]) -> [Int: Int] {
    zip(bins, sizes).reduce(into: [:]) { $0[$1.0, default: 0] += $1.1 }
  }

  private static func items(_ random: inout RandomSource, _ model: Model) -> (bins: [LinearExpression], sizes: [Int]) {
    let count = random.within(0...3)
    var bins: [LinearExpression] = (0..<count).map { _ in
      let low = random.within(-1...1)
      let x = model.integer(low...(low + 1 + random.below(2)))
      return random.chance(80) ? x.linearExpression : 1 - x
    }
    if count > 1, random.chance(15) { bins[1] = bins[0] }
    return (bins, bins.map { _ in random.below(5) })
  }

  @Test func loadsAgreeWithBruteForce() {
    Specimen.check(seeds: 1...60) { random in
      let model = Model()
      let (bins, sizes) = Self.items(&random, model)
      let loads: [LinearExpression] = (0..<random.within(1...3)).map { _ in
        let low = random.below(3)
        return random.chance(60) ? model.integer(0...(low + 4)).linearExpression : low.linearExpression
      }
      if bins.isEmpty { _ = model.boolean() }
      model.pack(bins, sizes: sizes, loads: loads)
      return Specimen(model) { values in
        let places = bins.map { values[$0] }
        let found = Self.loads(places, sizes)
        return places.allSatisfy(loads.indices.contains)
          && loads.indices.allSatisfy { values[loads[$0]] == found[$0, default: 0] }
      }
    }
  }

  @Test func oneCapacityAgreesWithBruteForce() {
    Specimen.check(seeds: 1...60) { random in
      let model = Model()
      var (bins, sizes) = Self.items(&random, model)
      // Far apart, pairs are looked at and not bins.
      if random.chance(40) { bins = bins.map { 1_000 * $0 } }
      let capacity: LinearExpression =
        random.chance(60) ? random.within(2...7).linearExpression : model.integer(-1...5).linearExpression
      if bins.isEmpty { _ = model.boolean() }
      model.pack(bins, sizes: sizes, capacity: capacity)
      return Specimen(model) { values in
        Self.loads(bins.map { values[$0] }, sizes).values.allSatisfy { $0 <= values[capacity] }
      }
    }
  }

  @Test func words() throws {
    let model = Model()
    let bins = (0..<2).map { _ in model.integer(0...2) }
    model.pack(bins, sizes: [3, 4], loads: [model.integer(0...9), model.integer(0...9)])
    model.pack(bins, sizes: [3, 4], capacity: 6)
    #expect(try model.words(0, 1, 3, 4) == nil)
    #expect(try model.words(2, 1, 3, 4) == "constraint 0: item 0 is in bin 2 of 2")
    #expect(try model.words(0, 1, 3, 5) == "constraint 0: the items in bin 1 add up to 4, not 5")
    #expect(try model.words(0, 0, 7, 0) == "constraint 1: the items in bin 0 add up to 7, the capacity is 6")
  }

  @Test func mistakesAreNoted() {
    let model = Model()
    let x = model.integer(0...1)
    model.pack([x], sizes: [1, 2], loads: [x])
    model.pack([x], sizes: [-1], capacity: 3)
    model.pack([x], sizes: [.max], capacity: 3)
    model.pack([x], sizes: [1 << 40], capacities: [3])
    #expect(
      model.errors == [
        .mismatchedCounts("pack: 1 items, 2 sizes"), .negativeQuantity("the size of an item"),
        .overflow("the sizes of items"), .overflow("the load of a bin"),
      ])
  }

  @Test func largeSizesAndLargeBins() throws {
    let model = Model()
    let bins = (0..<3).map { _ in model.integer(0...1_000_000) }
    model.pack(bins, sizes: [3 << 40, 2 << 40, 2 << 40], capacity: 4 << 40)
    model.minimize(model.maximum(of: bins))
    #expect(try model.solve().objective == 1)
  }

  /// 7, 6, 5, 4, 3, 3 into two bins: 14 each, as 7 + 4 + 3 and 6 + 5 + 3; into three, 7 + 3, 6 + 4 and 5 + 3.
  @Test func loadsAreLevelledInBothEngines() throws {
    for (count, most) in [(2, 14), (3, 10)] {
      let model = Model()
      let sizes = [7, 6, 5, 4, 3, 3]
      let bins = sizes.map { _ in model.integer(0...(count - 1)) }
      let loads = model.pack(bins, sizes: sizes, capacities: (0..<count).map { _ in 28 })
      model.minimize(model.maximum(of: loads))
      #expect(try model.solve().objective == most)
      #expect(try model.solve(using: GLPKSolver()).objective == most)
    }
  }
}
