import Basics
import Testing

@testable import Shops

/// What a search hands in, and a stop after so many looks.
final class FlowBoard {
  private(set) var best = Int.max
  private(set) var order: FlowShop.Order?
  private(set) var offers: [Int] = []
  private(set) var bound = Int.min
  private var looks = 0
  /// Whether every candidate was one, with the objective that came with it.
  private(set) var isHonest = true

  func board(_ shop: FlowShop, looks limit: Int = .max) -> SearchBoard<FlowShop.Order> {
    SearchBoard(
      shouldStop: {
        self.looks += 1
        return self.looks > limit || self.bound >= self.best
      },
      best: { self.best }, incumbent: { self.order },
      offer: { order, cost in
        self.isHonest = self.isHonest && shop.isCandidate(order) && shop.objective(of: order) == cost
        self.offers.append(cost)
        if cost < self.best { (self.best, self.order) = (cost, order) }
      }, prove: { self.bound = max(self.bound, $0) })
  }
}

@Suite("Search for flow shops") struct FlowShopSearchTests {
  @Test(arguments: flowShopKinds)
  func smallShopsAreSolved(kind: FlowShop.Kind, objective: FlowShop.Objective) {
    var random = RandomSource(seed: 4)
    for seed in 0..<25 {
      let shop = randomFlowShop(&random, kind: kind, objective: objective)
      let run = FlowBoard()
      FlowShopSearch(shop, seed: UInt64(seed)).run(on: run.board(shop, looks: 600))
      #expect(run.isHonest && run.best == optimum(shop))
    }
  }

  @Test(arguments: flowShopKinds)
  func equalSeedsGiveEqualCandidates(kind: FlowShop.Kind, objective: FlowShop.Objective) {
    var random = RandomSource(seed: 5)
    let shop = randomFlowShop(&random, kind: kind, objective: objective, jobs: 15, factories: 2, longest: 50)
    let runs = (0..<2).map { _ in
      let run = FlowBoard()
      FlowShopSearch(shop, seed: 7).run(on: run.board(shop, looks: 400))
      return run
    }
    #expect(runs[0].offers == runs[1].offers && runs[0].order == runs[1].order && runs[0].isHonest)
    #expect(runs[0].offers.count > 1)
  }

  /// What the settings change is the way, not what is handed in.
  @Test(arguments: [(true, true), (false, true), (false, false)])
  func everySettingIsHonest(anneals: Bool, improves: Bool) {
    var settings = FlowShopSearch.Settings(destroyed: 3, temperature: 1, coolest: 0.5)
    settings.anneals = anneals
    settings.improves = improves
    var random = RandomSource(seed: 9)
    for objective in FlowShop.Objective.allCases {
      let shop = randomFlowShop(&random, kind: .permutation, objective: objective, jobs: 5, factories: 1)
      let run = FlowBoard()
      FlowShopSearch(shop, seed: 3, settings: settings).run(on: run.board(shop, looks: 400))
      #expect(run.isHonest && run.best == optimum(shop))
    }
  }

  /// Too many jobs for a table of lags, or for a tour.
  @Test func manyJobsThatDoNotWait() {
    let jobs = 2100
    let durations = (0..<2 * jobs).map { $0 * 7 % 31 }
    for objective in [FlowShop.Objective.makespan, .totalCompletion] {
      let shop = FlowShop(jobs: jobs, machines: 2, durations: durations, kind: .noWait, objective: objective)
      let run = FlowBoard()
      FlowShopSearch(shop, seed: 1).run(on: run.board(shop, looks: 3))
      #expect(run.isHonest && !run.offers.isEmpty)
    }
  }

  /// A better order than its own is where annealing goes on after a round.
  @Test func othersOrdersAreFollowed() throws {
    var random = RandomSource(seed: 10)
    let shop = randomFlowShop(
      &random, kind: .permutation, objective: .totalTardiness, jobs: 25, factories: 1, longest: 60)
    let other = FlowBoard()
    FlowShopSearch(shop, seed: 1).run(on: other.board(shop, looks: 600))
    let run = FlowBoard()
    let board = run.board(shop, looks: 300)
    board.offer(try #require(other.order), other.best)
    FlowShopSearch(shop, seed: 2).run(on: board)
    #expect(run.isHonest && (run.offers.dropFirst().min() ?? .max) <= other.best)
  }

  @Test(arguments: flowShopKinds)
  func almostNothingToDo(kind: FlowShop.Kind, objective: FlowShop.Objective) {
    for (jobs, machines, factories) in [(0, 1, 1), (0, 3, 2), (1, 1, 1), (1, 2, 3), (2, 1, 4), (3, 2, 1)] {
      for duration in [0, 5] {
        let shop = FlowShop(
          jobs: jobs, machines: machines, durations: Array(repeating: duration, count: jobs * machines),
          dueDates: Array(repeating: 4, count: jobs), factories: factories, kind: kind, objective: objective)
        let run = FlowBoard()
        FlowShopSearch(shop, seed: 1).run(on: run.board(shop, looks: 300))
        #expect(run.isHonest && run.best == optimum(shop))
      }
    }
  }

  @Test func exponentials() {
    #expect(exponential(0) == 1 && exponential(-100) == 0)
    #expect(abs(exponential(-1) - 0.367879441171) < 1e-6 && abs(exponential(-10) - 4.53999e-5) < 1e-8)
  }
}
