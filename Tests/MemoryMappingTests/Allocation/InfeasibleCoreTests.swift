import Basics
import Race
import Solving
import Testing

@testable import MemoryMapping

@Suite struct InfeasibleCoreTests {
  typealias Core = MemoryMapping.Allocation.InfeasibleCore

  /// The core of a set that does not fit does not fit by itself, and does without any one of its members: by all
  /// placements.
  @Test(arguments: 1...60 as ClosedRange<UInt64>)
  func noMemberCanBeLeftOut(seed: UInt64) throws {
    let set = AllocationSamples.random(
      7, seed: seed, alignments: seed % 2 == 0, gaps: seed % 3 == 0, fixed: seed % 5 == 0)
    // Without a placement of any height, no capacity is enough.
    let least = AllocationSamples.leastHeight(of: set)
    let capacity = (least ?? 100) - 1
    let core = try #require(Core.find(in: set.asking(capacity: capacity), shouldStop: { false }))
    #expect(core.isMinimal)
    #expect(!fits(core.members, of: set, in: capacity))
    for member in core.members { #expect(fits(core.members.filter { $0 != member }, of: set, in: capacity)) }
  }

  private func fits(_ members: [Int], of set: MemoryMapping.BufferSet, in capacity: Int) -> Bool {
    guard let least = AllocationSamples.leastHeight(of: AllocationSamples.set(members.map { set.buffers[$0] })) else {
      return false
    }
    return least <= capacity
  }

  @Test func aSetThatFitsHasNoCore() {
    let least = AllocationSamples.leastHeight(of: AllocationSamples.exact)
    #expect(least == 12)
    #expect(Core.find(in: AllocationSamples.exact.asking(capacity: 12), shouldStop: { false }) == nil)
  }

  /// Where the search has no time, nothing is claimed.
  @Test func aStoppedSearchCallsNothingMinimal() throws {
    // The loads fit in 3; the two of size 2 around the fixed one do not.
    let set = AllocationSamples.set(
      [.init(id: "a", lower: 0, upper: 4, size: 2), .init(id: "b", lower: 2, upper: 4, size: 1, fixedOffset: 1)],
      capacity: 3)
    #expect(Core.find(in: set, shouldStop: { false })?.members == [0, 1])
    #expect(Core.find(in: set, shouldStop: { true }) == nil)
  }

  /// The section with the largest load, found time by time.
  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func theExplanationNamesTheLargestLoad(seed: UInt64) throws {
    let set = AllocationSamples.random(9, seed: seed, gaps: seed % 2 == 0)
    let loads = (0..<8).map { time in
      set.buffers.filter { buffer in
        buffer.lower <= time && time < buffer.upper && !buffer.gaps.contains { $0.lower <= time && time < $0.upper }
      }
    }
    let largest = try #require(loads.map { $0.reduce(0) { $0 + $1.size } }.max())
    let explanation = try #require(
      MemoryMapping.Allocation.infeasibility(of: set.asking(capacity: largest - 1), shouldStop: { false }))
    let instance = AllocationSamples.prepared(set)
    let section = try #require(Core.fullestSection(instance.sections))
    let times = Core.times(of: section, instance)
    #expect(!times.isEmpty)
    for time in times {
      #expect(loads[time].reduce(0) { $0 + $1.size } == largest)
      #expect(Set(loads[time].map(\.id)) == Set(Core.live(in: section, instance).map { set.buffers[$0].id }))
    }
    #expect(
      explanation.lines[0]
        == "the largest load is \(largest), of \(counted(loads[times.lowerBound].count, "buffer")) at times "
        + "[\(times.lowerBound), \(times.upperBound))")
    #expect(explanation.isMinimal)
    // Those of one section are enough to be too much.
    let named = set.buffers.filter { explanation.elements.contains($0.id) }
    #expect(named.reduce(0) { $0 + $1.size } >= largest)
  }
  private func lines(_ set: MemoryMapping.BufferSet) throws -> [String] {
    try #require(MemoryMapping.Allocation.infeasibility(of: set, shouldStop: { false })).lines
  }

  @Test func theSimplestReasonIsGiven() throws {
    let pair: [MemoryMapping.MemoryBuffer] = [
      .init(id: "a", lower: 0, upper: 5, size: 8), .init(id: "b", lower: 3, upper: 8, size: 9),
    ]
    #expect(
      try lines(AllocationSamples.set(pair, capacity: 16)).last
        == "2 buffers that live at times [3, 5) need 17, and the capacity is 16 (without any one of them, the others "
        + "fit): a, b")
    #expect(
      try lines(AllocationSamples.set(pair, capacity: 8)).last == "buffer b needs 9, and the capacity is 8")
    let high: [MemoryMapping.MemoryBuffer] = [.init(id: "a", lower: 0, upper: 5, size: 8, fixedOffset: 12)]
    #expect(
      try lines(AllocationSamples.set(high, capacity: 16))
        == [
          "the largest load is 8, of 1 buffer at times [0, 5)",
          "buffer a is fixed at [12, 20), and the capacity is 16",
        ])
    let fixed = high + [.init(id: "b", lower: 4, upper: 6, size: 2, fixedOffset: 18)]
    #expect(
      try lines(AllocationSamples.set(fixed))
        == ["the fixed buffers a at [12, 20) and b at [18, 20) overlap in time and address"])
  }

  @Test func whatIsTooMuchForPoolsIsNamedWithItsSum() throws {
    func pooled(_ buffers: [MemoryMapping.MemoryBuffer]) throws -> [String] {
      try lines(
        .init(
          name: "pools", buffers: buffers, pools: [.init(name: "near", capacity: 16), .init(name: "far", capacity: 8)]))
    }
    #expect(
      try pooled([.init(id: "a", lower: 0, upper: 5, size: 40)])
        == ["buffer a needs 40, and there are 16 in near and 8 in far"])
    let two: [MemoryMapping.MemoryBuffer] = [
      .init(id: "a", lower: 0, upper: 5, size: 10, pools: [0]), .init(id: "b", lower: 2, upper: 5, size: 8, pools: [0]),
    ]
    #expect(try pooled(two).last == "2 buffers that live at time 2 need 18, and there is 16 in near: a, b")
    #expect(
      try pooled([two[0]] + [.init(id: "c", lower: 2, upper: 5, size: 8), .init(id: "d", lower: 4, upper: 9, size: 7)])
        .last == "3 buffers that live at time 4 need 25, and there are 16 in near and 8 in far: a, c, d")
    // Two names of one storage lie in one place, and count once.
    let names: [MemoryMapping.MemoryBuffer] = [
      .init(id: "a", lower: 0, upper: 5, size: 10, alias: "s", pools: [0]),
      .init(id: "b", lower: 2, upper: 5, size: 8, alias: "s", pools: [0]),
      .init(id: "c", lower: 2, upper: 5, size: 7, pools: [0]),
    ]
    #expect(try pooled(names).last == "2 buffers that live at time 2 need 17, and there is 16 in near: a, c")
  }
}
