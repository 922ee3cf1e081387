import Basics
import Testing

@testable import Scheduling

@Suite struct WeightedTardinessSolverTests {
  /// The proved optimum; the sequence must cost it, bounds rise to it and never above.
  private func prove(
    _ instance: TardinessCase, incumbent: Int? = nil, usesDescent: Bool = true
  ) throws -> Int {
    var solver = WeightedTardinessSolver(
      processingTimes: instance.processing, dueDates: instance.due, weights: instance.weight)
    solver.usesDescent = usesDescent
    var bounds: [Int] = []
    let result = solver.solve(
      memoryLimit: 1 << 26, incumbent: incumbent, shouldStop: { false }, onBound: { bounds.append($0) })
    let (sequence, total) = try #require(result)
    #expect(sequence.sorted() == Array(0..<instance.count))
    #expect(instance.total(sequence) == total)
    #expect(bounds == bounds.sorted())
    #expect(bounds.last == total)
    return total
  }

  @Test(arguments: [true, false])
  func optimumOfEachSmallInstanceIsThatOfEnumeration(usesDescent: Bool) throws {
    var random = RandomSource(seed: 1)
    for _ in 0..<400 {
      let instance = TardinessCase.random(&random, jobs: 1...5, weights: 0...3)
      let optimum = try prove(instance, usesDescent: usesDescent)
      #expect(optimum == instance.optimumByEnumeration, "\(instance)")
    }
  }

  @Test func optimumIsThatOfTheProgrammeOverSubsets() throws {
    var random = RandomSource(seed: 2)
    for _ in 0..<60 {
      let instance = TardinessCase.random(&random, jobs: 8...10, weights: 0...10)
      #expect(try prove(instance, usesDescent: false) == instance.optimumOverSubsets, "\(instance)")
    }
  }

  @Test func incumbentsRightWrongAndLooseLeaveTheOptimum() throws {
    var random = RandomSource(seed: 3)
    for _ in 0..<60 {
      let instance = TardinessCase.random(&random, jobs: 6...8, weights: 1...10)
      let optimum = instance.optimumOverSubsets
      for incumbent in [optimum, optimum + 2, optimum - 1] {
        #expect(try prove(instance, incumbent: incumbent, usesDescent: false) == optimum, "\(instance)")
      }
    }
  }

  /// Two methods that share no code; without descent, so that nodes are taken out at every stage.
  @Test(arguments: 1...4)
  func withEqualWeightsItAgreesWithLawlersDecomposition(range: Int) throws {
    let instance = TardinessCase.pottsVanWassenhove(jobs: 24, range: range, tardiness: 3, seed: range)
    var solver = TotalTardinessSolver(processingTimes: instance.processing, dueDates: instance.due)
    let result = solver.solve(memoryLimit: 1 << 24, shouldStop: { false }, onBound: { _ in })
    let (_, total) = try #require(result)
    #expect(try prove(instance, usesDescent: false) == total)
  }

  @Test func aStopLeavesOnlyValidBounds() throws {
    let instance = TardinessCase.pottsVanWassenhove(jobs: 16, range: 1, tardiness: 3, seed: 1, weighted: true)
    let optimum = try prove(instance)
    for patience in [0, 1, 10, 40] {
      var solver = WeightedTardinessSolver(
        processingTimes: instance.processing, dueDates: instance.due, weights: instance.weight)
      solver.usesDescent = false
      var asked = 0
      let result = solver.solve(
        memoryLimit: 1 << 26, incumbent: nil,
        shouldStop: {
          asked += 1
          return asked > patience
        }, onBound: { #expect($0 <= optimum) })
      #expect(result == nil)
      #expect(asked == patience + 1)
    }
  }

  @Test func tooLittleMemoryIsNoProof() {
    let instance = TardinessCase.pottsVanWassenhove(jobs: 30, range: 1, tardiness: 3, seed: 1, weighted: true)
    for memoryLimit in [0, 10_000, 300_000] {
      var solver = WeightedTardinessSolver(
        processingTimes: instance.processing, dueDates: instance.due, weights: instance.weight)
      solver.usesDescent = false
      let result = solver.solve(
        memoryLimit: memoryLimit, incumbent: nil, shouldStop: { false }, onBound: { _ in })
      #expect(result == nil)
    }
  }

  @Test func onlyDurationsOfZeroCostTheirLateness() throws {
    #expect(try prove(TardinessCase(processing: [0, 0], due: [-3, 5], weight: [4, 1])) == 12)
  }
}
