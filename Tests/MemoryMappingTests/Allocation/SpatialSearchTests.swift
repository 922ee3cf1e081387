import Basics
import Testing

@testable import MemoryMapping

/// Whatever rules are on, the search decides every capacity as all placements do.
@Suite struct SpatialSearchTests {
  @Test(arguments: 0..<16)
  func everyCombinationOfRulesIsExact(block: Int) throws {
    // All combinations, each with an instance of its own.
    for combination in stride(from: block, to: 1 << MemoryMapping.SpatialRules.each.count, by: 16) {
      try check(MemoryMapping.SpatialRules(rawValue: combination), count: 5, seed: UInt64(combination))
    }
  }

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func allRulesTogetherAreExactOnLargerSets(seed: UInt64) throws {
    try check(.all, count: 7, seed: seed)
  }

  @Test(arguments: MemoryMapping.SpatialRules.each)
  func noRuleAddsNodes(rule: MemoryMapping.SpatialRules) throws {
    var (with, without) = (0, 0)
    for seed in 1...20 as ClosedRange<UInt64> {
      let set = AllocationSamples.random(6, seed: seed)
      let least = try #require(AllocationSamples.leastHeight(of: set))
      with += nodes(set, least - 1, .all)
      without += nodes(set, least - 1, .all.subtracting(rule))
    }
    #expect(with <= without)
  }

  @Test func aLimitOfNodesIsKeptAndSaidToBeOne() {
    let set = AllocationSamples.random(40, seed: 3, horizon: 30)
    let instance = AllocationSamples.prepared(set)
    let search = MemoryMapping.SpatialSearch(MemoryMapping.SpatialInstance(instance))
    let order = (0..<40).map { Int32($0) }
    #expect(search.run(order: order, capacity: instance.bound, nodeLimit: 10) == .limit)
    #expect(search.nodes <= 10)
    var looks = 0
    _ = search.run(order: order, capacity: instance.bound, nodeLimit: .max) {
      looks += 1
      return looks == 2
    }
    #expect(looks <= 2)
  }

  @Test func addressesBeyond32BitsAreExact() throws {
    let large = 1 << 40
    let buffers = (0..<4).map {
      MemoryMapping.MemoryBuffer(id: "\($0)", lower: $0, upper: $0 + 2, size: large + $0, alignment: 1 << 20)
    }
    let set = AllocationSamples.set(buffers)
    let search = MemoryMapping.SpatialSearch(MemoryMapping.SpatialInstance(AllocationSamples.prepared(set)))
    // Buffers 0 and 2 lie above 1 and 3, whose ends are rounded up to the next multiple of 2^20.
    let least = large + 2 + large + (1 << 20)
    #expect(search.run(order: [0, 1, 2, 3], capacity: least - 1, nodeLimit: .max) == .doesNotFit)
    #expect(search.run(order: [0, 1, 2, 3], capacity: least, nodeLimit: .max) == .fits)
  }

  private func nodes(
    _ set: MemoryMapping.BufferSet, _ capacity: Int, _ rules: MemoryMapping.SpatialRules
  ) -> Int {
    let instance = MemoryMapping.SpatialInstance(AllocationSamples.prepared(set))
    let search = MemoryMapping.SpatialSearch(instance, rules: rules)
    _ = search.run(order: (0..<Int32(set.buffers.count)).map(\.self), capacity: capacity, nodeLimit: .max)
    return search.nodes
  }

  private func check(_ rules: MemoryMapping.SpatialRules, count: Int, seed: UInt64) throws {
    let set = AllocationSamples.random(
      count, seed: seed, alignments: seed % 3 == 0, gaps: seed % 4 == 1, fixed: seed % 5 == 2)
    let instance = MemoryMapping.SpatialInstance(AllocationSamples.prepared(set))
    let search = MemoryMapping.SpatialSearch(instance, rules: rules)
    var random = RandomSource(seed: seed)
    let order = (0..<Int32(count)).shuffled(using: &random)
    guard let least = AllocationSamples.leastHeight(of: set) else {
      #expect(search.run(order: order, capacity: 1000, nodeLimit: .max) == .doesNotFit)
      return
    }
    #expect(search.run(order: order, capacity: least - 1, nodeLimit: .max) == .doesNotFit, "seed \(seed)")
    #expect(search.run(order: order, capacity: least, nodeLimit: .max) == .fits, "seed \(seed)")
    let placement = MemoryMapping.Placement(search.offsets.withElements { Array($0) }, of: set)
    #expect(try MemoryMapping.Allocation.check(placement, of: set).first == least)
  }
}
