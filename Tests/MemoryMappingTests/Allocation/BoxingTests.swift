import Basics
import Testing

@testable import MemoryMapping

@Suite struct BoxingTests {
  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func boxingMakesPlacements(seed: UInt64) throws {
    let set = AllocationSamples.random(60, seed: seed, alignments: seed % 2 == 0, gaps: seed % 3 == 0, horizon: 60)
    let instance = AllocationSamples.prepared(set)
    let offsets = try #require(MemoryMapping.Boxing(instance).place())
    let height = try MemoryMapping.Allocation.check(MemoryMapping.Placement(offsets, of: set), of: set).first
    #expect(height >= instance.bound)
  }

  /// Equal buffers one after the other make one row, however many there are.
  @Test func aRowOfEqualBuffersNeedsTheSpaceOfOne() throws {
    let set = AllocationSamples.set((0..<100).map { .init(id: "\($0)", lower: 5 * $0, upper: 5 * $0 + 5, size: 7) })
    #expect(MemoryMapping.Boxing(AllocationSamples.prepared(set)).place() == [Int](repeating: 0, count: 100))
  }

  /// Dropped buffers lie no higher than before, and each on the floor or on another one that it meets.
  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func whatDropsLiesOnSomething(seed: UInt64) throws {
    let set = AllocationSamples.random(12, seed: seed, alignments: seed % 2 == 0, gaps: seed % 3 == 0)
    let instance = AllocationSamples.prepared(set)
    // One above the other, with air between.
    let before = set.buffers.indices.map { 12 * $0 }
    let after = MemoryMapping.Gravity(instance).drop(before)
    #expect(throws: Never.self) {
      try MemoryMapping.Allocation.check(MemoryMapping.Placement(after, of: set), of: set)
    }
    for index in set.buffers.indices {
      let top =
        set.buffers.indices.filter { $0 < index && AllocationSamples.meet(set.buffers[$0], set.buffers[index]) }
        .map { after[$0] + set.buffers[$0].size }.max() ?? 0
      #expect(after[index] <= before[index])
      #expect(after[index] == roundedUp(top, to: set.buffers[index].alignment))
    }
  }

  /// Against an array of levels.
  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func risingLevelsAreThoseOfAScan(seed: UInt64) {
    var random = RandomSource(seed: seed)
    let count = 1 + random.below(20)
    let tree = RisingLevels(count: count)
    var levels = [Int](repeating: 0, count: count)
    for _ in 0..<60 {
      let first = random.below(count)
      let end = first + 1 + random.below(count - first)
      #expect(tree.maximum(from: first, to: end) == levels[first..<end].max())
      let level = random.below(50)
      for place in first..<end { levels[place] = max(levels[place], level) }
      tree.raise(from: first, to: end, to: level)
    }
  }

  /// The chain that is taken is the one that ended last, found by looking at all.
  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func theChainThatEndedLastIsTaken(seed: UInt64) {
    var random = RandomSource(seed: seed)
    var chains = OpenChains()
    var open: [Int: Int] = [:]
    var start = 0
    for chain in 0..<80 {
      start += random.below(3)
      let taken = chains.latest(before: start, atMost: 4)
      let candidates = open.values.filter { $0 <= start && start - $0 <= 4 }
      #expect((taken == nil) == candidates.isEmpty)
      if let taken { #expect(open.removeValue(forKey: taken) == candidates.max()) }
      let end = start + 1 + random.below(6)
      chains.add(chain, until: end)
      open[chain] = end
    }
  }
}
