import Testing

@testable import MemoryMapping

@Suite struct LayerSearchTests {
  /// Random programs and networks, small and larger.
  static let programs =
    (1...12).map { LayerSamples.random(seed: $0, tensors: 8, instructions: 10) } + [
      LayerSamples.network(.convolution, 60), LayerSamples.network(.transformer, 60, percent: 20),
    ]

  /// `#require` cannot hold a state, which has one owner.
  static func mapping(
    by heuristic: LayerHeuristic, _ units: LayerUnits, _ prices: borrowing Prices
  ) -> LayerMapping? {
    guard let state = heuristic.build(units, prices) else { return nil }
    return state.mapping()
  }

  @Test func everyBuilderMakesMappingsThatTheCheckerPasses() throws {
    for program in Self.programs {
      let units = LayerUnits(program)
      let prices = Prices(uniformFor: units)
      for heuristic in LayerHeuristic.builders {
        let made = Self.mapping(by: heuristic, units, prices)
        let mapping = try #require(made)
        #expect(try program.check(mapping).first == -mapping.timeSaved)
      }
    }
  }

  @Test func ruinAndRecreateKeepsTheRulesAndNeverLosesTheBest() throws {
    for program in Self.programs {
      let units = LayerUnits(program)
      let prices = Prices(uniformFor: units)
      var start = LayerState(units)
      GreedyMapping.build(units, .density, prices, &start)
      let first = start.value
      var search = RuinRecreate(start, seed: 7)
      for iteration in 0..<150 where units.events.count > 0 {
        if search.step(prices) {
          let (value, best) = (search.state.value, search.best)
          #expect(value == best)
        }
        guard iteration % 10 == 0 else { continue }
        let mapping = search.state.mapping()
        #expect(try program.check(mapping).first == -mapping.timeSaved)
      }
      let best = search.best
      #expect(best >= first)
    }
  }

  /// Load, supply and benefits are what the mapping says, however many changes were made and taken back.
  @Test func whatIsTakenBackLeavesNothingBehind() {
    for program in Self.programs {
      let units = LayerUnits(program)
      let prices = Prices(uniformFor: units)
      var state = LayerState(units)
      GreedyMapping.build(units, .density, prices, &state)
      let before = state.mapping()
      let firsts = (0..<state.active.count).map { state.active[$0] }
      for first in firsts { state.remove(first) }
      var left = state.value
      for time in 0..<units.instructionCount {
        left += state.load[time] + units.supply[time] - state.freeSupply[time] + state.earned[time]
      }
      #expect(left == 0)
      var finder = RunFinder()
      for unit in (0..<units.unitCount).reversed() { finder.fill(unit, prices, weight: 0, .tightest, &state) }
      state.rollBack()
      let after = state.mapping()
      #expect(after == before)
    }
  }

  @Test func theGameKeepsWhatItHasAndCopiesAsLateAsItCan() throws {
    let units = LayerUnits(LayerSamples.threeUses)
    let made = Self.mapping(by: .game, units, Prices(uniformFor: units))
    let mapping = try #require(made)
    let stay = try #require(mapping.stays.first)
    #expect(mapping.stays.count == 1)
    #expect(stay == .init(tensor: 0, start: 0, end: 3, address: 0, copyIn: .init(first: 0, amounts: [2])))
    #expect(mapping.timeSaved == 6)
  }

  @Test func aTensorThatCannotLeaveFastMemoryIsNotDefinedThere() {
    let tensor = LayerProgram.Tensor(
      name: "a", size: 1, definition: 0, uses: [], benefits: [], definitionBenefit: 5, copyDemand: 3,
      endsInSlowMemory: true)
    for (supplies, saved) in [([9, 1, 1], 0), ([9, 2, 1], 5)] {
      let program = LayerSamples.program(supplies: supplies, [tensor])
      let units = LayerUnits(program)
      for heuristic in LayerHeuristic.builders {
        let made = Self.mapping(by: heuristic, units, Prices(uniformFor: units))?.timeSaved
        #expect(made == saved)
      }
      #expect(LayerOracle.optimum(of: program) == saved)
    }
  }

  @Test func addressesAreFoundForStaysThatHaveNone() throws {
    let program = LayerSamples.network(.convolution, 60)
    let units = LayerUnits(program)
    var state = LayerState(units)
    GreedyMapping.build(units, .smallest, Prices(uniformFor: units), &state)
    let mapping = state.mapping()
    let unplaced = LayerMapping(
      stays: mapping.stays.map {
        .init(tensor: $0.tensor, start: $0.start, end: $0.end, address: 0, copyIn: $0.copyIn, writeBack: $0.writeBack)
      }, timeSaved: mapping.timeSaved)
    #expect(throws: (any Error).self) { try program.check(unplaced) }
    let placed = try #require(AddressAssignment.place(unplaced, of: program))
    #expect(try program.check(placed).first == -mapping.timeSaved)
  }
}
