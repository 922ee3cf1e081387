import Basics
import GLPKSolver
import Modeling
import Testing

@Suite struct ArcCircuitTests {
  /// By taking the used arcs away, cycle after cycle.
  private static func isKept(_ used: [(from: Int, to: Int)], nodes: Int, depot: Int?) -> Bool {
    var left = used.filter { $0.from != $0.to || $0.from != depot }
    for node in 0..<nodes where node != depot {
      if left.count(where: { $0.from == node }) != 1 || left.count(where: { $0.to == node }) != 1 { return false }
    }
    left.removeAll { $0.from == $0.to }
    var cycles = 0
    while let first = left.first(where: { $0.from == depot }) ?? (depot == nil ? left.first : nil) {
      cycles += 1
      var node = first.from
      repeat {
        guard let place = left.firstIndex(where: { $0.from == node }) else { return false }
        node = left.remove(at: place).to
      } while node != first.from
    }
    return left.isEmpty && (depot != nil || cycles <= 1)
  }

  @Test func agreesWithBruteForce() {
    Specimen.check(seeds: 1...60) { random in
      let model = Model()
      let nodes = random.within(1...4)
      let depot = random.chance(40) ? random.below(nodes) : nil
      var booleans: [BoolVar] = []
      var arcs: [(from: Int, to: Int, isUsed: BoolVar)] = []
      let loops = random.within(0...2) * 50
      for from in 0..<nodes {
        for to in 0..<nodes where arcs.count < 10 && random.chance(from == to ? loops : 75) {
          if booleans.isEmpty || random.chance(90) { booleans.append(model.boolean()) }
          arcs.append((from, to, random.chance(90) ? booleans[booleans.count - 1] : random.literal(of: booleans)))
        }
      }
      if booleans.isEmpty { _ = model.boolean() }
      if let depot {
        model.routes(nodes: nodes, depot: depot, arcs: arcs)
      } else {
        model.circuit(nodes: nodes, arcs: arcs)
      }
      return Specimen(model) { values in
        Self.isKept(arcs.filter { values[$0.isUsed] }.map { ($0.from, $0.to) }, nodes: nodes, depot: depot)
      }
    }
  }

  private func model(_ arcs: [(Int, Int)], nodes: Int, depot: Int? = nil) -> Model {
    let model = Model()
    let all = arcs.map { (from: $0.0, to: $0.1, isUsed: model.boolean()) }
    if let depot { model.routes(nodes: nodes, depot: depot, arcs: all) } else { model.circuit(nodes: nodes, arcs: all) }
    return model
  }

  @Test func words() throws {
    let model = model([(0, 1), (1, 0), (1, 2), (2, 0), (2, 2)], nodes: 3)
    #expect(try model.words(1, 0, 1, 1, 0) == nil && model.words(1, 1, 0, 0, 1) == nil)
    #expect(try model.words(1, 1, 1, 0, 1) == "constraint 0: two arcs leave node 1")
    #expect(try model.words(1, 1, 0, 1, 0) == "constraint 0: two arcs enter node 0")
    #expect(try model.words(0, 1, 0, 0, 1) == "constraint 0: no arc leaves node 0")
    let two = self.model([(0, 1), (1, 0), (2, 3), (3, 2)], nodes: 4)
    #expect(try two.words(1, 1, 1, 1) == "constraint 0: node 2 is on another cycle")
    let routes = self.model([(0, 1), (1, 0), (2, 3), (3, 2), (0, 2), (2, 0), (3, 3)], nodes: 4, depot: 0)
    #expect(try routes.words(1, 1, 0, 0, 1, 1, 1) == nil)
    #expect(try routes.words(1, 1, 1, 1, 0, 0, 0) == "constraint 0: node 2 is on a cycle without the depot")
  }

  @Test func mistakesAreNoted() {
    let model = Model()
    let b = model.boolean()
    model.circuit(nodes: 2, arcs: [(0, 2, b)])
    model.routes(nodes: 2, depot: 2, arcs: [])
    model.circuit(nodes: -1, arcs: [])
    #expect(
      model.errors == [
        .invalidPlace("an arc from 0 to 2 of a circuit of 2 nodes"), .invalidPlace("the depot 2 of 2 nodes"),
        .invalidPlace("a circuit of -1 nodes"),
      ])
    let foreign = Model()
    foreign.circuit(nodes: 1, arcs: [(0, 0, b)])
    #expect(foreign.errors == [.foreignVariable("a circuit")])
  }

  @Test func withoutNodesOrArcs() throws {
    let empty = Model()
    empty.circuit(nodes: 0, arcs: [])
    empty.routes(nodes: 1, depot: 0, arcs: [])
    #expect(try empty.solve().status == .optimal)
    let bare = Model()
    bare.circuit(nodes: 1, arcs: [])
    #expect(try bare.solve().status == .infeasible)
    #expect(try bare.solve(using: GLPKSolver()).status == .infeasible)
  }

  /// Four customers on a line at -2, -1, 1 and 2, two of them in one route at most: both sides one after the other, 8.
  @Test func routesOfTwoStopsInBothEngines() throws {
    for stops in [2, 1] {
      let model = Model()
      let places = [0, -2, -1, 1, 2]
      var arcs: [(from: Int, to: Int, isUsed: BoolVar)] = []
      for from in 0..<5 { for to in 0..<5 where from != to { arcs.append((from, to, model.boolean())) } }
      model.routes(nodes: 5, arcs: arcs)
      let rank = (0..<5).map { _ in model.integer(0...(stops - 1)) }
      for arc in arcs where arc.from > 0 && arc.to > 0 { model.add(rank[arc.to] >= rank[arc.from] + 1, if: arc.isUsed) }
      model.minimize(sum(of: arcs.map { abs(places[$0.from] - places[$0.to]) * $0.isUsed }))
      // Alone, each is driven to and back.
      #expect(try model.solve().objective == (stops == 2 ? 8 : 12))
      #expect(try model.solve(using: GLPKSolver()).objective == (stops == 2 ? 8 : 12))
    }
  }
}
