import Relaxation
import Testing

@Suite struct RoundingFunctionTests {
  /// Superadditive, non-decreasing and 0 at 0 make Σ f(a)·x ≤ f(Σ a·x) ≤ f(b) for integers x ≥ 0.
  @Test(arguments: [0, 2, 3, 5, 8])
  func isSuperadditive(steps: Int) throws {
    var count = 0
    for d in 2...13 {
      for b in -d...2 * d {
        let function = RoundingFunction(divisor: d, rightSide: b, largest: 60, steps: steps)
        guard let function else {
          #expect(b % d == 0)
          continue
        }
        count += 1
        #expect(function(0) == 0)
        for a in -30...30 {
          #expect(function(a) <= function(a + 1))
          for c in a...30 where function(a) + function(c) > function(a + c) {
            Issue.record("f(\(a)) + f(\(c)) > f(\(a + c)) for d = \(d), b = \(b), K = \(steps)")
          }
        }
      }
    }
    #expect(count > 200)
  }

  /// 5x + 3y ≤ 7 with d = 5: r = 2, t = 2, so 10x + 6y ≤ 14 and r = 4. Then f(10) = 2, f(6) = 1·1 + (1 − 4)⁺ = 1 and
  /// f(14) = 1·2 + 0.
  @Test func roundsByHand() throws {
    let exact = try #require(RoundingFunction(divisor: 5, rightSide: 7, largest: 7))
    #expect(exact.factor == 2 && exact.remainder == 4)
    #expect([5, 3, 7].map { exact($0) } == [2, 1, 2])
  }

  @Test func refusesWhatWouldNotRound() {
    #expect(RoundingFunction(divisor: 4, rightSide: 8, largest: 8) == nil)
    #expect(RoundingFunction(divisor: 1, rightSide: 3, largest: 8) == nil)
    #expect(RoundingFunction(divisor: 1 << 58, rightSide: 3, largest: 1 << 59, steps: 1 << 20) == nil)
  }
}
