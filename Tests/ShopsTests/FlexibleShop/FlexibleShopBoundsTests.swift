import Basics
import Testing

@testable import Shops

@Suite struct FlexibleShopBoundsTests {
  private func bound(_ shop: FlexibleShop, best: Int = .max) -> Int {
    var bounds: [Int] = []
    FlexibleShopBounds(shop).run(on: SearchBoard(best: { best }, prove: { bounds.append($0) }))
    #expect(zip(bounds, bounds.dropFirst()).allSatisfy { $0 < $1 })
    return bounds.last ?? 0
  }

  @Test(arguments: 0..<300)
  func boundsAreNoLargerThanTheOptimum(_ seed: UInt64) {
    var random = RandomSource(seed: seed)
    let shop = FlexibleShop.random(
      FlexibleShop.Features(
        jobs: 1...3, workers: seed % 2 == 0 ? 2 : 0, durations: 0...9, hasHeadsAndTails: seed % 3 == 0,
        hasFurtherArcs: seed % 5 == 0, hasSetups: seed % 7 == 0), &random)
    let optimum = shop.optimumByEnumeration()
    #expect(bound(shop) <= optimum)
    #expect(bound(shop, best: optimum) <= optimum)
  }

  /// The second task, of length 2 and tail 9, interrupts the first one at 1: 1 + 2 + 9.
  @Test func oneMachineIsPreemptive() {
    let shop = FlexibleShop(
      resourceCount: 1, choiceOffsets: [0, 1, 2], resources: [0, -1, 0, -1], durations: [3, 2], arcs: [],
      heads: [0, 1],
      tails: [0, 9])
    #expect(FlexibleShop.Relaxation(shop).bound(of: [0]) == 12)
    #expect(bound(shop) == 12)
  }

  /// Three tasks of 4 on two machines need 12 / 2; where two of them start at 3 at the earliest, (0 + 3 + 12) / 2.
  @Test func setsShareTheirWork() {
    func shop(_ heads: [Int]) -> FlexibleShop {
      FlexibleShop(
        resourceCount: 2, choiceOffsets: [0, 2, 4, 6], resources: [0, -1, 1, -1, 0, -1, 1, -1, 0, -1, 1, -1],
        durations: [4, 4, 4, 4, 4, 4], arcs: [], heads: heads)
    }
    #expect(FlexibleShop.Relaxation(shop([0, 0, 0])).bound(of: [0, 1]) == 6)
    #expect(FlexibleShop.Relaxation(shop([3, 0, 3])).bound(of: [0, 1]) == 8)
  }

  /// Two tasks that take 2 on machine 0 or 6 on machine 1, and one that takes 2 on machine 0: at prices of 3 and 1 each
  /// task costs 6, and 18 / (3 + 1) is more than least durations say.
  @Test func pricesSeeUnrelatedDurations() {
    let shop = FlexibleShop(
      resourceCount: 2, choiceOffsets: [0, 2, 4, 5], resources: [0, -1, 1, -1, 0, -1, 1, -1, 0, -1],
      durations: [2, 6, 2, 6, 2], arcs: [])
    let relaxation = FlexibleShop.Relaxation(shop)
    #expect(relaxation.bound(of: [0, 1]) == 3)
    #expect(relaxation.priceBound(rounds: 200) == 5)
    // Within 5 nothing takes 6, so all are on machine 0.
    #expect(bound(shop) == 6 && shop.optimumByEnumeration() == 6)
  }

  @Test func nothingToDoTakesNoTime() {
    let shop = FlexibleShop(resourceCount: 3, choiceOffsets: [0], resources: [], durations: [], arcs: [])
    #expect(bound(shop) == 0)
  }
}
