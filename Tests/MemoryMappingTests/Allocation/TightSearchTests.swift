import Basics
import Testing

@testable import MemoryMapping

/// Packings without waste are found; whatever is said to fit does.
@Suite struct TightSearchTests {
  private typealias Allocation = MemoryMapping.Allocation

  private func cut(_ count: Int, times: Int, height: Int, drop: Int = 0, seed: UInt64) -> MemoryMapping.BufferSet {
    var random = RandomSource(seed: seed)
    return AllocationSamples.set(
      Allocation.cutBuffers(count, times: times, height: height, drop: drop, &random), capacity: height)
  }

  /// Looked up pair by pair.
  private func isPlacement(_ offsets: [Int], of set: MemoryMapping.BufferSet, below capacity: Int) -> Bool {
    for (a, first) in set.buffers.enumerated() {
      if offsets[a] < 0 || offsets[a] + first.size > capacity || offsets[a] % first.alignment != 0 { return false }
      for (b, second) in set.buffers.enumerated().prefix(a) where AllocationSamples.meet(first, second) {
        if offsets[a] < offsets[b] + second.size, offsets[b] < offsets[a] + first.size { return false }
      }
    }
    return true
  }

  /// Without waste a run is complete, so it finds what there is, however small the numbers and many the ties.
  @Test(arguments: 1...60 as ClosedRange<UInt64>)
  func aRunFindsEveryFullRectangle(seed: UInt64) throws {
    let (times, height) = (3 + Int(seed % 6), 3 + Int(seed % 5))
    let set = cut(4 + Int(seed % 11), times: times, height: height, seed: seed)
    let pieces = try #require(MemoryMapping.TightPieces(AllocationSamples.prepared(set)))
    let instance = try #require(MemoryMapping.TightInstance(pieces, capacity: height / pieces.unit))
    let search = MemoryMapping.TightSearch(instance, seed: seed)
    for _ in 0..<5 {
      #expect(search.run(nodeLimit: .max) { false } == .fits)
      let offsets = (0..<set.buffers.count).map { search.offsets[$0] * pieces.unit }
      #expect(isPlacement(offsets, of: set, below: height))
    }
  }

  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func largerFullRectanglesAreFound(seed: UInt64) throws {
    let set = cut(70, times: 60, height: 5_000, seed: seed)
    let placer = try #require(
      MemoryMapping.TightPlacer(AllocationSamples.prepared(set), seed: 1))
    let offsets = try #require(placer.run(capacity: 5_000, nodeBudget: 400_000) { false })
    #expect(isPlacement(offsets, of: set, below: 5_000))
  }

  /// Against the least height by enumeration: nothing is placed below it, and what is placed is a placement.
  @Test(arguments: 1...60 as ClosedRange<UInt64>)
  func nothingIsPlacedBelowTheLeastHeight(seed: UInt64) throws {
    let set = AllocationSamples.random(6, seed: seed)
    let instance = AllocationSamples.prepared(set)
    let least = try #require(AllocationSamples.leastHeight(of: set))
    for capacity in max(instance.bound, least - 2)...least + 2 {
      guard let pieces = MemoryMapping.TightPieces(instance),
        let tight = MemoryMapping.TightInstance(pieces, capacity: capacity / pieces.unit)
      else { continue }
      let search = MemoryMapping.TightSearch(tight, seed: seed)
      let outcome = search.run(nodeLimit: 20_000) { false }
      if capacity < least { #expect(outcome != .fits) }
      if outcome == .fits {
        let offsets = set.buffers.indices.map { search.offsets[$0] * pieces.unit }
        #expect(isPlacement(offsets, of: set, below: capacity))
      }
      // On blocks as well.
      let placer = try #require(MemoryMapping.TightPlacer(instance, seed: seed))
      let offsets = placer.run(capacity: capacity, nodeBudget: 20_000) { false }
      if capacity < least { #expect(offsets == nil) }
      if let offsets { #expect(isPlacement(offsets, of: set, below: capacity)) }
    }
  }

  @Test func componentsArePlacedByThemselvesInUnitsOfTheirOwn() throws {
    var buffers = AllocationSamples.exact.buffers.map {
      MemoryMapping.MemoryBuffer(id: "x" + $0.id, lower: $0.lower, upper: $0.upper, size: 3 * $0.size)
    }
    buffers += cut(12, times: 9, height: 36, seed: 2).buffers.map {
      MemoryMapping.MemoryBuffer(id: $0.id, lower: $0.lower + 30, upper: $0.upper + 30, size: $0.size)
    }
    let set = AllocationSamples.set(buffers)
    let placer = try #require(MemoryMapping.TightPlacer(AllocationSamples.prepared(set), seed: 3))
    let offsets = try #require(placer.run(capacity: 36, nodeBudget: 100_000) { false })
    #expect(isPlacement(offsets, of: set, below: 36))
  }

  @Test func whatTheSearchCannotReadIsLeftToOthers() throws {
    func placer(_ buffer: MemoryMapping.MemoryBuffer) -> MemoryMapping.TightPlacer? {
      MemoryMapping.TightPlacer(AllocationSamples.prepared(AllocationSamples.set([buffer])), seed: 1)
    }
    #expect(placer(.init(id: "a", lower: 0, upper: 4, size: 6, alignment: 4)) == nil)
    #expect(placer(.init(id: "a", lower: 0, upper: 4, size: 6, fixedOffset: 0)) == nil)
    #expect(placer(.init(id: "a", lower: 0, upper: 4, size: 6, gaps: [.init(lower: 1, upper: 2)])) == nil)
    let plain = try #require(placer(.init(id: "a", lower: 0, upper: 4, size: 6, alignment: 3)))
    #expect(plain.waste(below: 12) == 0.5)
    #expect(plain.run(capacity: 5, nodeBudget: 1_000) { false } == nil)
    #expect(plain.run(capacity: 8, nodeBudget: 1_000) { false } != nil)
  }

  @Test func limitsAreKept() throws {
    let set = cut(60, times: 40, height: 900, seed: 5)
    let pieces = try #require(MemoryMapping.TightPieces(AllocationSamples.prepared(set)))
    let instance = try #require(MemoryMapping.TightInstance(pieces, capacity: 900 / pieces.unit))
    let search = MemoryMapping.TightSearch(instance, seed: 1)
    #expect(search.run(nodeLimit: 10) { false } == .limit)
    #expect(search.nodes <= 11)
    let placer = try #require(MemoryMapping.TightPlacer(AllocationSamples.prepared(set), seed: 1))
    #expect(placer.run(capacity: 900, nodeBudget: .max) { true } == nil)
  }
}
