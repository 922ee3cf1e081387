import Basics
import Testing

@testable import FlowTime

@Suite struct FlowSimulationTests {
  @Test func theMachineWaitsForArrivals() throws {
    let instance = try FlowSamples.instance([(10, [2]), (4, [1, 1])])
    let outcome = try FlowSimulation.run(instance, PolicyKind.operationSRPT.policy())
    #expect(outcome.completions == [12, 6] && outcome.flow == 4 && outcome.longestFlow == 2)
    #expect(outcome.preemptions == 0)
  }

  @Test func preemptionsAreCounted() throws {
    let instance = try FlowSamples.instance([(0, [6]), (1, [4])])
    #expect(try FlowSimulation.run(instance, PolicyKind.operationSRPT.policy()).preemptions == 1)
    #expect(try FlowSimulation.run(instance, PolicyKind.geometricChunks.policy()).preemptions == 0)
    #expect(ClairvoyantSRPT.run(instance).preemptions == 1)
  }

  @Test(arguments: PolicyKind.allCases)
  func everySchedulePassesTheChecker(_ kind: PolicyKind) throws {
    var random = RandomSource(seed: 7)
    for round in 0..<200 {
      let instance = try FlowSamples.random(
        &random, jobs: 1 + round % 9, operations: 1...4, lengths: 1...12, lastRelease: 60)
      var checker = FlowChecker(instance)
      let outcome = try FlowSimulation.run(instance, kind.policy(quantum: 1 + round % 5)) { checker.add($0) }
      #expect(try checker.finish() == outcome.completions)
      #expect(outcome.flow >= ClairvoyantSRPT.run(instance).flow)
    }
  }

  /// A policy that breaks the rules of the game.
  struct Broken: FlowPolicy {
    let turn: Turn?
    func arrive(_ job: RevealedJob) {}
    func comeBack(_ job: RevealedJob, after time: Int) {}
    func next() -> Turn? { turn }
  }

  @Test func aBrokenPolicyIsNamed() throws {
    let instance = try FlowSamples.instance([(0, [2]), (5, [2])])
    let faults: [(Turn?, String)] = [
      (nil, "idle although 1 job could run"), (Turn(job: 1), "to job number 1"), (Turn(job: -1), "to job number -1"),
      (Turn(job: 2), "to job number 2"), (Turn(job: 0, atMost: 0), "gives 0 units"),
    ]
    for (turn, words) in faults {
      let fault = #expect(throws: PolicyFault.self) { try FlowSimulation.run(instance, Broken(turn: turn)) }
      #expect(fault?.description.contains(words) == true, "\(fault?.description ?? "none")")
    }
  }

  /// Seconds, if each step copied what is finished.
  @Test func manyOperationsTakeLittleTime() throws {
    let instance = try FlowSamples.instance([(0, Array(repeating: 1, count: 200_000)), (5, [3])])
    for kind in PolicyKind.allCases {
      #expect(try FlowSimulation.run(instance, kind.policy()).completions.max() == 200_003)
    }
  }

  @Test func manyJobsTakeLittleTime() throws {
    var generator = FlowGenerator()
    generator.jobs = 3000
    generator.load = 2
    let instance = try generator.instance()
    for kind in PolicyKind.allCases {
      let outcome = try FlowSimulation.run(instance, kind.policy(quantum: 200))
      #expect(outcome.completions.max() ?? 0 >= instance.totalWork)
    }
  }
}
