import Basics
import Race
import Testing

@testable import MemoryMapping

@Suite struct AllocationHeuristicTests {
  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func valleyFitMakesPlacementsByEveryScore(seed: UInt64) throws {
    let set = AllocationSamples.random(30, seed: seed, alignments: seed % 2 == 0, gaps: seed % 3 == 0, horizon: 20)
    let instance = AllocationSamples.prepared(set)
    let placer = MemoryMapping.ValleyFit(instance)
    for order in MemoryMapping.PlacementOrder.allCases {
      let run = placer.place(by: Buffer(order.scores(instance)), limit: .max)
      let height = try #require(run)
      let placement = MemoryMapping.Placement(placer.offsets.withElements { Array($0) }, of: set)
      #expect(try MemoryMapping.Allocation.check(placement, of: set).first == height)
      #expect(height >= instance.bound)
      let lower = placer.place(by: Buffer(order.scores(instance)), limit: height - 1)
      #expect(lower == nil)
      #expect(placer.misfit >= 0)
    }
  }

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func firstFitMakesPlacementsInEveryOrder(seed: UInt64) throws {
    let set = AllocationSamples.random(
      30, seed: seed, alignments: seed % 2 == 0, gaps: seed % 3 == 0, fixed: seed % 5 == 0, horizon: 40)
    let instance = AllocationSamples.prepared(set)
    let placer = MemoryMapping.FirstFit(instance)
    for order in MemoryMapping.PlacementOrder.allCases {
      let sequence = Buffer(MemoryMapping.PlacementOrder.descending(order.scores(instance)))
      if let misfit = placer.place(sequence, limit: .max) {
        #expect(set.buffers[misfit].fixedOffset != nil)
        continue
      }
      let placement = MemoryMapping.Placement(placer.offsets.withElements { Array($0) }, of: set)
      #expect(throws: Never.self) { try MemoryMapping.Allocation.check(placement, of: set) }
    }
  }

  /// First fit in the order of addresses of a placement is no higher than it.
  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func firstFitPushesAPlacementDown(seed: UInt64) throws {
    let set = AllocationSamples.random(20, seed: seed, alignments: true)
    let instance = AllocationSamples.prepared(set)
    let valley = MemoryMapping.ValleyFit(instance)
    let run = valley.place(by: Buffer(MemoryMapping.PlacementOrder.size.scores(instance)), limit: .max)
    let height = try #require(run)
    let order = set.buffers.indices.sorted { (valley.offsets[$0], $0) < (valley.offsets[$1], $1) }
    let misfit = MemoryMapping.FirstFit(instance).place(Buffer(order.map { Int32($0) }), limit: height)
    #expect(misfit == nil)
  }

  @Test func maximaOfRangesAreThoseOfAScan() {
    var random = RandomSource(seed: 5)
    let values = (0..<37).map { _ in random.below(100) }
    let maxima = MemoryMapping.RangeMaximum(values)
    for low in values.indices {
      for high in low + 1...values.count { #expect(maxima.maximum(in: low..<high) == values[low..<high].max()) }
    }
  }
}
