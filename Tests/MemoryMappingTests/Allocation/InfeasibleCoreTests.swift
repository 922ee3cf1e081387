import Basics
import Race
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
        == "the largest load is \(largest), of \(loads[times.lowerBound].count) buffers at times "
        + "[\(times.lowerBound), \(times.upperBound))")
    #expect(explanation.isMinimal)
    // Those of one section are enough to be too much.
    let named = set.buffers.filter { explanation.elements.contains($0.id) }
    #expect(named.reduce(0) { $0 + $1.size } >= largest)
  }
}
