import Basics
import Modeling
import Testing

@testable import Solving

@Suite struct RouteTests {
  /// A model of routes or of one tour with a quantity, and what its arcs say.
  private struct Case {
    let model = Model()
    let n: Int
    let hasDepot: Bool
    var lengths: [[Int]]
    var amounts: [[Int]]
    var windows: [ClosedRange<Int>]

    init(_ random: inout RandomSource) {
      n = random.within(4...6)
      hasDepot = random.chance(50)
      let (n, hasDepot) = (n, hasDepot)
      lengths = (0..<n).map { _ in (0..<n).map { _ in random.within(1...30) } }
      let demand = (0..<n).map { _ in random.within(1...4) }
      // Loads that are given on arrival, or times of travel.
      amounts = (0..<n).map { tail in (0..<n).map { head in hasDepot ? demand[head] : random.within(1...4) } }
      windows = (0..<n).map { node in
        if node == 0 { return 0...0 }
        let first = hasDepot ? demand[node] : random.below(8)
        return first...(hasDepot ? 8 : first + random.within(3...9))
      }
      var arcs: [(from: Int, to: Int, isUsed: BoolVar)] = []
      for from in 0..<n { for to in 0..<n where from != to { arcs.append((from, to, model.boolean())) } }
      if hasDepot { model.routes(nodes: n, arcs: arcs) } else { model.circuit(nodes: n, arcs: arcs) }
      let quantity = windows.map { model.integer($0) }
      for arc in arcs where arc.to > 0 && !(hasDepot && arc.from == 0) {
        model.add(quantity[arc.to] >= quantity[arc.from] + amounts[arc.from][arc.to], if: arc.isUsed)
      }
      model.minimize(sum(of: arcs.map { lengths[$0.from][$0.to] * $0.isUsed }))
    }

    /// By trying the nodes in all orders, with a return to the depot wherever there may be one.
    func shortest() -> Int? {
      var best: Int?
      func extend(_ node: Int, _ value: Int, _ left: Set<Int>, _ length: Int) {
        if length >= best ?? .max { return }
        if left.isEmpty {
          best = min(best ?? .max, length + lengths[node][0])
          return
        }
        for head in left.sorted() {
          let starts = hasDepot && node == 0
          let next = starts ? windows[head].lowerBound : max(windows[head].lowerBound, value + amounts[node][head])
          if next <= windows[head].upperBound {
            extend(head, next, left.subtracting([head]), length + lengths[node][head])
          }
        }
        if hasDepot, node != 0 { extend(0, 0, left, length + lengths[node][0]) }
      }
      extend(0, 0, Set(1..<n), 0)
      return best
    }
  }

  @Test func smallRoutesAreShortest() throws {
    var found = 0
    for seed in 1...25 as ClosedRange<UInt64> {
      var random = RandomSource(seed: seed)
      let made = Case(&random)
      let data = try made.model.validated()
      let structure = try #require(RouteStructure(data), "seed \(seed)")
      #expect(structure.root == 0 && structure.quantities.count == 1 && structure.hasManyRoutes == made.hasDepot)
      let search = RouteSearch(structure, iterations: 600, seed: seed)
      search.run(600, until: { false })
      let shortest = made.shortest()
      #expect(search.best == nil ? shortest == nil : search.bestLength == shortest, "seed \(seed)")
      guard let routes = search.best else { continue }
      found += 1
      #expect(routes.flatMap { $0 }.sorted() == Array(1..<made.n))
      // The quantities of the routes are said with them.
      #expect(structure.values(of: routes, in: data).flatMap(data.cost(of:)) == shortest, "seed \(seed)")
    }
    #expect(found > 10)
  }

  @Test func theRaceProvesThem() throws {
    for seed in 1...6 as ClosedRange<UInt64> {
      var random = RandomSource(seed: seed)
      let made = Case(&random)
      let result = try made.model.solve()
      #expect(result.status == (made.shortest() == nil ? .infeasible : .optimal), "seed \(seed)")
      #expect(result.objective == made.shortest(), "seed \(seed)")
    }
  }

  @Test func oneTourWithoutQuantitiesIsNone() throws {
    let model = Model()
    var arcs: [(from: Int, to: Int, isUsed: BoolVar)] = []
    for from in 0..<5 { for to in 0..<5 where from != to { arcs.append((from, to, model.boolean())) } }
    model.circuit(nodes: 5, arcs: arcs)
    model.minimize(sum(of: arcs.map { $0.from * $0.isUsed }))
    let data = try model.validated()
    #expect(RouteStructure(data) == nil)
  }
}
