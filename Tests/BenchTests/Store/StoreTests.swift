import Foundation
import GRDB
import Testing

@testable import Bench

@Suite struct StoreTests {
  @Test func aRunComesBackAsItWasKept() throws {
    let scratch = Scratch()
    let store = try CampaignStore(scratch["c.db"], .writing)
    try store.extend(plan(scratch))
    var run = RunRecord(
      status: .timeout,
      measurement: Measurement(wall: 1.5, user: 1.25, system: 0.5, memory: 4096, exit: nil, signal: 9, killed: .time),
      began: 1.75e9)
    run.objective = Score(levels: [3, 0.5])
    run.bound = Score(levels: [2, 1])
    run.detail = "late"
    run.solution = "{}"
    run.history = [HistoryPoint(time: 0.5, objective: Score(levels: [3, 0.5]), bound: nil, source: "tabu search")]
    #expect(try store.record(run, of: 1, on: .current))
    // The first result of a task stands.
    #expect(try !store.record(RunRecord(status: .crash, measurement: run.measurement, began: 0), of: 1, on: nil))
    let campaign = try CampaignStore(scratch["c.db"], .reading).campaign()
    let back = try #require(campaign.runs.first?.record)
    #expect(back.status == .timeout && back.objective == run.objective && back.bound == run.bound)
    #expect(back.measurement == run.measurement && back.history == run.history && back.detail == "late")
    #expect(try store.solution(of: 1) == "{}" && campaign.pending == 3)
  }

  @Test func aCampaignGrowsAndItsSettingsStay() throws {
    let scratch = Scratch()
    let store = try CampaignStore(scratch["c.db"], .writing)
    var plan = try plan(scratch)
    try store.extend(plan)
    try store.extend(plan)
    #expect(try store.tasks().count == 4)
    plan.variants.append(try Variant("native:seed=5"))
    try store.extend(plan)
    // Its own seed: once an instance.
    #expect(try store.tasks().count == 5 && store.tasks().last?.seed == 5)
    plan.settings.timeLimit = 9
    #expect(throws: BenchError.self) { try store.extend(plan) }
    plan.settings = CampaignSettings()
    plan.variants = [try Variant("native=glpk")]
    #expect(throws: BenchError.self) { try store.extend(plan) }
  }

  @Test func everyCommitIsSynced() throws {
    let scratch = Scratch()
    let store = try CampaignStore(scratch["c.db"], .writing)
    let (journal, synchronous) = try store.read {
      (try String.fetchOne($0, sql: "PRAGMA journal_mode"), try Int.fetchOne($0, sql: "PRAGMA synchronous"))
    }
    #expect(journal == "wal" && synchronous == 2)
  }

  @Test func otherFilesAreRefused() throws {
    let scratch = Scratch()
    #expect(throws: BenchError(.noInput, "\(scratch["none.db"]): no such campaign")) {
      try CampaignStore(scratch["none.db"], .reading)
    }
    let text = scratch.write(String(repeating: "no database, ", count: 100), to: "text.db")
    #expect(throws: BenchError(.data, "\(text): not a database of a campaign")) { try CampaignStore(text, .writing) }
    try DatabaseQueue(path: scratch["other.db"]).write { try $0.execute(sql: "CREATE TABLE t (x)") }
    #expect(throws: BenchError.self) { try CampaignStore(scratch["other.db"], .writing) }
  }

  private func plan(_ scratch: Scratch) throws -> CampaignPlan {
    CampaignPlan(
      instances: [try InstanceFile(at: scratch.write("a", to: "a.txt"))], variants: [try Variant("native")],
      seeds: [1, 2, 3, 4])
  }
}
