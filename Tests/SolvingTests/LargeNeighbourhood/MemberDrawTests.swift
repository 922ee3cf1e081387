import Basics
import Testing

@testable import Solving

@Suite struct MemberDrawTests {
  @Test func whereThereIsOneItIsDrawn() {
    var random = RandomSource(seed: 1)
    #expect(MemberDraw.next(of: 0, &random) == nil)
    #expect((0..<20).allSatisfy { _ in MemberDraw.next(of: 1, &random) == 0 })
  }

  /// About one step of five is around another solution than the best.
  @Test func theBestIsDrawnMostOften() {
    var random = RandomSource(seed: 5)
    var counts = [0, 0, 0]
    for _ in 0..<1000 { counts[MemberDraw.next(of: 3, &random) ?? 0] += 1 }
    #expect((750...850).contains(counts[0]))
    #expect(counts[1] > 60 && counts[2] > 60)
  }
}
