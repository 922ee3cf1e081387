import Testing

@testable import MemoryMapping

@Suite struct HeightDescentTests {
  /// The height comes down to the bound where every height from some height on is reached.
  @Test func aDescentFindsTheLeastHeightThatIsReached() {
    for least in stride(from: 20, through: 60, by: 4) {
      var descent = MemoryMapping.Allocation.HeightDescent(unit: 4)
      var (best, asked) = (60, 0)
      while let target = descent.next(from: 20, to: best) {
        asked += 1
        #expect(target >= 20 && target < best && target.isMultiple(of: 4))
        if target >= least { best = target }
        descent.record(target >= least ? .fits : .limit)
      }
      #expect(best == least && asked <= 12)
    }
  }
}
