import Basics
import Presolve
import Statements
import TestSupport
import Testing

@Suite struct PackingTests {
  /// The fewest bins, by dynamic programming over sets of items: (bins, load of the last one) per set.
  static func fewestBins(_ sizes: [Int], _ capacity: Int) -> Int {
    var best = [(bins: Int, load: Int)](repeating: (Int.max, 0), count: 1 << sizes.count)
    best[0] = (0, capacity)
    for set in 1..<best.count {
      for item in sizes.indices where set >> item & 1 == 1 {
        let rest = best[set ^ (1 << item)]
        let load = rest.load + sizes[item]
        let next = load <= capacity ? (rest.bins, load) : (rest.bins + 1, sizes[item])
        if next < best[set] { best[set] = next }
      }
    }
    return best[best.count - 1].bins
  }

  @Test func boundsAndPackingsEncloseTheOptimum() throws {
    var random = RandomSource(seed: 3)
    var tight = 0
    for round in 0..<150 {
      let capacity = random.within(6...40)
      let sizes = (0..<random.within(1...11)).map { _ in random.within(1...capacity) }
      let optimum = Self.fewestBins(sizes, capacity)
      let packing = Packing(sizes: sizes, capacity: capacity)
      let relaxation = PatternRelaxation(packing)
      #expect(relaxation.bound <= optimum, "\(round)")
      let made = try #require(packing.packing(goal: relaxation.bound, from: relaxation))
      var load: [Int: Int] = [:]
      for (item, bin) in made.enumerated() { load[bin, default: 0] += sizes[item] }
      #expect(load.values.allSatisfy { $0 <= capacity }, "\(round)")
      #expect(load.count >= optimum, "\(round)")
      if relaxation.bound == optimum, load.count == optimum { tight += 1 }
    }
    // The pattern bound is seldom below the optimum, and never much.
    #expect(tight >= 145)
  }

  @Test func threeOfEachFillOneBin() throws {
    // 1/2 + 1/3 + 1/6 fill a bin; the sum says 6 and so does the packing.
    let sizes = [Int](repeating: 50, count: 6) + [Int](repeating: 34, count: 6) + [Int](repeating: 16, count: 6)
    let packing = Packing(sizes: sizes, capacity: 100)
    let relaxation = PatternRelaxation(packing)
    #expect(relaxation.bound == 6)
    #expect(Set(try #require(packing.packing(goal: 6, from: relaxation))).count == 6)
  }

  @Test func sizesThatFillNoBinCostMore() {
    // Two of 40 to a bin of 100: 9 items need 5 bins, where the sum says 4.
    #expect(PatternRelaxation(Packing(sizes: [Int](repeating: 40, count: 9), capacity: 100)).bound == 5)
    // Only one of 30 fits beside each of 60, so that the fourth wants a bin; the sum says 3.
    #expect(PatternRelaxation(Packing(sizes: [60, 60, 60, 30, 30, 30, 30], capacity: 100)).bound == 4)
  }

  @Test func anItemThatFitsNoBinIsNotPacked() {
    #expect(Packing(sizes: [7], capacity: 5).packing(goal: 1, from: nil) == nil)
  }

  /// A packing as a model, with rows that order the bins.
  static func model(_ sizes: [Int], capacity: Int, bins: Int) -> ModelData {
    let model = Model()
    let y = (0..<bins).map { _ in model.boolean() }
    let x = sizes.map { _ in (0..<bins).map { _ in model.boolean() } }
    for row in x { model.add(sum(of: row) == 1) }
    for b in 0..<bins {
      model.add(sum(of: sizes.indices.map { sizes[$0] * x[$0][b] }) <= capacity * y[b])
      if b > 0 { model.add(y[b] <= y[b - 1]) }
    }
    model.minimize(3 * sum(of: y) + 5)
    return model.data
  }

  @Test func thePackingInAModelIsFound() throws {
    let data = Self.model([4, 6, 6, 2], capacity: 10, bins: 3)
    let structure = try #require(PackingStructure(data))
    #expect(structure.sizes == [2, 3, 3, 1] && structure.capacity == 5)
    let made = structure.solve(in: data)
    #expect(made.bound == 11)
    let values = try #require(made.values)
    #expect(data.violation(of: values) == nil && data.cost(of: values) == 11)
  }

  /// A packing goes into the order of bins that presolve keeps, and comes back.
  @Test func aPackingGoesThroughPresolve() throws {
    let data = Self.model([9, 8, 8, 7, 6, 5, 5, 4, 3, 3, 2, 2], capacity: 13, bins: 7)
    let values = try #require(PackingStructure(data)?.solve(in: data).values)
    let made = presolve(data)
    #expect(made.report[.packingOrbitopes] == 21)
    let reduced = try #require(made.reduce(values))
    let full = made.restore(reduced)
    #expect(data.violation(of: full) == nil && data.cost(of: full) == data.cost(of: values))
  }

  @Test func whatIsNoPackingIsNotFound() {
    let model = Model()
    let y = [model.boolean(), model.boolean()]
    let x = [model.boolean(), model.boolean()]
    model.add(x[0] + x[1] == 1)
    model.add(3 * x[0] <= 4 * y[0])
    model.add(3 * x[1] <= 4 * y[1])
    // Bins that cost differently.
    model.minimize(2 * y[0] + 3 * y[1])
    #expect(PackingStructure(model.data) == nil)
  }

  /// Bounds of random models with more rows than the packing's are bounds still, and solutions pass the checker.
  @Test func boundsHoldBesideOtherRows() {
    var random = RandomSource(seed: 9)
    var found = 0
    for round in 0..<40 {
      let model = Model()
      let (items, bins, capacity) = (random.within(2...4), random.within(2...3), random.within(5...8))
      let y = (0..<bins).map { _ in model.boolean() }
      let x = (0..<items).map { _ in (0..<bins).map { _ in model.boolean() } }
      let sizes = (0..<items).map { _ in random.within(1...5) }
      for row in x { if random.below(2) == 0 { model.exactlyOne(of: row) } else { model.add(sum(of: row) >= 1) } }
      for b in 0..<bins { model.add(sum(of: (0..<items).map { sizes[$0] * x[$0][b] }) <= capacity * y[b]) }
      if random.below(2) == 0 { model.atMostOne(of: [x[0][0], x[1][0]]) }
      if random.below(3) == 0 { model.add(x[0][1] <= x[1][1]) }
      model.minimize(2 * sum(of: y))
      guard let structure = PackingStructure(model.data) else { continue }
      found += 1
      let made = structure.solve(in: model.data)
      if let optimum = BruteForce(model.data).leastCost { #expect(made.bound <= optimum, "\(round)") }
      if let values = made.values {
        #expect(model.data.violation(of: values) == nil && made.bound <= model.data.cost(of: values) ?? 0, "\(round)")
      }
    }
    #expect(found > 30)
  }
}
