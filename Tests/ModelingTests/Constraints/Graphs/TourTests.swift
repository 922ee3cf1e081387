import Basics
import Kernel
import Modeling
import TestSupport
import Testing

@testable import Lowering
@testable import Solving

/// Shortest tours: the relaxation, with rows against subtours, and the propagator agree with a dynamic program.
@Suite struct ShortestTourTests {
  /// Held, Karp 1962: by the set of nodes visited and the last one.
  private func shortest(_ lengths: [[Int]]) -> Int {
    let n = lengths.count
    var best = [[Int]](repeating: [Int](repeating: 1 << 40, count: n), count: 1 << n)
    best[1][0] = 0
    for set in 1..<(1 << n) where set & 1 == 1 {
      for last in 0..<n where best[set][last] < 1 << 40 {
        for node in 0..<n where set >> node & 1 == 0 {
          best[set | 1 << node][node] = min(best[set | 1 << node][node], best[set][last] + lengths[last][node])
        }
      }
    }
    return (1..<n).map { best[(1 << n) - 1][$0] + lengths[$0][0] }.min() ?? 0
  }

  /// Clusters far apart, so that the degrees alone ask for a cycle in each.
  private func lengths(_ random: inout RandomSource, _ n: Int) -> [[Int]] {
    let places = (0..<n).map { node in (100 * (node % 3) + random.below(20), random.below(40)) }
    let isOneWay = random.chance(50)
    return places.map { a in
      places.map { b in abs(a.0 - b.0) + abs(a.1 - b.1) + (isOneWay ? random.below(10) : 0) }
    }
  }

  private func model(_ lengths: [[Int]], bySuccessors: Bool) -> Model {
    let model = Model()
    let n = lengths.count
    if bySuccessors {
      let next = (0..<n).map { _ in model.integer(0...(n - 1)) }
      model.circuit(next)
      model.minimize(sum(of: (0..<n).map { model.element(lengths[$0], at: next[$0]) }))
    } else {
      var arcs: [(from: Int, to: Int, isUsed: BoolVar)] = []
      for from in 0..<n { for to in 0..<n where from != to { arcs.append((from, to, model.boolean())) } }
      model.circuit(nodes: n, arcs: arcs)
      model.minimize(sum(of: arcs.map { lengths[$0.from][$0.to] * $0.isUsed }))
    }
    return model
  }

  /// Elements at an index of which all values have literals: rows hold for all solutions, and say all of constant
  /// lists.
  @Test func rowsOfElementsHoldForAllSolutions() throws {
    for seed in 1...40 as ClosedRange<UInt64> {
      var random = RandomSource(seed: seed)
      let model = Model()
      let low = random.within(-1...1)
      let index = model.integer(low...(low + random.within(2...3)))
      for value in low...(low + 3) { _ = model.indicator(index, equals: value) }
      let isConstant = random.chance(50)
      let list: [any LinearExpressible] = (0..<4).map { _ in
        isConstant ? random.within(-4...4) as any LinearExpressible : model.integer(0...random.within(1...2))
      }
      let target = model.element(list, at: random.chance(50) ? index.linearExpression : 2 - index)
      let data = try model.validated()
      let relaxed = RelaxedModel(data)
      #expect(relaxed.isDerived[index.index] && relaxed.isDerived[target.index] == isConstant, "seed \(seed)")
      for values in BruteForce(data).solutions {
        for row in relaxed.rows {
          let activity = zip(row.columns, row.coefficients).reduce(0) { $0 + $1.1 * values[Int($1.0)] }
          #expect(activity >= row.lower && activity <= row.upper, "seed \(seed)")
        }
      }
    }
  }

  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func theRaceFindsTheShortest(seed: UInt64) throws {
    var random = RandomSource(seed: seed)
    let lengths = lengths(&random, 8)
    let result = try model(lengths, bySuccessors: seed.isMultiple(of: 2)).solve()
    #expect(result.status == .optimal && result.objective == shortest(lengths), "seed \(seed)")
  }

  /// Every inference of propagator and relaxation is checked.
  @Test(arguments: 11...16 as ClosedRange<UInt64>)
  func theRelaxationProvesTheShortest(seed: UInt64) throws {
    final class Board: SessionDelegate {
      var cost: Int?
      func found(_ values: [Int], cost: Int) { self.cost = cost }
    }
    var random = RandomSource(seed: seed)
    let lengths = lengths(&random, 7)
    var options = SearchOptions()
    options.checksExplanations = true
    let lowered = try LoweredModel(
      try model(lengths, bySuccessors: seed.isMultiple(of: 2)).validated(), options: options)
    #expect(lowered.solver.propagateRoot())
    let relaxed = RelaxedModel(lowered.expandedAtRoot())
    #expect(relaxed.graphs.count == 1)
    let relaxation = RelaxationPropagator(lowered, relaxed, until: { false })
    let branching = RelaxationBranching(relaxation)
    relaxation.branching = branching
    lowered.solver.post(relaxation)
    lowered.solver.brancher = branching
    let board = Board()
    #expect(try KernelSession(lowered, delegate: board).run() == .exhausted)
    #expect(board.cost == shortest(lengths), "seed \(seed)")
  }
}
