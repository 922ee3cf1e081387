import Race
import Testing

@testable import Workflows

@Suite struct StreamTests {
  /// Jobs of the classic graph and of random ones, some at once.
  private func stream(releases: [Int], seed: UInt64 = 3) -> Workflow.Instance {
    var tasks: [[Int?]] = []
    var arcs: [(Int, Int, Int)] = []
    var jobs: [Int] = []
    for job in releases.indices {
      let first = tasks.count
      tasks += WorkflowSamples.classic.tasks.map { $0.durations.map { $0.map { ($0 + job) % 22 } } }
      arcs += WorkflowSamples.classic.arcs.map { (first + $0.from, first + $0.to, $0.volume) }
      jobs += [Int](repeating: job, count: 10)
    }
    return WorkflowSamples.made(
      clusters: [2, 1, 1], transfers: .uniform(2, clusters: 3), tasks: tasks, arcs: arcs, jobs: jobs, releases: releases
    )
  }

  @Test(arguments: Workflow.PolicyName.allCases, Workflow.StreamClock.allCases)
  func whatIsPlayedIsASchedule(policy: Workflow.PolicyName, clock: Workflow.StreamClock) throws {
    var instance = stream(releases: [0, 30, 31, 31, 90, 200])
    instance.aim = .latency
    let result = try #require(Workflow.play(instance, policy, clock: clock))
    #expect(try Workflow.check(result.solution, of: instance).first == result.latencies.reduce(0, +))
    #expect(result.latencies.reduce(0, +) >= Workflow.lowerBound(of: instance))
    #expect(result.lastEnd == zip(result.latencies, instance.jobs).map { $0 + $1.release }.max())
  }

  /// What a policy does before a job comes does not depend on that job.
  @Test(arguments: Workflow.PolicyName.allCases) func noPolicyReadsTheFuture(policy: Workflow.PolicyName) throws {
    let short = try #require(Workflow.play(stream(releases: [0, 30, 31]), policy)).solution
    let long = try #require(Workflow.play(stream(releases: [0, 30, 31, 70, 75, 75]), policy)).solution
    for task in short.starts.indices where min(short.starts[task], long.starts[task]) < 70 {
      #expect(short.starts[task] == long.starts[task])
      #expect(short.elements[task] == long.elements[task])
    }
  }

  @Test func noiseIsTheSameForAllAndSeeded() throws {
    let instance = stream(releases: [0, 30, 60])
    let first = try #require(Workflow.play(instance, .plan, noise: 0.3, seed: 7))
    let again = try #require(Workflow.play(instance, .plan, noise: 0.3, seed: 7))
    #expect(first.latencies == again.latencies)
    #expect(try #require(Workflow.play(instance, .plan, noise: 0.3, seed: 8)).latencies != first.latencies)
  }

  /// With ticks, what takes less than two units is known one unit later, and two units without a sample inside too.
  @Test func whenEndsAreKnown() {
    let ticks = Workflow.StreamClock.ticks
    #expect(ticks.known(start: 4, duration: 0) == 5)
    #expect(ticks.known(start: 4, duration: 1) == 6)
    #expect(ticks.known(start: 4, duration: 2) == 6)
    #expect(ticks.known(start: 9, duration: 2) == 12)
    #expect(ticks.known(start: 9, duration: 3) == 12)
    #expect(Workflow.StreamClock.exact.known(start: 9, duration: 0) == 9)
    #expect(ticks.known(arrival: 8, before: (8, 8)) == 9)
    #expect(ticks.known(arrival: 9, before: (8, 9)) == 10)
    #expect(ticks.known(arrival: 9, before: (8, 8)) == 9)
  }

  /// By hand: a of no time, then b and c of 4 and 6 on one of two equal elements; with ticks all begins a unit later.
  @Test func rulesByHand() throws {
    let instance = WorkflowSamples.made(
      clusters: [2], transfers: .none(clusters: 1), tasks: [[0], [4], [6]], arcs: [(0, 1, 0), (0, 2, 0)])
    for policy in [Workflow.PolicyName.etf, .eft, .met, .heft, .plan] {
      #expect(Workflow.play(instance, policy)?.lastEnd == 6, "\(policy)")
      #expect(Workflow.play(instance, policy, clock: .ticks)?.lastEnd == 7, "\(policy)")
    }
    // Both on the first of the elements.
    #expect(Workflow.play(instance, .stf)?.lastEnd == 10)
  }

  @Test func percentiles() throws {
    let result = try #require(Workflow.play(stream(releases: [0, 500, 1000, 1500]), .etf))
    #expect(result.latency(ofShare: 1) == result.latencies.max())
    #expect(result.latency(ofShare: 0.25) == result.latencies.min())
  }

  @Test func arrivals() throws {
    let names = ["a", "b"]
    let list = try Workflow.Arrivals(.init(name: "f", text: "job,arrival\nb,3\na,9\n"), names: names).list
    #expect(list.map(\.job) == [1, 0])
    #expect(list.map(\.time) == [3, 9])
    #expect(throws: (any Error).self) {
      try Workflow.Arrivals(.init(name: "f", text: "job,arrival\nc,3\n"), names: names)
    }
    let drawn = Workflow.Arrivals(count: 2_000, gap: 50, shares: [1, 3], seed: 1).list
    #expect((Double(drawn[1999].time) / 1999 - 49.5).magnitude < 4)
    #expect((Double(drawn.count { $0.job == 1 }) / 2000 - 0.75).magnitude < 0.05)
  }

  @Test func logarithms() {
    #expect((ExponentialDraw.logarithm(0.5) + 0.693147180559945).magnitude < 1e-14)
    #expect((ExponentialDraw.logarithm(1e-3) + 6.907755278982137).magnitude < 1e-13)
    #expect(ExponentialDraw.logarithm(1) == 0)
  }
}
