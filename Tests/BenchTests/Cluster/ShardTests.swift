import Foundation
import Testing

@testable import Bench

@Suite struct ShardTests {
  @Test func partsDealOutEveryTaskOnce() throws {
    let parts = try (1...3).map { try ShardPart(number: $0, of: 3) }
    for task in Int64(1)...20 { #expect(parts.filter { $0.contains(task) }.count == 1) }
    #expect(try ShardPart("2/8") == ShardPart(number: 2, of: 8))
    for text in ["", "0/3", "4/3", "1", "a/b", "1/2/3"] { #expect(throws: BenchError.self) { try ShardPart(text) } }
  }

  private func plan(_ fake: FakeSolver) throws -> CampaignStore {
    let paths = (0..<5).map { fake.instance("i\($0)", "solution 0.01 7; summary optimal \($0) \($0)") }
    let store = try CampaignStore(fake.scratch["campaign.db"], .writing)
    try store.extend(
      CampaignPlan(
        instances: try paths.map { try InstanceFile(at: $0) }, variants: [try Variant("native"), try Variant("glpk")]))
    return store
  }

  @Test func mergedShardsAreTheCampaign() throws {
    let fake = FakeSolver(Scratch())
    let store = try plan(fake)
    let reference = Reference(lower: Score(1), upper: nil, source: "t")
    try store.write { try CampaignStore.keep(reference, of: 1, in: $0) }
    var files: [String] = []
    for number in 1...3 {
      let file = fake.scratch["shard\(number).db"]
      let shard = try CampaignStore(file, .alone)
      try shard.adopt(ShardPart(number: number, of: 3), of: store)
      if number == 1 { #expect(try shard.campaign().references[0] == reference) }
      try fake.sweep(shard).run(shard.pendingTasks())
      files.append(file)
    }
    #expect(fake.began.count == 10)
    let taken = try files.map { try store.merge($0).taken }
    #expect(taken == [4, 3, 3])
    let campaign = try store.campaign()
    #expect(campaign.pending == 0 && campaign.runs.count == 10)
    #expect(campaign.runs.allSatisfy { $0.record.objective == Score(Double($0.instance)) && $0.machine != nil })
    #expect(campaign.runs.allSatisfy { $0.record.history.count == 1 })
    #expect(try store.merge(files[0]) == .init(taken: 0, known: 4, foreign: 0))
  }

  @Test func othersRunsAreNotTaken() throws {
    let fake = FakeSolver(Scratch())
    let store = try plan(fake)
    let other = try CampaignStore(fake.scratch["other.db"], .writing)
    let path = fake.instance("i0", "summary optimal 99 99")
    try other.extend(CampaignPlan(instances: [try InstanceFile(at: path)], variants: [try Variant("native")]))
    try fake.sweep(other).run(other.pendingTasks())
    // The same name with other bytes.
    #expect(try store.merge(other.path) == .init(taken: 0, known: 0, foreign: 1))
  }

  @Test func aShardThatIsBeingWrittenIsLeftAlone() throws {
    let fake = FakeSolver(Scratch())
    let store = try plan(fake)
    let shard = try CampaignStore(fake.scratch["shard.db"], .writing)
    try shard.adopt(ShardPart(number: 1, of: 1), of: store)
    let lock = try CampaignLock(shard.path)
    #expect(throws: BenchError.self) { try store.merge(shard.path) }
    withExtendedLifetime(lock) {}
  }

  @Test func aCopiedPlanHasTheSameTasks() throws {
    let fake = FakeSolver(Scratch())
    let store = try plan(fake)
    try store.copyPlan(to: fake.scratch["plan.db"])
    let copy = try CampaignStore(fake.scratch["plan.db"], .reading)
    #expect(try copy.tasks() == store.tasks() && copy.settings() == store.settings())
  }
}
