import Basics
import Testing

@testable import Shops

@Suite struct FlexibleShopSearchTests {
  /// What a search hands in, every candidate checked.
  private func best(_ shop: FlexibleShop, seed: UInt64, moves: Int, patience: Int? = nil) -> Int {
    var settings = FlexibleShopSearch.Settings()
    settings.moveLimit = moves
    settings.patience = patience ?? moves / 8
    settings.founderCount = 2
    var best = Int.max
    FlexibleShopSearch(shop, seed: seed, settings: settings).run(
      on: SearchBoard(
        best: { best },
        offer: { candidate, value in
          #expect(shop.isFeasible(candidate))
          #expect(shop.objective(of: candidate) == value)
          best = min(best, value)
        }))
    return best
  }

  @Test(arguments: 0..<40)
  func smallShopsAreSolved(_ seed: UInt64) {
    var random = RandomSource(seed: seed)
    let shop = FlexibleShop.random(FlexibleShop.Features(jobs: 1...3, hasHeadsAndTails: seed % 2 == 0), &random)
    #expect(best(shop, seed: seed, moves: 400) == shop.optimumByEnumeration())
  }

  @Test(arguments: 0..<30)
  func everythingAtOnceStaysFeasible(_ seed: UInt64) {
    var random = RandomSource(seed: seed)
    let shop = FlexibleShop.random(
      FlexibleShop.Features(
        jobs: 1...2, workers: 2, durations: 0...5, hasHeadsAndTails: true, hasFurtherArcs: true, hasSetups: true),
      &random)
    #expect(best(shop, seed: seed, moves: 300) >= shop.optimumByEnumeration())
  }

  @Test func equalSeedsGiveEqualSchedules() {
    var random = RandomSource(seed: 5)
    let shop = FlexibleShop.random(
      FlexibleShop.Features(jobs: 6...6, operations: 4...4, machines: 3...3, workers: 2), &random)
    var runs: [[FlexibleShop.Candidate]] = []
    for _ in 0..<2 {
      var settings = FlexibleShopSearch.Settings()
      settings.moveLimit = 500
      settings.patience = 50
      var offered: [FlexibleShop.Candidate] = []
      FlexibleShopSearch(shop, seed: 9, settings: settings).run(on: SearchBoard(offer: { c, _ in offered.append(c) }))
      runs.append(offered)
    }
    #expect(runs[0] == runs[1] && !runs[0].isEmpty)
  }

  /// Above the limit paths are estimates from before the removal; what is handed in is exact all the same.
  @Test(arguments: [0, 6])
  func largeShopsGoByEstimates(_ workers: Int) {
    var random = RandomSource(seed: 8)
    let shop = FlexibleShop.random(
      FlexibleShop.Features(jobs: 52...52, operations: 10...10, machines: 6...6, workers: workers), &random)
    #expect(shop.operationCount >= FlexibleShop.Neighbourhood.exactLimit)
    #expect(best(shop, seed: 1, moves: 40, patience: 40) < best(shop, seed: 1, moves: 0))
  }

  @Test func emptyAndTinyShops() {
    let nothing = FlexibleShop(resourceCount: 0, choiceOffsets: [0], resources: [], durations: [], arcs: [])
    #expect(best(nothing, seed: 1, moves: 10) == 0)
    let free = FlexibleShop(
      resourceCount: 0, choiceOffsets: [0, 2], resources: [-1, -1, -1, -1], durations: [4, 3], arcs: [])
    #expect(best(free, seed: 1, moves: 20) == 3)
    let zero = FlexibleShop(
      resourceCount: 1, choiceOffsets: [0, 1, 2, 3], resources: [0, -1, 0, -1, 0, -1], durations: [0, 0, 0],
      arcs: [.init(from: 2, to: 0), .init(from: 0, to: 1)])
    #expect(best(zero, seed: 1, moves: 20) == 0)
  }

  @Test func aBetterIncumbentTakesPart() {
    // A search that may move little starts from what others hand in once its founders are done.
    var random = RandomSource(seed: 3)
    let shop = FlexibleShop.random(
      FlexibleShop.Features(jobs: 8...8, operations: 5...5, machines: 3...3), &random)
    let known = best(shop, seed: 1, moves: 600)
    var settings = FlexibleShopSearch.Settings()
    settings.moveLimit = 600
    settings.patience = 20
    var looks = 0
    FlexibleShopSearch(shop, seed: 2, settings: settings).run(
      on: SearchBoard(
        best: { known - 1 },
        incumbent: {
          looks += 1
          return nil
        }, offer: { _, value in #expect(value < known - 1) }))
    #expect(looks > 0)
  }

  /// Open shop, job and machine as two resources: the optimum is the longest job or machine for two machines.
  ///
  /// - Source: Gonzalez, Sahni 1976, "Open shop scheduling to minimize finish time".
  @Test(arguments: 0..<10)
  func openShopsOfTwoMachinesReachTheirBound(_ seed: UInt64) {
    var random = RandomSource(seed: seed)
    let jobs = random.within(2...6)
    let durations = (0..<2 * jobs).map { _ in random.within(1...20) }
    let shop = FlexibleShop(
      resourceCount: jobs + 2, choiceOffsets: Array(0...2 * jobs),
      resources: (0..<4 * jobs).map { $0 % 2 == 0 ? $0 / 4 : jobs + $0 / 2 % 2 }, durations: durations, arcs: [])
    var loads = [0, 0]
    var bound = 0
    for job in 0..<jobs {
      bound = max(bound, durations[2 * job] + durations[2 * job + 1])
      for machine in 0..<2 { loads[machine] += durations[2 * job + machine] }
    }
    #expect(best(shop, seed: seed, moves: 3_000) == max(bound, loads[0], loads[1]))
  }

  /// - Source: Fisher, Thompson 1963: the instance 6x6, whose optimum is 55.
  @Test func theClassicJobShopIsSolved() {
    let rows = [
      [2, 1, 0, 3, 1, 6, 3, 7, 5, 3, 4, 6], [1, 8, 2, 5, 4, 10, 5, 10, 0, 10, 3, 4],
      [2, 5, 3, 4, 5, 8, 0, 9, 1, 1, 4, 7], [1, 5, 0, 5, 2, 5, 3, 3, 4, 8, 5, 9],
      [2, 9, 1, 3, 4, 5, 5, 4, 0, 3, 3, 1], [1, 3, 3, 3, 5, 9, 0, 10, 4, 4, 2, 1],
    ]
    let numbers = rows.flatMap { $0 }
    let shop = FlexibleShop(
      resourceCount: 6, choiceOffsets: Array(0...36),
      resources: (0..<72).map { $0 % 2 == 0 ? numbers[$0] : -1 },
      durations: (0..<36).map { numbers[2 * $0 + 1] },
      arcs: (0..<36).filter { $0 % 6 > 0 }.map { .init(from: $0 - 1, to: $0) })
    #expect(best(shop, seed: 4, moves: 4_000) == 55)
  }
}
