import Basics
import Testing

@testable import FlowTime

@Suite struct FlowPolicyTests {
  @Test func smoke() throws {
    var g = FlowGenerator()
    g.jobs = 50
    for l in FlowGenerator.Lengths.allCases {
      g.lengths = l
      g.operations = l == .tests ? 2 : 5
      let i = try g.instance()
      let best = ClairvoyantSRPT.run(i).flow
      for k in PolicyKind.allCases {
        var c = FlowChecker(i)
        let o = try FlowSimulation.run(i, k.policy()) { c.add($0) }
        #expect(try c.finish() == o.completions)
        print(l, k, Double(o.flow) / Double(best), o.preemptions)
        try ForesightAudit.check(i, times: 20, seed: 1) { k.policy() }
      }
    }
  }
}
