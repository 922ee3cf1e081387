import Basics
import Modeling
import Testing

@testable import Solving

@Suite struct TourTests {
  /// The least length over all orders; nil where each misses an arc.
  private func shortest(_ lengths: [Int?], _ n: Int) -> Int? {
    var best: Int?
    func extend(_ tour: [Int], _ length: Int) {
      if tour.count == n {
        if let last = lengths[tour[n - 1] * n + tour[0]] { best = min(best ?? .max, length + last) }
        return
      }
      for node in 0..<n where !tour.contains(node) {
        if let step = lengths[tour[tour.count - 1] * n + node] { extend(tour + [node], length + step) }
      }
    }
    extend([0], 0)
    return best
  }

  private func length(_ tour: [Int], _ lengths: [Int?]) -> Int? {
    let n = tour.count
    let steps = tour.indices.map { lengths[tour[$0] * n + tour[($0 + 1) % n]] }
    return steps.contains { $0 == nil } ? nil : steps.reduce(0) { $0 + ($1 ?? 0) }
  }

  /// In each direction another length, negative ones and missing arcs included.
  @Test func smallToursAreShortest() {
    for seed in 1...30 as ClosedRange<UInt64> {
      var random = RandomSource(seed: seed)
      let n = random.within(5...7)
      let lengths = (0..<n * n).map { place -> Int? in
        place / n == place % n || random.chance(15) ? nil : random.within(-5...40)
      }
      let search = TourSearch(nodeCount: n, lengths: lengths, seed: seed)
      search.run(kicks: 300, until: { false })
      let tour = search.bestTour
      #expect(tour.flatMap { length($0, lengths) } == shortest(lengths, n), "seed \(seed)")
      if let tour { #expect(tour.sorted() == Array(0..<n) && length(tour, lengths) == search.bestLength) }
    }
  }

  /// Points on a circle: the shortest tour goes round.
  @Test func aCircleIsFound() throws {
    let n = 60
    let lengths = (0..<n * n).map { place -> Int? in
      let step = abs(place / n - place % n)
      return step == 0 ? nil : min(step, n - step)
    }
    let search = TourSearch(nodeCount: n, lengths: lengths, seed: 3)
    search.run(kicks: 500, until: { false })
    #expect(search.bestLength == n)
  }

  private let distances = [
    [0, 2, 5, 9, 10], [2, 0, 4, 3, 8], [5, 4, 0, 6, 4], [9, 3, 6, 0, 1], [10, 8, 4, 1, 0],
  ]

  /// Successors with elements, weighted by 2 and turned round, and weighted Booleans, one of them negated.
  @Test func lengthsAreReadFromTheObjective() throws {
    let model = Model()
    let next = (0..<5).map { _ in model.integer(0...4) }
    model.circuit(next)
    model.maximize(-2 * sum(of: (0..<5).map { model.element(distances[$0], at: next[$0]) }))
    let data = try model.validated()
    let structure = try #require(TourStructure(data))
    let arcs = Model()
    var used: [(from: Int, to: Int, isUsed: BoolVar)] = []
    for from in 0..<5 { for to in 0..<5 where from != to { used.append((from, to, arcs.boolean())) } }
    used[3].isUsed = !used[3].isUsed
    arcs.circuit(nodes: 5, arcs: used)
    arcs.minimize(sum(of: used.map { distances[$0.from][$0.to] * $0.isUsed }))
    let arcData = try arcs.validated()
    let arcStructure = try #require(TourStructure(arcData))
    for from in 0..<5 {
      for to in 0..<5 {
        #expect(structure.lengths[5 * from + to] == (from == to ? nil : 2 * distances[from][to]))
        #expect(arcStructure.lengths[5 * from + to] == (from == to ? nil : distances[from][to]))
      }
    }
    let tour = [0, 1, 3, 4, 2]
    #expect(structure.values(of: tour, in: data).flatMap(data.cost(of:)) == 30)
    #expect(arcStructure.values(of: tour, in: arcData).flatMap(arcData.cost(of:)) == 15)
  }

  /// The objective is one variable, which an equation says to be the sum.
  @Test func aSumUnderANameIsReadAsWell() throws {
    let model = Model()
    let next = (0..<5).map { _ in model.integer(-1_000_000...1_000_000) }
    model.circuit(next)
    let total = model.integer(0...100)
    model.add(total == sum(of: (0..<5).map { model.element(distances[$0], at: next[$0]) }) + 7)
    model.minimize(3 * total)
    let data = try model.validated()
    let structure = try #require(TourStructure(data))
    #expect(structure.lengths[1] == 6 && structure.lengths[4] == 30 && structure.lengths[0] == nil)
    #expect(structure.values(of: [0, 1, 3, 4, 2], in: data).flatMap(data.cost(of:)) == 66)
    #expect(try model.solve().objective == 66)
  }

  @Test func whatIsNoMatterOfLengthsIsLeftAlone() throws {
    let model = Model()
    let next = (0..<6).map { _ in model.integer(0...5) }
    model.circuit(next)
    #expect(TourStructure(try model.validated()) == nil)
    model.minimize(next[0])
    #expect(TourStructure(try model.validated()) == nil)
  }

  /// A rule beside the lengths that the shortest tour breaks: what is proved keeps it.
  @Test func furtherRulesAreKept() throws {
    let model = Model()
    let next = (0..<5).map { _ in model.integer(0...4) }
    model.circuit(next)
    model.add(next[3] != 4)
    model.add(next[4] != 3)
    model.minimize(sum(of: (0..<5).map { model.element(distances[$0], at: next[$0]) }))
    let result = try model.solve(workers: 2)
    // By hand over the tours that are left, 0 1 3 2 4 is the shortest: 2 + 3 + 6 + 4 + 10.
    #expect(result.status == .optimal && result.objective == 25)
  }
}
