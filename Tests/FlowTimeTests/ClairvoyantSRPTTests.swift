import Basics
import Testing

@testable import FlowTime

@Suite struct ClairvoyantSRPTTests {
  /// The least total flow time of all schedules in units of time, idling included.
  struct Exhaustive {
    struct State: Hashable {
      let time: Int
      let left: [Int]
    }

    let instance: FlowInstance
    let end: Int
    var known: [State: Int] = [:]

    init(_ instance: FlowInstance) {
      self.instance = instance
      end = instance.totalWork + instance.jobs.reduce(0) { max($0, $1.release) }
    }

    static func flow(_ instance: FlowInstance) -> Int {
      var search = Exhaustive(instance)
      let completions = search.least(State(time: 0, left: instance.jobs.map(\.work)))
      return completions - instance.jobs.reduce(0) { $0 + $1.release }
    }

    /// Sum of completions of the jobs that are left.
    mutating func least(_ state: State) -> Int {
      if state.left.allSatisfy({ $0 == 0 }) { return 0 }
      if state.time >= end { return 1_000_000 }
      if let value = known[state] { return value }
      var best = least(State(time: state.time + 1, left: state.left))
      for job in state.left.indices where state.left[job] > 0 && instance.jobs[job].release <= state.time {
        var left = state.left
        left[job] -= 1
        let done = left[job] == 0 ? state.time + 1 : 0
        best = min(best, done + least(State(time: state.time + 1, left: left)))
      }
      known[state] = best
      return best
    }
  }

  @Test func itsValueIsTheLeastOfAllSchedules() throws {
    var random = RandomSource(seed: 3)
    for round in 0..<60 {
      let instance = try FlowSamples.random(
        &random, jobs: 1 + round % 4, operations: 1...2, lengths: 1...2, lastRelease: 6)
      var checker = FlowChecker(instance)
      let outcome = ClairvoyantSRPT.run(instance) { checker.add($0) }
      #expect(try checker.finish() == outcome.completions)
      #expect(outcome.flow == Exhaustive.flow(instance), "round \(round)")
    }
  }

  @Test func aScheduleByHand() throws {
    // At 2 six are left of job 0 against five; at 3 a job of one unit comes in between.
    var segments: [[Int]] = []
    let outcome = ClairvoyantSRPT.run(try FlowSamples.instance([(0, [3, 1, 4]), (2, [5]), (3, [1])])) {
      segments.append([$0.job, $0.start, $0.end])
    }
    #expect(segments == [[0, 0, 2], [1, 2, 3], [2, 3, 4], [1, 4, 8], [0, 8, 14]])
    #expect(outcome.flow == 14 + 6 + 1 && outcome.preemptions == 2)
  }

  /// With one operation a job, its length is known when it arrives.
  @Test func operationSRPTIsOptimalForOneOperation() throws {
    var random = RandomSource(seed: 11)
    for _ in 0..<300 {
      let instance = try FlowSamples.random(&random, jobs: 12, operations: 1...1, lengths: 1...30, lastRelease: 150)
      let outcome = try FlowSimulation.run(instance, PolicyKind.operationSRPT.policy())
      #expect(outcome.flow == ClairvoyantSRPT.run(instance).flow)
    }
  }

  /// The published theorem: with a test of the same length before each job, operation-srpt is 2-competitive.
  @Test func operationSRPTIsWithinTwiceTheOptimumBehindEqualTests() throws {
    var generator = FlowGenerator()
    (generator.lengths, generator.operations) = (.tests, 2)
    for seed in 1...60 {
      generator.seed = UInt64(seed)
      generator.jobs = [2, 10, 100, 300][seed % 4]
      generator.load = [0.5, 0.9, 1, 3][seed % 3]
      try expectWithinTwice(generator.instance())
    }
    // Short tests and long ones beside what is tested, and many jobs at once.
    var random = RandomSource(seed: 5)
    for round in 0..<400 {
      let test = 1 + round % 20
      let jobs = (0..<(2 + round % 12)).map { _ in (random.below(30), [test, 1 + random.below(20)]) }
      try expectWithinTwice(FlowSamples.instance(jobs))
    }
  }

  func expectWithinTwice(_ instance: FlowInstance) throws {
    let outcome = try FlowSimulation.run(instance, PolicyKind.operationSRPT.policy())
    #expect(outcome.flow <= 2 * ClairvoyantSRPT.run(instance).flow, "\(instance)")
  }
}
