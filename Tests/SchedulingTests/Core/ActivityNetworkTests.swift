import Basics
import Race
import Solving
import Testing

@testable import Scheduling

/// What a job shop and a project are as networks.
@Suite struct ActivityNetworkTests {
  private func demands(_ network: ActivityNetwork) -> [[[Int]]] {
    network.activities.map { activity in activity.modes[0].demands.map { [$0.resource, $0.amount] } }
  }

  private func links(_ network: ActivityNetwork) -> [[Int]] {
    network.precedences.map { [$0.before, $0.after, $0.lag] }
  }

  /// A job of two operations, one of none, one of one that takes no time.
  @Test func aJobShopIsChainsOnMachines() {
    let shop = JobShopSamples.instance(machines: 2, [[(1, 3), (0, 2)], [], [(1, 0)]])
    let network = JobShop.network(of: shop)
    #expect(network.isShop)
    #expect(network.activities.map(\.leastDuration) == [3, 2, 0])
    #expect(demands(network) == [[[1, 1]], [[0, 1]], [[1, 1]]])
    #expect(links(network) == [[0, 1, 0]])
    #expect(network.resources.map(\.capacity) == [1, 1])
    #expect(network.shape.related == [[1], [0], []] && network.shape.movableCount == 2)
    let solution = JobShop.Solution(makespan: 5, starts: [[0, 3], [], [1]])
    let schedule = JobShop.schedule(of: solution, shop)
    #expect(schedule == Schedule(starts: [0, 3, 1], modes: [0, 0, 0]))
    #expect(JobShop.solution(from: schedule, shop) == solution)
  }

  /// Numbers are not in topological order, and the last activity takes no time.
  @Test func aProjectIsActivitiesOnRenewables() throws {
    let project = try ResourceProject.Instance(
      name: "four", durations: [2, 3, 1, 0], demands: [[1, 0], [2, 4], [0, 0], [2, 1]],
      successors: [[3], [0, 2], [3], []], capacities: [2, 5])
    let network = ResourceProject.network(of: project)
    #expect(!network.isShop)
    #expect(demands(network) == [[[0, 1]], [[0, 2], [1, 4]], [], []])
    #expect(links(network) == [[1, 0, 0], [1, 2, 0], [0, 3, 0], [2, 3, 0]])
    #expect(network.resources.map(\.capacity) == [2, 5] && !network.resources.contains(where: \.isMachine))
    #expect(network.shape.related == [[1, 3], [0, 2], [1, 3], [0, 2]])
    let schedule = Schedule(starts: [3, 0, 3, 5])
    #expect(network.makespan(of: schedule) == 5)
    #expect(ResourceProject.solution(from: schedule, project) == ResourceProject.Solution(starts: [3, 0, 3, 5]))
  }

  /// Whatever the checker passes has the network's makespan, and the other way round.
  @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
  func checkerAndNetworkAgreeOnMakespans(seed: UInt64) throws {
    var random = RandomSource(seed: seed)
    let shop = JobShopSamples.random(jobs: 4, machines: 3, isGeneral: true, seed: seed)
    var builder = JobShop.GifflerThompson(shop)
    for rule in JobShop.DispatchingRule.allCases {
      builder.build(by: rule, &random)
      let schedule = JobShop.schedule(of: builder.solution(), shop)
      #expect(NetworkSamples.isSchedule(schedule.starts, JobShop.network(of: shop)))
      #expect(JobShop.network(of: shop).makespan(of: schedule) == builder.makespan)
    }
    let project = ProjectOracle.randomInstance(count: 8, &random)
    let solution = ResourceProject.PriorityRuleStrategy(instance: project, scheme: .serial, rule: .lft).schedule()
    let network = ResourceProject.network(of: project)
    #expect(NetworkSamples.isSchedule(solution.starts, network))
    #expect(
      try ResourceProject.check(solution, of: project).first
        == network.makespan(of: ResourceProject.schedule(of: solution, project)))
  }

  /// Only where all is sequences is a network a shop.
  @Test func anActivityOnNoMachineMakesNoShop() {
    let machine = Resource(name: "m", kind: .machine)
    let busy = Activity(name: "a", modes: [Mode(duration: 1, demands: [Demand(resource: 0, amount: 1)])])
    let idle = Activity(name: "b", modes: [Mode(duration: 1, demands: [])])
    let crew = Resource(name: "c", kind: .renewable(capacity: 1))
    func isShop(_ activities: [Activity], _ resources: [Resource]) -> Bool {
      ActivityNetwork(name: "", activities: activities, resources: resources, precedences: []).isShop
    }
    #expect(isShop([busy, busy], [machine]))
    #expect(isShop([], [machine]))
    #expect(!isShop([busy, idle], [machine]))
    #expect(!isShop([busy], [crew]))
    #expect(!isShop([], []))
  }
}
