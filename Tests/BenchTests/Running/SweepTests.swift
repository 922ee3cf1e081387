import Foundation
import Testing

@testable import Bench

@Suite struct SweepTests {
  @Test func aRunIsKeptWithAllThatTheLogSays() throws {
    let fake = FakeSolver(Scratch())
    let path = fake.instance("a", "solution 0.01 12; solution 0.015 10; summary optimal 10 10")
    let campaign = try fake.run([path])
    let run = try #require(campaign.runs.first?.record)
    #expect(run.status == .optimal && run.objective == Score(10) && run.bound == Score(10))
    #expect(run.history.map(\.objective) == [Score(12), Score(10)])
    #expect(run.solverTime == 0.02 && run.firstSolutionTime == 0.01 && run.version == "9.9")
    #expect(run.measurement.exit == 0 && (run.measurement.memory ?? 0) > 100_000)
    #expect(campaign.runs[0].machine == Machine.current.name)
    #expect(
      fake.began == [
        "solve \(path) --log json --engine native --workers 1 --seed 1 --output "
          + "\(fake.scratch["campaign.db"]).scratch/0/solution"
      ])
  }

  @Test func whateverASolverDoesIsAResult() throws {
    let fake = FakeSolver(Scratch())
    let campaign = try fake.run(
      [
        fake.instance("1-crash", "solution 0.01 7; kill -SEGV $$"),
        fake.instance("2-exit", "echo 'no such file' >&2; exit 65"),
        fake.instance("3-silent", "exit 0"),
        fake.instance("4-late", "solution 0.01 5; sleep 5"),
        fake.instance("5-large", "dd if=/dev/zero of=/dev/null bs=64M count=100000 2> /dev/null"),
        fake.instance("6-infeasible", "summary infeasible null null; exit 1"),
        fake.instance("7-unknown", "summary unknown null 3; exit 3"),
        fake.instance("8-torn", "solution 0.01 4; printf '{\"event\":\"sol'; kill -KILL $$"),
        fake.instance("9-failed", "summary optimal 4 4; exit 70"),
      ], settings: CampaignSettings(timeLimit: 0.2, grace: 0.2, memoryLimit: 30))
    let status = campaign.runs.map(\.record.status)
    #expect(status == [.crash, .error, .error, .timeout, .memory, .infeasible, .unknown, .crash, .error])
    let records = campaign.runs.map(\.record)
    #expect(records[0].objective == Score(7) && records[0].measurement.signal == SIGSEGV)
    #expect(records[1].detail == "exit code 65: no such file")
    #expect(records[3].objective == Score(5) && records[3].measurement.killed == .time)
    #expect((0.35...2).contains(records[3].measurement.wall))
    #expect(records[6].bound == Score(3))
    #expect(records[7].objective == Score(4))
  }

  @Test func whatARunHasStartedEndsWithIt() throws {
    let fake = FakeSolver(Scratch())
    _ = try fake.run(
      [fake.instance("a", "sleep 77 & echo $! > '\(fake.scratch["child"])'; summary optimal 1 1")])
    let child = try #require(Int32(fake.scratch.read("child").trimmingCharacters(in: .whitespacesAndNewlines)))
    // It is killed at once, and gone when its new parent has taken note.
    for _ in 0..<100 where kill(child, 0) == 0 && !isZombie(child) { usleep(10_000) }
    #expect(kill(child, 0) != 0 || isZombie(child))
  }

  @Test func aFinishedCampaignMakesNoFurtherRuns() throws {
    let fake = FakeSolver(Scratch())
    let path = fake.instance("a", "summary optimal 10 10")
    _ = try fake.run([path])
    let again = try fake.run([path])
    #expect(again.runs.count == 1 && again.pending == 0 && fake.began.count == 1)
  }

  @Test func aChangedInstanceStopsTheSweep() throws {
    let fake = FakeSolver(Scratch())
    let path = fake.instance("a", "summary optimal 10 10")
    let store = try CampaignStore(fake.scratch["campaign.db"], .writing)
    try store.extend(CampaignPlan(instances: [try InstanceFile(at: path)], variants: [try Variant("native")]))
    _ = fake.instance("a", "summary optimal 11 11")
    #expect(throws: BenchError(.data, "\(path): changed since the campaign was planned")) {
      try fake.sweep(store).run(try store.pendingTasks())
    }
  }

  @Test func manyJobsMakeEveryRunOnce() throws {
    let fake = FakeSolver(Scratch())
    let paths = (0..<12).map { fake.instance("i\($0)", "sleep 0.01; summary optimal \($0) \($0)") }
    let store = try CampaignStore(fake.scratch["campaign.db"], .writing)
    try store.extend(
      CampaignPlan(
        instances: try paths.map { try InstanceFile(at: $0) }, variants: [try Variant("native"), try Variant("glpk")]))
    try fake.sweep(store, jobs: 4).run(try store.pendingTasks())
    let campaign = try store.campaign()
    #expect(campaign.runs.count == 24 && fake.began.count == 24 && Set(fake.began).count == 24)
    #expect(campaign.runs.allSatisfy { $0.record.objective == Score(Double($0.instance)) })
  }

  @Test func pinnedJobsHaveCoresOfTheirOwn() throws {
    let slots = try CoreSlots(jobs: 2, width: 2, isPinned: true, available: [0, 2, 3, 5, 7])
    #expect(slots.cores == [[0, 2], [3, 5]])
    #expect(throws: BenchError.self) { try CoreSlots(jobs: 3, width: 2, isPinned: true, available: [0, 2, 3, 5, 7]) }
    #expect(CoreSlots.cores(in: "\t0-2,5\n") == [0, 1, 2, 5])
    let fake = FakeSolver(Scratch())
    let core = try #require(CoreSlots.allowed.last)
    let path = fake.instance("a", "grep Cpus_allowed_list /proc/$$/status >&2; exit 64")
    let store = try CampaignStore(fake.scratch["campaign.db"], .writing)
    try store.extend(CampaignPlan(instances: [try InstanceFile(at: path)], variants: [try Variant("native")]))
    try Sweep(
      store, solver: try Solver(fake.program, measure: Programs.measure),
      slots: try CoreSlots(jobs: 1, width: 1, isPinned: true, available: [core])
    ).run(try store.pendingTasks())
    #expect(try store.campaign().runs[0].record.detail == "exit code 64: Cpus_allowed_list:\t\(core)")
  }

  private func isZombie(_ process: Int32) -> Bool {
    (try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8))?.contains(") Z ") ?? true
  }
}
