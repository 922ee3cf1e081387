import Basics
import Testing

@testable import Lowering
@testable import Modeling
@testable import Solving

/// Stronger demands and capacities let through exactly the sets of tasks that fitted before.
@Suite struct CapacityStrengtheningTests {
  @Test func theSetsThatFitStayTheSame() {
    var random = RandomSource(seed: 5)
    for _ in 0..<400 {
      let demands = (0..<(1 + random.below(8))).map { _ in random.below(40) }
      let capacity = random.below(100)
      let strong = CapacityStrengthening(demands: demands, capacity: capacity)
      for set in 0..<(1 << demands.count) {
        let members = demands.indices.filter { set >> $0 & 1 == 1 }
        let fitted = members.reduce(0) { $0 + demands[$1] } <= capacity
        let fits = members.reduce(0) { $0 + strong.demands[$1] } <= strong.capacity
        #expect(fits == fitted, "\(demands) in \(capacity): \(members)")
      }
    }
  }

  /// Each demand's share of the capacity is no smaller than before.
  @Test func sharesNeverShrink() {
    var random = RandomSource(seed: 6)
    for _ in 0..<400 {
      let demands = (0..<6).map { _ in 1 + random.below(300) }
      let capacity = 300 + random.below(200)
      let strong = CapacityStrengthening(demands: demands, capacity: capacity)
      for (before, after) in zip(demands, strong.demands) {
        #expect(after * capacity >= before * strong.capacity, "\(demands) in \(capacity)")
      }
    }
  }

  /// By hand: 8 is the largest sum within 10; nothing fits beside a 7, so it takes all; then 4 divides everything.
  @Test func nothingFitsBesideALargeDemand() {
    let strong = CapacityStrengthening(demands: [7, 7, 4, 4], capacity: 10)
    #expect(strong.demands == [2, 2, 1, 1])
    #expect(strong.capacity == 2)
  }

  /// A large unit is divided away first: 3 and 5 do not fit together in 7, so each takes all.
  @Test func aLargeUnitDoesNotMatter() {
    let unit = 1 << 40
    let strong = CapacityStrengthening(demands: [3 * unit, 5 * unit], capacity: 7 * unit + 1)
    #expect(strong.demands == [1, 1])
    #expect(strong.capacity == 1)
  }

  @Test func aCapacityTooLargeForSubsetSumsStays() {
    let wide = CapacityStrengthening(demands: [1 << 40, (1 << 40) - 1], capacity: (1 << 40) + 5)
    #expect(wide.demands == [1 << 40, (1 << 40) - 1])
    #expect(wide.capacity == (1 << 40) + 5)
  }
}
