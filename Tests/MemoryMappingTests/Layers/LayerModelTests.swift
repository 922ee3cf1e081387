import GLPKSolver
import MIP
import Modeling
import Race
import Solving
import Testing

@testable import MemoryMapping

@Suite struct LayerModelTests {
  func board(_ program: LayerProgram) -> Scoreboard<LayerMapping> {
    Scoreboard(clock: RaceClock(timeLimit: 30)) { solution throws(CheckFailure) in
      try MemoryMapping.Layers.check(solution, of: program)
    }
  }

  /// In the last two, a copy in can be through before a use that has to be in slow memory, since an alias's is.
  @Test(arguments: (1...20) + [251, 549] as [UInt64])
  func theEngineProvesTheOptimumOfAllMappings(seed: UInt64) {
    let program = LayerSamples.random(seed: seed)
    let board = board(program)
    NativeStrategy<LayerMapping>(.init(seed: 1, conflictLimit: nil)) { _ in LayerConstraintModel(program) }
      .run(on: board)
    let optimum = LayerOracle.optimum(of: program)
    #expect(board.bestObjective == -optimum && board.bestBound == -optimum)
    #expect(board.rejections == [] && board.failures == [])
  }

  @Test(arguments: 1...10 as ClosedRange<UInt64>)
  func glpkProvesTheOptimumOfAllMappings(seed: UInt64) throws {
    let program = LayerSamples.random(seed: seed)
    let formulation = try LayerMIPModel(program)
    let result = try GLPKSolver().solve(formulation.model, MIPOptions(), monitor: SilentMonitor())
    let optimum = LayerOracle.optimum(of: program)
    #expect(result.status == .optimal)
    #expect(result.objective.map { Int($0.rounded()) } == -optimum)
    let solution = try #require(result.values.flatMap { formulation.decode($0) })
    #expect(try MemoryMapping.Layers.check(solution, of: program).first == -optimum)
  }

  /// Four methods that share nothing but the definition: enumeration, clause learning, linear programming, and the
  /// search with its bound from the other side.
  @Test(arguments: 101...112 as ClosedRange<UInt64>)
  func allMethodsAgree(seed: UInt64) throws {
    let program = LayerSamples.random(seed: seed)
    let optimum = LayerOracle.optimum(of: program)
    let board = board(program)
    NativeStrategy<LayerMapping>(.init(seed: 1, conflictLimit: nil)) { _ in LayerConstraintModel(program) }
      .run(on: board)
    #expect(board.bestObjective == -optimum && board.bestBound == -optimum)
    let linear = try GLPKSolver().solve(try LayerMIPModel(program).model, MIPOptions(), monitor: SilentMonitor())
    #expect(linear.objective.map { Int($0.rounded()) } == -optimum)
    let units = LayerUnits(program)
    var state = LayerState(units)
    GreedyMapping.build(units, .density, Prices(uniformFor: units), &state)
    var bound = LagrangianBound(units)
    bound.improve(iterations: 300, target: state.value) { false }
    let prices = bound.searchPrices()
    var search = RuinRecreate(state, seed: seed)
    for _ in 0..<200 where units.events.count > 0 { _ = search.step(prices) }
    let found = search.best
    let least = LagrangianBound.rounded(bound.best)
    #expect(found <= optimum && optimum <= least)
    // Without alias groups that are no chains, a search of so small a program misses nothing.
    if (0..<units.unitCount).allSatisfy({ units.irregularity[$0] == 0 }) { #expect(found == optimum) }
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func aMappingFoundBySearchHasAnImageInTheModel(seed: UInt64) throws {
    let program = LayerSamples.random(seed: seed, tensors: 6, instructions: 8)
    let units = LayerUnits(program)
    var state = LayerState(units)
    GreedyMapping.build(units, .density, Prices(uniformFor: units), &state)
    let mapping = state.mapping()
    for hasAddresses in [true, false] {
      let model = LayerConstraintModel(program, hasAddresses: hasAddresses)
      let values = try #require(model.encode(mapping))
      #expect(model.model.data.violation(of: values) == nil)
      #expect(model.model.data.objective?.cost.value(values) == -mapping.timeSaved)
      guard hasAddresses else { continue }
      let decoded = model.decode(values)
      #expect(decoded == mapping)
    }
  }

  @Test func theRelaxationWithoutAddressesBoundsTheLinearModelOfLargerPrograms() throws {
    let program = LayerSamples.network(.convolution, 50)
    let formulation = try LayerMIPModel(program)
    var options = MIPOptions()
    options.isRelaxationOnly = true
    let bound = try #require(try GLPKSolver().solve(formulation.model, options).bound)
    let units = LayerUnits(program)
    var state = LayerState(units)
    GreedyMapping.build(units, .density, Prices(uniformFor: units), &state)
    let mapping = state.mapping()
    #expect(bound < 0 && bound <= Double(-mapping.timeSaved))
    #expect(formulation.encode(mapping) != nil)
  }

  @Test func whatIsTooLargeForTheModelIsRefusedBeforeItIsBuilt() {
    let program = LayerSamples.network(.transformer, 1000)
    #expect(!LayerConstraintModel.isAffordable(program))
    let dear = LayerSamples.program(
      supplies: [1, 1], baseTime: 1 << 40,
      [.init(name: "", size: 1, uses: [1], benefits: [1 << 40], copyDemand: 1)])
    #expect(!LayerConstraintModel.isAffordable(dear))
    #expect(throws: ModelTooLarge.self) { try LayerMIPModel(dear) }
  }
}
