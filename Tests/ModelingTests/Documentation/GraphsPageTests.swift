import Modeling
import Testing

/// The examples of the page about constraints, Graphs, as they stand there.
@Suite struct GraphsPageTests {
  @Test func successors() throws {
    let model = Model(horizon: 100)
    let cities = [0, 1, 3, 6]
    let distances = cities.map { a in cities.map { b in abs(a - b) } }
    let next = cities.indices.map { _ in model.integer(0...(cities.count - 1)) }
    model.circuit(next)
    model.minimize(sum(of: cities.indices.map { model.element(distances[$0], at: next[$0]) }))
    model.subcircuit(next)
    model.add(next[3] != 3)  // node 3 is visited
    let result = try model.solve(workers: 1, timeLimit: 20)
    #expect(result.status == .optimal)
    #expect(result.objective == 12)
  }

  @Test func arcs() throws {
    let model = Model(horizon: 100)
    let roads = (0..<30).flatMap { a in [1, 2].map { (from: a, to: (a + $0) % 30, length: $0) } }
    let arcs = roads.map { (from: $0.from, to: $0.to, isUsed: model.boolean()) }
    model.circuit(nodes: 30, arcs: arcs)
    model.minimize(sum(of: zip(roads, arcs).map { $0.length * $1.isUsed }))
    let result = try model.solve(workers: 1, timeLimit: 20)
    #expect(result.status == .optimal)
    #expect(result.objective == 30)
  }

  @Test func routes() throws {
    let model = Model(horizon: 100)
    let vehicles = 2
    let arcs = (0..<9).flatMap { a in
      (0..<9).filter { $0 != a }.map { (from: a, to: $0, isUsed: model.boolean()) }
    }
    model.routes(nodes: 9, depot: 0, arcs: arcs)
    model.add(sum(of: arcs.filter { $0.from == 0 }.map(\.isUsed)) <= vehicles)
    model.minimize(sum(of: arcs.map(\.isUsed)))
    let result = try model.solve(workers: 1, timeLimit: 20)
    #expect(result.status == .optimal)
    #expect(result.objective == 9)
  }

  @Test func flow() throws {
    let model = Model(horizon: 100)
    let (x, y, z) = (model.integer(0...5), model.integer(0...9), model.integer(0...9))
    let cost = model.flow(
      [(from: 0, to: 1, amount: x), (from: 0, to: 2, amount: y), (from: 1, to: 2, amount: z)],
      balances: [7, 0, -7], prices: [1, 3, 1])
    model.minimize(cost)
    let result = try model.solve(workers: 1, timeLimit: 20)
    #expect(result.status == .optimal)
    #expect(result[x] == 5 && result[cost] == 16)
  }
}
