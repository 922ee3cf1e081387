import Basics
import Race
import Testing

@testable import MemoryMapping

@Suite struct AllocationCheckerTests {
  /// The sweep agrees with a look at every pair at every time.
  @Test(arguments: 1...200 as ClosedRange<UInt64>)
  func aPlacementIsValidWhereNoPairOverlaps(seed: UInt64) {
    let set = AllocationSamples.random(6, seed: seed, gaps: seed % 2 == 0)
    var random = RandomSource(seed: seed)
    let offsets = set.buffers.map { _ in random.below(14) }
    var isValid = true
    for a in set.buffers.indices {
      for b in 0..<a where AllocationSamples.meet(set.buffers[a], set.buffers[b]) {
        if offsets[a] < offsets[b] + set.buffers[b].size, offsets[b] < offsets[a] + set.buffers[a].size {
          isValid = false
        }
      }
    }
    let verdict = try? MemoryMapping.Allocation.check(MemoryMapping.Placement(offsets, of: set), of: set)
    #expect((verdict != nil) == isValid)
  }

  @Test func eachRuleIsNamed() {
    let set = AllocationSamples.set([
      .init(id: "a", lower: 0, upper: 4, size: 4, alignment: 2), .init(id: "b", lower: 2, upper: 6, size: 3),
      .init(id: "c", lower: 5, upper: 6, size: 1, fixedOffset: 7),
    ])
    func failure(_ offsets: [Int], height: Int? = nil, capacity: Int? = nil) -> String {
      let made = height.map { MemoryMapping.Placement(height: $0, offsets: offsets) }
      do throws(CheckFailure) {
        _ = try MemoryMapping.Allocation.check(
          made ?? MemoryMapping.Placement(offsets, of: set), of: set.asking(capacity: capacity))
        return "valid"
      } catch {
        return error.description
      }
    }
    #expect(failure([0, 4, 7]) == "valid")
    #expect(failure([0, 4]).contains("2 offsets for 3 buffers"))
    #expect(failure([-2, 4, 7]).contains("negative offset"))
    #expect(failure([1, 5, 7]).contains("not a multiple of 2"))
    #expect(failure([0, 4, 8]).contains("is fixed at 7"))
    #expect(failure([0, 3, 7]).contains("buffers a and b overlap at time 2"))
    #expect(failure([0, 4, 7], height: 9).contains("says height 9, but it is 8"))
    #expect(failure([0, 4, 7], capacity: 7).contains("above the capacity of 7"))
    #expect(failure([0, Int.max, 7], height: 8).contains("out of range"))
  }

  @Test func aQuestionOfFittingHasTheCapacityAsItsObjective() throws {
    let set = AllocationSamples.exact.asking(capacity: 20)
    let placement = MemoryMapping.Placement([8, 8, 4, 4, 0], of: set)
    #expect(placement.height == 12)
    #expect(try MemoryMapping.Allocation.check(placement, of: set) == 20)
    // A solution file says which question it answers.
    #expect(try MemoryMapping.Allocation.check(placement, of: set.asking(capacity: nil)) == 20)
  }
}
