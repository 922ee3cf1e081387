import Basics
import Scheduling
import Shops
import Testing

@testable import InterruptedShops

@Suite struct SimulationTests {
  /// By hand: both jobs are done with their first machines at 2, and exchange them as soon as both are up.
  @Test func jobsExchangeMachinesThatAreUp() throws {
    for (downtimes, starts, makespan) in [
      ([], [0, 2, 0, 2], 5), ([(0, 2, 4)], [0, 4, 0, 4], 7), ([(0, 1, 4)], [0, 5, 0, 5], 8),
      ([(0, 2, 4), (1, 4, 6)], [0, 6, 0, 6], 9), ([(1, 3, 5)], [0, 2, 0, 2], 7),
      ([(0, 2, 3), (0, 3, 4)], [0, 4, 0, 4], 7), ([(0, 0, 1)], [1, 3, 0, 3], 6),
    ] as [([(machine: Int, start: Int, end: Int)], [Int], Int)] {
      let shop = try meetingShop(downtimes)
      for policy in everyPolicy() {
        let history = try policy.history(of: shop)
        #expect(history == ShopHistory(starts: starts, makespan: makespan), "\(policy.name)")
      }
    }
  }

  /// A job that is done leaves its machine also while that is down.
  @Test func oneMayLeaveADownMachine() throws {
    let chains = JobChains(machineCount: 2, offsets: [0, 2, 3], machines: [0, 1, 1], durations: [2, 2, 5])
    let shop = InterruptedShop(
      name: "leaving", chains: chains, downtimes: try Downtimes(machineCount: 2, [(0, 3, 9)]))
    for policy in everyPolicy() {
      let history = try policy.history(of: shop)
      if history.starts[2] == 0 { #expect(history == ShopHistory(starts: [0, 5, 0], makespan: 7), "\(policy.name)") }
    }
  }

  /// By hand: three jobs on one machine, of which one is chosen at 0.
  @Test func rulesChooseByTheirKeys() throws {
    // Work 4 + 3 in two operations, 2 + 9 in two, 6 in one.
    let chains = JobChains(
      machineCount: 3, offsets: [0, 2, 4, 5], machines: [0, 1, 0, 2, 0], durations: [4, 3, 2, 9, 6])
    let shop = InterruptedShop(name: "keys", chains: chains, downtimes: .none(machineCount: 3))
    func first(_ rule: DispatchingPolicy) throws -> Int? {
      let starts = try rule.history(of: shop).starts
      return [0, 2, 4].first { starts[$0] == 0 }
    }
    #expect(try first(.fifo) == 0)
    #expect(try first(.spt) == 2)
    #expect(try first(.lpt) == 4)
    #expect(try first(.mwkr) == 2)
    #expect(try first(.lwkr) == 4)
    #expect(try first(.mopnr) == 0)
  }

  @Test func everyHistoryKeepsTheRulesOfBothCheckers() throws {
    var random = RandomSource(seed: 3)
    for round in 0..<12 {
      let shop = randomShop(&random, jobs: 4 + round % 3, machines: 3 + round % 2)
      let schedule = try shop.schedule()
      for policy in everyPolicy() {
        let history = try policy.history(of: shop)
        #expect(throws: Never.self, "\(policy.name) in \(round)") { try HistoryChecker.check(history, of: shop) }
        let objective = try GeneralSchedule.check(shop.solution(history), of: schedule)
        #expect(objective.levels == [history.makespan])
        #expect(history.makespan >= shop.trivialBound)
      }
    }
  }

  /// What a policy does before a downtime begins is what it does where that downtime and all later ones never come.
  @Test func nothingIsDecidedFromTheFuture() throws {
    var random = RandomSource(seed: 4)
    var compared = 0
    for _ in 0..<3 {
      let shop = randomShop(&random, jobs: 5, machines: 4)
      for policy in everyPolicy() {
        let history = try policy.history(of: shop)
        for time in Set(shop.downtimes.stretches.map(\.start)) where time < history.makespan {
          let past = InterruptedShop(
            name: shop.name, chains: shop.chains, downtimes: shop.downtimes.known(before: time))
          let other = try policy.history(of: past)
          for (start, another) in zip(history.starts, other.starts) where min(start, another) < time {
            #expect(start == another, "\(policy.name) at \(time)")
            compared += 1
          }
        }
      }
    }
    #expect(compared > 500)
  }

  @Test func operationsWithoutDurationPass() throws {
    var random = RandomSource(seed: 5)
    for _ in 0..<8 {
      let shop = randomShop(&random, jobs: 4, machines: 3, least: 0)
      for policy in everyPolicy() {
        let history = try policy.history(of: shop)
        #expect(throws: Never.self) { try HistoryChecker.check(history, of: shop) }
      }
    }
  }

  /// Without surprises, what the plan says is what happens.
  @Test func aPlanIsCarriedOutAsItIs() throws {
    var random = RandomSource(seed: 6)
    for seed in 1...10 as ClosedRange<UInt64> {
      let chains = randomShop(&random, jobs: 5, machines: 4).chains
      let shop = InterruptedShop(name: "calm", chains: chains, downtimes: .none(machineCount: 4))
      let plan = PlanPolicy(first: .looks(300), each: .looks(10), seed: seed)
      #expect(try plan.history(of: shop).makespan == shop.hindsight(.looks(300), seed: seed).makespan)
    }
  }

  @Test func aPolicyThatNeverChoosesIsStopped() throws {
    struct Idle: InterruptionPolicy {
      let name = "idle"
      mutating func choose(among jobs: [Int], for machine: Int, _ view: ShopView) -> Int? { nil }
      mutating func admits(_ job: Int, to machine: Int, _ view: ShopView) -> Bool { false }
    }
    let shop = try meetingShop([(0, 2, 4)])
    #expect(throws: InterruptionSimulation.Standstill.self) { try Idle().history(of: shop) }
  }
}
