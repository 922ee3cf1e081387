import Foundation
import Testing

@testable import Bench

@Suite struct PeerImportTests {
  /// - Parameter scratch: to be kept while the store is open.
  private func store(_ scratch: Scratch) throws -> CampaignStore {
    let store = try CampaignStore(scratch["c.db"], .writing)
    try store.extend(
      CampaignPlan(
        instances: [try InstanceFile(at: scratch.write("x", to: "set/ft10.txt"))], variants: [try Variant("native")],
        settings: CampaignSettings(timeLimit: 60, problem: "jobshop")))
    return store
  }

  private let line = """
    {"solver": "cpsat", "problem": "jobshop", "instance": "ft10.txt", "time_limit_s": 60.0, "asked_workers": 2, \
    "options": "", "tag": null, "status": "feasible", "objective": 940, "bound": 900, "wall_s": 60.1, \
    "time_to_best_s": 12.5, "first_solution_s": 0.5, "first_objective": 1100, "workers": 2, "version": "9.15"}
    """

  @Test func aLineBecomesARunWithAHistory() throws {
    let scratch = Scratch()
    let store = try store(scratch)
    let other = line.replacingOccurrences(of: "ft10", with: "ft20")
    let vmr = line.replacingOccurrences(of: "jobshop", with: "vmr")
    let short = line.replacingOccurrences(of: "60.0", with: "10.0")
    let result = try PeerImport(store).take(
      [line, other, vmr, short, ""].joined(separator: "\n"), name: "f", addsInstances: false)
    #expect(result == .init(taken: 1, unmatched: ["ft20.txt"], passedOver: 2))
    let campaign = try store.campaign()
    #expect(campaign.variants.map(\.name) == ["native", "cpsat:workers=2"] && campaign.pending == 1)
    let run = try #require(campaign.runs.first?.record)
    #expect(run.status == .feasible && run.objective == Score(940) && run.time == 60.1 && run.version == "9.15")
    #expect(run.history.map(\.time) == [0.5, 12.5, 60.1] && run.history[0].objective == Score(1100))
  }

  @Test func theLastLineOfARunStands() throws {
    let scratch = Scratch()
    let store = try store(scratch)
    let better = line.replacingOccurrences(of: "940", with: "930")
    for text in [line, better, better] {
      _ = try PeerImport(store).take(text, name: "f", addsInstances: false)
    }
    #expect(try store.campaign().runs.map(\.record.objective) == [Score(930)])
  }

  @Test func failuresAndCapacities() throws {
    let scratch = Scratch()
    let store = try store(scratch)
    let failed = """
      {"solver":"scip","problem":"jobshop","instance":"ft10","status":"unknown","error":"killed: ran past the limit"}
      {"solver":"glpk","problem":"jobshop","instance":"ft10","status":"unknown","error":"unsupported here"}
      {"solver":"cpsat","problem":"jobshop","instance":"ft10","status":"feasible","objective":[1,2],"capacity":7}
      """
    #expect(try PeerImport(store).take(failed, name: "f", addsInstances: false).taken == 2)
    let campaign = try store.campaign()
    #expect(campaign.runs.map(\.record.status) == [.timeout, .optimal])
    #expect(campaign.variants[2].changesQuestion && campaign.runs[1].record.objective == nil)
  }

  @Test func instancesMayBeAdded() throws {
    let scratch = Scratch()
    let store = try CampaignStore(scratch["new.db"], .writing)
    #expect(try PeerImport(store).take(line, name: "f", addsInstances: true).taken == 1)
    let campaign = try store.campaign()
    #expect(campaign.instances[0].name == "ft10" && campaign.settings.timeLimit == 60)
  }

  @Test func aMalformedLineIsTold() throws {
    let scratch = Scratch()
    let store = try store(scratch)
    #expect(throws: BenchError(.data, "f:2: expected an object with solver, problem, instance and status")) {
      try PeerImport(store).take(line + "\n{\"solver\": 1}", name: "f", addsInstances: false)
    }
  }
}
