import Testing

@testable import MemoryMapping

@Suite struct SectionsTests {
  @Test(arguments: 1...60 as ClosedRange<UInt64>)
  func buffersMeetExactlyWhereTheyShareASection(seed: UInt64) {
    let set = AllocationSamples.random(9, seed: seed, gaps: seed % 2 == 0)
    let sections = MemoryMapping.Sections(set)
    let pairs = MemoryMapping.MeetingPairs(sections)
    for a in set.buffers.indices {
      for b in set.buffers.indices where a != b {
        let shares = sections.pieces(of: a).contains { x in sections.pieces(of: b).contains { x.overlaps($0) } }
        let meet = AllocationSamples.meet(set.buffers[a], set.buffers[b])
        #expect(shares == meet)
        #expect(pairs.of(a).contains(Int32(b)) == meet)
      }
    }
    #expect(pairs.pairCount <= sections.meetingPairBound)
  }

  @Test(arguments: 1...60 as ClosedRange<UInt64>)
  func theLargestLoadIsThatOfTheBusiestTime(seed: UInt64) {
    let set = AllocationSamples.random(9, seed: seed, gaps: seed % 2 == 0)
    let busiest = (0..<8).map { time in
      set.buffers.filter { buffer in
        buffer.lower <= time && time < buffer.upper
          && !buffer.gaps.contains { $0.lower <= time && time < $0.upper }
      }.reduce(0) { $0 + $1.size }
    }.max()
    #expect(MemoryMapping.Sections(set).maximumLoad == busiest)
  }

  @Test(arguments: 1...30 as ClosedRange<UInt64>)
  func componentsShareNoTimeAndCoverAllBuffers(seed: UInt64) {
    let set = AllocationSamples.random(7, seed: seed, gaps: true, horizon: 14)
    let groups = MemoryMapping.Allocation.components(of: AllocationSamples.prepared(set))
    #expect(groups.joined().sorted() == Array(set.buffers.indices))
    for (first, second) in zip(groups, groups.dropFirst()) {
      let end = first.map { set.buffers[$0].upper }.max() ?? 0
      #expect(second.allSatisfy { set.buffers[$0].lower >= end })
    }
  }

  @Test func numbersAreSortedByKeysOfAnySign() {
    #expect(RadixOrder.ascending([5, -3, .max, 0, .min, -3, 1 << 40]) == [4, 1, 5, 3, 0, 6, 2])
    #expect(RadixOrder.ascending([]) == [])
  }
}
