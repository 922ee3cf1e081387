import Basics
import GLPKSolver
import Kernel
import TestSupport
import Testing
import UserModels

@testable import Lowering
@testable import Modeling
@testable import Solving

/// The linear relaxation inside the search: every inference of it is checked, and the optimum is that of enumeration.
@Suite struct RelaxationTests {
  private final class Board: SessionDelegate {
    var cost: Int?
    func found(_ values: [Int], cost: Int) { self.cost = cost }
  }

  /// Rows of a few integers, as knapsacks, covers, equations and cliques are.
  private func randomRows(seed: UInt64) -> Model {
    var random = RandomSource(seed: seed)
    let model = Model()
    let x = (0..<random.within(3...6)).map { _ in
      random.below(3) > 0 ? model.integer(0...1) : model.integer(-1...random.within(0...2))
    }
    for _ in 0..<random.within(2...5) {
      let row = sum(of: x.map { random.within(-4...4) * $0 })
      switch random.below(4) {
      case 0: model.add(row == random.within(-2...3))
      case 1: model.add(row >= random.within(-4...4))
      default: model.add(row <= random.within(-2...8))
      }
    }
    model.minimize(sum(of: x.map { random.within(-9...9) * $0 }))
    return model
  }

  private func prove(_ model: Model, seed: UInt64) throws -> (cost: Int?, relaxation: RelaxationPropagator?) {
    var searchOptions = SearchOptions()
    searchOptions.seed = seed
    searchOptions.checksExplanations = true
    let lowered = try LoweredModel(try model.validated(), options: searchOptions)
    var relaxation: RelaxationPropagator?
    if lowered.solver.propagateRoot() {
      let made = RelaxationPropagator(lowered, RelaxedModel(lowered.expandedAtRoot()), until: { false })
      let branching = RelaxationBranching(made)
      made.branching = branching
      lowered.solver.post(made)
      lowered.solver.brancher = branching
      relaxation = made
    }
    let board = Board()
    let session = KernelSession(lowered, delegate: board)
    #expect(try session.run() == .exhausted)
    return (board.cost, relaxation)
  }

  @Test(arguments: 0..<6)
  func rowsAgreeWithEnumeration(batch: Int) throws {
    var rowsDerived = 0
    for seed in UInt64(batch * 40)..<UInt64(batch * 40 + 40) {
      let model = randomRows(seed: seed)
      guard model.errors.isEmpty else { continue }
      let proof = try prove(model, seed: seed)
      #expect(proof.cost == BruteForce(try model.validated()).leastCost, "seed \(seed)")
      rowsDerived += proof.relaxation?.rowsDerived ?? 0
    }
    #expect(rowsDerived > 5)
  }

  @Test(arguments: 0..<4)
  func modelsOfEveryKindAgreeWithEnumeration(batch: Int) throws {
    for seed in UInt64(batch * 25)..<UInt64(batch * 25 + 25) {
      let model = RandomModel(seed: seed).model
      guard model.data.objective != nil else { continue }
      #expect(try prove(model, seed: seed).cost == BruteForce(try model.validated()).leastCost, "seed \(seed)")
    }
  }

  /// Every solution keeps every row of the relaxation.
  @Test func rowsHoldForAllSolutions() throws {
    var checked = 0
    for seed in 1...150 as ClosedRange<UInt64> {
      let data = try RandomModel(seed: seed).model.validated()
      let rows = RelaxedModel(data).rows
      for values in BruteForce(data).solutions.prefix(100) {
        for row in rows {
          let activity = zip(row.columns, row.coefficients).reduce(0) { $0 + $1.1 * values[Int($1.0)] }
          #expect(activity >= row.lower && activity <= row.upper, "seed \(seed)")
          checked += 1
        }
      }
    }
    #expect(checked > 5_000)
  }

  /// 3 x_1 + ... + 3 x_7 <= 11 lets three of the seven in.
  @Test func aKnapsackOfHalvesNeedsItsCut() throws {
    let model = Model()
    let x = (0..<7).map { _ in model.boolean() }
    // At most three of seven weigh in: value 5 each.
    model.add(sum(of: x.map { 3 * $0 }) <= 11)
    model.maximize(sum(of: x.map { 5 * $0 }))
    let result = try model.solve()
    #expect(result.status == .optimal && result.objective == 15)
  }
}
