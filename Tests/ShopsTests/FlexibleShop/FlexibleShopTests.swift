import Basics
import Testing

@testable import Shops

@Suite struct FlexibleShopTests {
  /// Two jobs of two operations on two machines; the first operation of each may choose.
  private let shop = FlexibleShop(
    resourceCount: 2, choiceOffsets: [0, 2, 3, 5, 6], resources: [0, -1, 1, -1, 1, -1, 0, -1, 1, -1, 0, -1],
    durations: [3, 5, 2, 4, 2, 6], arcs: [.init(from: 0, to: 1), .init(from: 2, to: 3)])

  @Test func objectiveIsTheLastEndWithItsTail() {
    let candidate = FlexibleShop.Candidate(choices: [0, 2, 4, 5], starts: [0, 3, 0, 3])
    #expect(shop.objective(of: candidate) == 9)
    #expect(shop.isFeasible(candidate))
    let tailed = FlexibleShop(
      resourceCount: 2, choiceOffsets: shop.choiceOffsets, resources: shop.resources, durations: shop.durations,
      arcs: shop.arcs, tails: [0, 7, 0, 0])
    #expect(tailed.objective(of: candidate) == 12)
  }

  @Test(arguments: [
    FlexibleShop.Candidate(choices: [0, 2, 4, 5], starts: [0, 2, 0, 3]),  // starts before its job lets it
    FlexibleShop.Candidate(choices: [0, 2, 4, 5], starts: [0, 3, 0, 2]),  // two on a machine
    FlexibleShop.Candidate(choices: [2, 2, 4, 5], starts: [0, 3, 0, 3]),  // another operation's choice
    FlexibleShop.Candidate(choices: [0, 2, 4, 5], starts: [-1, 3, 0, 3]),  // before its head
    FlexibleShop.Candidate(choices: [0, 2, 4], starts: [0, 3, 0]),  // too short
  ])
  func faultsAreFound(_ candidate: FlexibleShop.Candidate) {
    #expect(!shop.isFeasible(candidate))
  }

  @Test func neighboursNeedTheirSetup() {
    let setups = FlexibleShop.Setups(classCount: 2, classes: [0, 1], times: [[0, 3, 1, 0]])
    let two = FlexibleShop(
      resourceCount: 1, choiceOffsets: [0, 1, 2], resources: [0, -1, -1, 0], durations: [4, 4], arcs: [], setups: setups
    )
    #expect(!two.isFeasible(.init(choices: [0, 1], starts: [0, 6])))
    #expect(two.isFeasible(.init(choices: [0, 1], starts: [0, 7])))
    #expect(two.isFeasible(.init(choices: [0, 1], starts: [5, 0])))
    #expect(two.optimumByEnumeration() == 9)
  }
}
