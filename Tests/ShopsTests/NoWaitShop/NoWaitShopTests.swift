import Basics
import Testing

@testable import Shops

/// The least makespan over all starts below a horizon, by the definition: pairs of jobs by their shops of two.
private func leastMakespan(_ shop: NoWaitShop) -> Int {
  var best = shop.lengths.reduce(0, +)
  let chains = shop.chains
  func pair(_ i: Int, _ j: Int) -> NoWaitShop {
    let operations = Array(chains.operations(of: i)) + Array(chains.operations(of: j))
    return NoWaitShop(
      JobChains(
        machineCount: chains.machineCount, offsets: [0, chains.operations(of: i).count, operations.count],
        machines: operations.map { chains.machines[$0] }, durations: operations.map { chains.durations[$0] }))
  }
  var suits: [[Bool]] = []
  for i in 0..<shop.jobCount {
    for j in 0..<shop.jobCount {
      let two = pair(i, j)
      suits.append((-best...best).map { i == j || two.makespan(of: [best, best + $0]) != nil })
    }
  }
  let middle = best
  func place(_ starts: [Int], _ makespan: Int) {
    let job = starts.count
    guard job < shop.jobCount else {
      best = makespan
      return
    }
    var start = 0
    while max(makespan, start + shop.lengths[job]) < best {
      if (0..<job).allSatisfy({ suits[$0 * shop.jobCount + job][middle + start - starts[$0]] }) {
        place(starts + [start], max(makespan, start + shop.lengths[job]))
      }
      start += 1
    }
  }
  place([], 0)
  return best
}

@Suite struct NoWaitShopTests {
  @Test func forbiddenDifferencesAreThoseThatOverlap() {
    var random = RandomSource(seed: 11)
    for round in 0..<100 {
      let chains = randomChains(
        &random, jobs: 2, machines: 3, lengths: 0...3, durations: 0...4, repeats: round % 2 == 0)
      let shop = NoWaitShop(chains)
      for pair in [(0, 1), (1, 0)] {
        let index = pair.0 * 2 + pair.1
        for difference in -20...20 {
          var starts = [20, 20]
          starts[pair.1] += difference
          let isForbidden = (shop.gapOffsets[index]..<shop.gapOffsets[index + 1]).contains { range in
            shop.forbiddenFirst[range] <= difference && difference < shop.forbiddenEnd[range]
          }
          #expect((shop.makespan(of: starts) == nil) == isForbidden)
        }
      }
    }
  }

  @Test func timetablesAreTheEarliestInBothDirections() {
    var random = RandomSource(seed: 12)
    for _ in 0..<60 {
      let chains = randomChains(&random, jobs: 4, machines: 3, lengths: 0...3, durations: 0...5, repeats: true)
      let shop = NoWaitShop(chains)
      let order = Buffer((0..<4).map(Int32.init).shuffled(using: &random))
      let forward = NoWaitTimetable(shop)
      let makespan = forward.timetable(order, limit: .max)
      let starts = (0..<4).map { forward.starts[$0] }
      #expect(shop.makespan(of: starts) == makespan)
      for place in 0..<4 {
        let job = Int(order[place])
        let placed = (0..<place).map { Int(order[$0]) }
        for time in 0..<starts[job] {
          let suits = placed.allSatisfy { other in
            let index = other * 4 + job
            return !(shop.gapOffsets[index]..<shop.gapOffsets[index + 1]).contains { range in
              shop.forbiddenFirst[range] <= time - starts[other] && time - starts[other] < shop.forbiddenEnd[range]
            }
          }
          #expect(!suits)
        }
      }
      let backward = NoWaitTimetable(shop, isReversed: true)
      let reversed = backward.timetable(order, limit: .max) ?? 0
      #expect(shop.makespan(of: (0..<4).map { reversed - backward.starts[$0] - shop.lengths[$0] }) == reversed)
      if reversed > 0 { #expect(backward.timetable(order, limit: reversed - 1) == nil) }
    }
  }

  @Test func searchAndProofFindTheLeastMakespan() {
    var random = RandomSource(seed: 13)
    for round in 0..<40 {
      let chains = randomChains(
        &random, jobs: 1 + round % 3, machines: 3, lengths: 0...3, durations: 0...4, repeats: round % 2 == 0)
      let shop = NoWaitShop(chains)
      let least = leastMakespan(shop)
      let proved = Collected<[Int]>()
      NoWaitShopProof(shop).run(on: proved.board(looks: .max - 1))
      #expect(proved.best == least && proved.bound == least)
      #expect(proved.candidate.flatMap(shop.makespan) == least)
      let found = Collected<[Int]>()
      NoWaitShopSearch(shop, seed: UInt64(round)).run(on: found.board(looks: 40))
      #expect(found.best >= least && found.candidate.flatMap(shop.makespan) == found.best)
    }
  }

  /// With a schedule from elsewhere the proof only has to show that nothing is shorter.
  @Test func aKnownBestIsProvedOrBeaten() {
    var random = RandomSource(seed: 14)
    for _ in 0..<20 {
      let chains = randomChains(&random, jobs: 5, machines: 3, lengths: 2...3, durations: 1...9, repeats: false)
      let shop = NoWaitShop(chains)
      let alone = Collected<[Int]>()
      NoWaitShopProof(shop).run(on: alone.board(looks: .max - 1))
      for known in [alone.best, alone.best + 1] {
        let other = Collected<[Int]>()
        other.best = known
        NoWaitShopProof(shop).run(on: other.board(looks: .max - 1))
        #expect(other.best == alone.best && other.bound == alone.best)
      }
    }
  }

  /// Its optimum without waiting is 73.
  @Test func closesTheSmallPublishedShop() {
    let shop = NoWaitShop(ft06)
    let found = Collected<[Int]>()
    NoWaitShopSearch(shop, seed: 1).run(on: found.board(looks: 200))
    #expect(found.best == 73)
    NoWaitShopProof(shop).run(on: found.board(looks: .max - 1))
    #expect(found.best == 73 && found.bound == 73)
  }

  @Test func oddShopsAreSchedules() {
    let shops: [(JobChains, Int)] = [
      (JobChains(machineCount: 0, offsets: [0], machines: [], durations: []), 0),
      (JobChains(machineCount: 2, offsets: [0, 0, 0], machines: [], durations: []), 0),
      (JobChains(machineCount: 1, offsets: [0, 1], machines: [0], durations: [4]), 4),
      (JobChains(machineCount: 1, offsets: [0, 3], machines: [0, 0, 0], durations: [4, 0, 1]), 5),
      (JobChains(machineCount: 1, offsets: [0, 1, 2, 3], machines: [0, 0, 0], durations: [0, 0, 0]), 0),
      (JobChains(machineCount: 2, offsets: [0, 3, 4], machines: [0, 1, 0, 0], durations: [1, 2, 1, 2]), 4),
    ]
    for (chains, makespan) in shops {
      let shop = NoWaitShop(chains)
      let found = Collected<[Int]>()
      NoWaitShopSearch(shop, seed: 1).run(on: found.board(looks: 50))
      #expect(found.best == makespan)
      let proved = Collected<[Int]>()
      NoWaitShopProof(shop).run(on: proved.board(looks: .max - 1))
      #expect(proved.best == makespan && proved.bound == makespan)
    }
  }
}
