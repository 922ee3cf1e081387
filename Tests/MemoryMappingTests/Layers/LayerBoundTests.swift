import Testing

@testable import MemoryMapping

@Suite struct LayerBoundTests {
  /// Without branching, not rounded.
  static func rootBound(of program: LayerProgram) -> Double {
    var bound = LagrangianBound(LayerUnits(program))
    bound.improve(iterations: 1000, target: 0) { false }
    return bound.best
  }

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func noBoundIsBelowTheOptimumOfAllMappings(seed: UInt64) {
    let program = LayerSamples.random(seed: seed)
    let optimum = LayerOracle.optimum(of: program)
    var bound = LagrangianBound(LayerUnits(program))
    bound.improve(iterations: 200, target: 0) { false }
    let root = LagrangianBound.rounded(bound.best)
    #expect(root >= optimum)
    var search = LagrangianSearch(LayerUnits(program))
    var least = Int.max
    search.run(incumbent: { optimum }, prove: { least = min(least, $0) }, shouldStop: { false })
    #expect(least >= optimum)
  }

  /// Without an incumbent to stop at, branching goes down to mappings with all choices made.
  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func branchingNeverCutsOffAMappingBetterThanTheBestKnown(seed: UInt64) {
    let program = LayerSamples.random(seed: seed)
    let optimum = LayerOracle.optimum(of: program)
    var search = LagrangianSearch(LayerUnits(program))
    var least = Int.max
    search.run(incumbent: { max(0, optimum - 2) }, prove: { least = min(least, $0) }, shouldStop: { false })
    #expect(least >= optimum)
  }

  /// Two tensors of the same benefit and size, of which one has room, and half of it is left: a bound of one and a half.
  @Test func theRelaxationFillsTheRoomThatIsLeftWithAPart() {
    let tensors = (0..<2).map {
      LayerProgram.Tensor(name: "\($0)", size: 2, uses: [1], benefits: [8], copyDemand: 1)
    }
    let program = LayerSamples.program(capacity: 3, supplies: [2, 0], baseTime: 100, tensors)
    #expect(abs(Self.rootBound(of: program) - 12) < 0.1)
    #expect(LayerOracle.optimum(of: program) == 8)
  }

  @Test func copyTimeIsScarceToo() {
    let tensors = (0..<2).map {
      LayerProgram.Tensor(name: "\($0)", size: 1, uses: [1], benefits: [8], copyDemand: 2)
    }
    let program = LayerSamples.program(capacity: 9, supplies: [3, 0], baseTime: 100, tensors)
    #expect(abs(Self.rootBound(of: program) - 12) < 0.1)
  }

  @Test func benefitsOfOneInstructionAreCappedInTheBound() {
    let tensors = (0..<3).map {
      LayerProgram.Tensor(name: "\($0)", size: 1, uses: [1], benefits: [8], copyDemand: 0)
    }
    let program = LayerSamples.program(capacity: 9, supplies: [0, 0], baseTime: 10, tensors)
    #expect(LagrangianBound.rounded(Self.rootBound(of: program)) == 10)
  }

  /// One less than the optimum is not enough to stop at: branching must keep every better mapping, whatever it branches
  /// on, events or begins of copies.
  @Test func branchingKeepsTheOnlyBetterMapping() {
    for seed in 1...30 as ClosedRange<UInt64> {
      let program = LayerSamples.random(seed: 1000 + seed, tensors: 3, instructions: 5)
      guard program.tensors.allSatisfy({ $0.aliasGroup == nil }) else { continue }
      let optimum = LayerOracle.optimum(of: program)
      var search = LagrangianSearch(LayerUnits(program))
      var least = Int.max
      search.run(incumbent: { max(0, optimum - 1) }, prove: { least = min(least, $0) }, shouldStop: { false })
      #expect(least >= optimum)
    }
  }

  @Test func branchAndBoundClosesWhatTheRelaxationLeaves() {
    let tensors = (0..<2).map {
      LayerProgram.Tensor(name: "\($0)", size: 2, uses: [1], benefits: [8], copyDemand: 1)
    }
    let program = LayerSamples.program(capacity: 3, supplies: [2, 0], baseTime: 100, tensors)
    var search = LagrangianSearch(LayerUnits(program))
    var least = Int.max
    search.run(incumbent: { 8 }, prove: { least = min(least, $0) }, shouldStop: { false })
    #expect(least == 8)
  }
}
