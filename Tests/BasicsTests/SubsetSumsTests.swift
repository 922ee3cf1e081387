import Basics
import Testing

@Suite struct SubsetSumsTests {
  /// All sums of subsets of `numbers`, one by one.
  private func sums(of numbers: [Int]) -> Set<Int> {
    numbers.reduce(into: [0]) { sums, number in sums.formUnion(sums.map { $0 + number }) }
  }

  @Test(arguments: 1...60 as ClosedRange<UInt64>)
  func everySumIsThereAndNoOther(seed: UInt64) {
    var random = RandomSource(seed: seed)
    let limit = random.within(0...300)
    let numbers = (0..<random.within(0...8)).map { _ in random.within(1...130) }
    let rows = SubsetSums(upTo: limit)
    for number in numbers { rows.include(number) }
    let all = sums(of: numbers)
    for bound in 0...limit {
      #expect(rows.contains(bound) == all.contains(bound))
      #expect(rows.largest(atMost: bound) == all.filter { $0 <= bound }.max())
    }
  }

  @Test func whatIsNoPositiveNumberUpToTheLimitAddsNothing() {
    let rows = SubsetSums(upTo: 64)
    for number in [0, -1, 65, Int.max, Int.min] { rows.include(number) }
    #expect(rows.largest(atMost: 64) == 0)
    rows.include(64)
    #expect(rows.largest(atMost: 63) == 0 && rows.largest(atMost: 64) == 64)
  }

  @Test func rowsAreCopiedAndClearedOneByOne() {
    let rows = SubsetSums(rows: 3, upTo: 100)
    rows.include(70, in: 1)
    rows.copy(1, to: 2)
    rows.include(30, in: 2)
    rows.clear(1)
    #expect((0..<3).map { rows.largest(atMost: 100, in: $0) } == [0, 0, 100])
    #expect((0...100).filter { rows.contains($0, in: 2) } == [0, 30, 70, 100])
  }
}
