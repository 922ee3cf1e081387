import Basics
import GLPKSolver
import Modeling
import Testing

@Suite struct FlowTests {
  @Test func agreesWithBruteForce() {
    Specimen.check { random in
      let model = Model()
      let nodes = random.within(1...3)
      let arcs = (0..<random.within(0...3)).map { _ in
        (from: random.below(nodes), to: random.below(nodes), amount: model.integer(0...2))
      }
      let balances: [any LinearExpressible] = (0..<nodes).map { _ in
        random.chance(40) ? model.integer(-1...1) : random.within(-1...1) as any LinearExpressible
      }
      let prices = arcs.map { _ in random.within(-2...3) }
      let asks = random.chance(60)
      let cost = asks ? model.flow(arcs.map { ($0.from, $0.to, $0.amount) }, balances: balances, prices: prices) : nil
      if !asks { model.flow(arcs.map { ($0.from, $0.to, $0.amount) }, balances: balances) }
      if arcs.isEmpty { _ = model.boolean() }
      return Specimen(model) { values in
        let isBalanced = (0..<nodes).allSatisfy { node in
          let out = arcs.filter { $0.from == node }.reduce(0) { $0 + values[$1.amount] }
          let into = arcs.filter { $0.to == node }.reduce(0) { $0 + values[$1.amount] }
          return out - into == values[balances[node].linearExpression]
        }
        let paid = zip(arcs, prices).reduce(0) { $0 + values[$1.0.amount] * $1.1 }
        return isBalanced && (cost.map { values[$0] == paid } ?? true)
      }
    }
  }

  @Test func words() throws {
    let model = Model()
    let x = model.integer(0...9)
    _ = model.flow([(from: 0, to: 1, amount: x)], balances: [4, -4], prices: [3])
    #expect(try model.words(4, 12) == nil)
    #expect(try model.words(5, 15) == "constraint 0: node 0 sends out 5 more than it gets, not 4")
    #expect(try model.words(4, 11) == "constraint 0: the flow costs 12, not 11")
  }

  @Test func mistakesAreNoted() {
    let model = Model()
    let x = model.integer(0...1_000_000)
    model.flow([(from: 0, to: 2, amount: x)], balances: [0, 0])
    _ = model.flow([(from: 0, to: 1, amount: x)], balances: [0, 0], prices: [])
    _ = model.flow([(from: 0, to: 1, amount: x)], balances: [0, 0], prices: [1 << 40])
    #expect(
      model.errors == [
        .invalidPlace("an arc from 0 to 2 of a flow with 2 nodes"), .mismatchedCounts("flow: 1 arcs, 0 prices"),
        .overflow("the cost of a flow"),
      ])
  }

  /// Two suppliers of 5, two customers of 4 and 6: by hand, the way from 1 to 2 carries nothing.
  @Test func aTransportInBothEngines() throws {
    let model = Model()
    let ways = [(0, 2, 2), (0, 3, 4), (1, 2, 3), (1, 3, 1)]
    let cost = model.flow(
      ways.map { (from: $0.0, to: $0.1, amount: model.integer(0...10)) }, balances: [5, 5, -4, -6],
      prices: ways.map(\.2))
    model.minimize(cost)
    // 4 · 2 + 1 · 4 + 0 · 3 + 5 · 1
    #expect(try model.solve().objective == 17)
    #expect(try model.solve(using: GLPKSolver()).objective == 17)
  }
}
