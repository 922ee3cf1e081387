import Basics
import Testing

@testable import Shops

/// What a search hands in, until it has looked at the board so often or has reached a target.
final class Collected<Candidate> {
  var best = Int.max
  var candidate: Candidate?
  var bound = Int.min
  var looks = 0

  func board(looks limit: Int, target: Int = .min) -> SearchBoard<Candidate> {
    SearchBoard(
      shouldStop: {
        self.looks += 1
        return self.looks > limit || self.best <= target
      }, best: { self.best }, incumbent: { self.candidate },
      offer: { candidate, objective in
        guard objective < self.best else { return }
        self.best = objective
        self.candidate = candidate
      }, prove: { self.bound = max(self.bound, $0) })
  }
}

@Suite struct BlockingShopSearchTests {
  @Test(arguments: [true, false]) func findsTheLeastMakespanOfSmallShops(swap: Bool) {
    var random = RandomSource(seed: swap ? 5 : 6)
    for round in 0..<40 {
      let chains = randomChains(
        &random, jobs: 3, machines: 3, lengths: 1...3, durations: 1...9, repeats: round % 3 == 0)
      let shop = BlockingShop(chains, allowsSwap: swap)
      guard chains.operationsByMachine.allSatisfy({ $0.count < 5 }) else { continue }
      let found = Collected<[Int]>()
      let least = leastMakespan(shop)
      BlockingShopSearch(shop, seed: UInt64(round)).run(on: found.board(looks: 2_000, target: least))
      #expect(found.best == least)
      #expect(found.candidate.flatMap(shop.makespan) == found.best)
    }
  }

  @Test func closesTheSmallPublishedShop() {
    let found = Collected<[Int]>()
    BlockingShopSearch(BlockingShop(ft06, allowsSwap: true), seed: 1).run(on: found.board(looks: 40_000, target: 63))
    #expect(found.best == 63)
  }

  /// Two jobs that exchange their machines: at one moment with swaps, one after the other without.
  @Test func swapsNeedTheirRule() {
    let chains = JobChains(machineCount: 2, offsets: [0, 2, 4], machines: [0, 1, 1, 0], durations: [2, 3, 2, 3])
    for (swap, makespan) in [(true, 5), (false, 10)] {
      let found = Collected<[Int]>()
      let shop = BlockingShop(chains, allowsSwap: swap)
      BlockingShopSearch(shop, seed: 1).run(on: found.board(looks: 500))
      #expect(found.best == makespan)
      #expect(shop.makespan(of: [0, 2, 0, 2]) == (swap ? 5 : nil))
    }
  }

  @Test func oddShopsAreSchedules() {
    let shops: [(JobChains, Int)] = [
      (JobChains(machineCount: 0, offsets: [0], machines: [], durations: []), 0),
      (JobChains(machineCount: 2, offsets: [0, 0, 0], machines: [], durations: []), 0),
      (JobChains(machineCount: 1, offsets: [0, 1], machines: [0], durations: [4]), 4),
      (JobChains(machineCount: 1, offsets: [0, 3], machines: [0, 0, 0], durations: [4, 0, 1]), 5),
      (JobChains(machineCount: 1, offsets: [0, 1, 2, 3], machines: [0, 0, 0], durations: [0, 0, 0]), 0),
      (JobChains(machineCount: 1, offsets: [0, 2, 3], machines: [0, 0, 0], durations: [2, 2, 3]), 7),
    ]
    for (chains, makespan) in shops {
      for swap in [true, false] {
        let found = Collected<[Int]>()
        let shop = BlockingShop(chains, allowsSwap: swap)
        BlockingShopSearch(shop, seed: 1).run(on: found.board(looks: 50))
        #expect(found.best == makespan)
        #expect(found.candidate.flatMap(shop.makespan) == makespan)
      }
    }
  }

  @Test func theDefinitionRefusesWhatOverlaps() {
    let chains = JobChains(machineCount: 2, offsets: [0, 2, 3], machines: [0, 1, 0], durations: [1, 2, 2])
    let shop = BlockingShop(chains, allowsSwap: true)
    #expect(shop.makespan(of: [0, 1, 1]) == 3)
    #expect(shop.makespan(of: [0, 2, 1]) == nil)
    #expect(shop.makespan(of: [0, 0, 1]) == nil)
    #expect(shop.makespan(of: [-1, 1, 1]) == nil)
    #expect(shop.makespan(of: [0, 1]) == nil)
  }
}
