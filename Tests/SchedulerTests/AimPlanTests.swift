import Pods
import Testing

@testable import Scheduler

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

@Suite("Plans for an aim, from a snapshot in memory")
struct AimPlanTests {
  private func scheduler() -> FallbackScheduler {
    var options = FallbackScheduler.Options()
    options.timeLimit = 10
    return FallbackScheduler(options)
  }

  /// Two nodes of 1000 m with 300 m each, and one that is empty.
  private func cluster() -> ClusterSnapshot {
    var snapshot = ClusterSnapshot(name: "half empty")
    snapshot.nodes = ["n1", "n2", "n3"].map { .init(name: $0, allocatable: ["cpu": 1000]) }
    snapshot.pods = [SmallClusters.pod("a", 300, on: "n1"), SmallClusters.pod("b", 300, on: "n2")]
    return snapshot
  }

  @Test("a drain empties the node and says so")
  func drain() async throws {
    let plan = try await scheduler().plan(for: cluster(), aim: .drain(nodes: ["n1"]))
    #expect(plan.status == .optimal)
    #expect(plan.objective == [0, 0, 1])
    #expect(plan.changes.map(\.pod) == ["shop/a"])
    #expect(plan.changes.first?.to != "n1")
    #expect(plan.steps?.map(\.action) == [.evict, .bind])
    #expect(plan.steps?.first?.uid == "uid-a")
    #expect(plan.outcome?.leaving == 1)
    #expect(plan.outcome?.staying == [])
    #expect(plan.rejections == [])
  }

  @Test("two nodes become one, and the others are named as free")
  func consolidate() async throws {
    let plan = try await scheduler().plan(for: cluster(), aim: .consolidate)
    #expect(plan.status == .optimal)
    #expect(plan.objective == [0, 1, 1])
    #expect(plan.outcome?.nodesInUse == .init(now: 2, then: 1))
    #expect(plan.outcome?.freedNodes.count == 1)
    #expect(plan.outcome?.freeNodes.count == 2)
  }

  @Test("a rebalance without a limit moves ten pods at most")
  func usualLimit() async throws {
    var snapshot = ClusterSnapshot(name: "crowded")
    snapshot.nodes = ["n1", "n2"].map { .init(name: $0, allocatable: ["cpu": 4000]) }
    snapshot.pods = (0..<40).map { SmallClusters.pod("p\($0)", 100, on: "n1") }
    // All on n1 are 1000 thousandths; ten moves leave 750, and no more are allowed.
    let plan = try await scheduler().plan(for: snapshot, aim: .rebalance(.spread))
    #expect(plan.objective == [0, 750, 10])
    #expect(plan.outcome?.score == .init(now: 1000, then: 750))
    #expect(plan.instance.snapshot.evictionLimits.perPlan == 10)
    // With a limit of its own, that one counts: half of them may go.
    snapshot.evictionLimits.perPlan = 20
    let other = try await scheduler().plan(for: snapshot, aim: .rebalance(.spread))
    #expect(other.objective == [0, 500, 20])
  }

  @Test("pods that wait keep their chance: a node that one needs is not filled")
  func pendingFirst() async throws {
    var snapshot = cluster()
    snapshot.nodes.removeLast()
    // It fits one of the two nodes only once both pods are on the other: 300 + 300 + 700 does not fit one.
    snapshot.pods.append(SmallClusters.pod("p", 800))
    let plan = try await scheduler().plan(for: snapshot, aim: .rebalance(.binPack))
    #expect(plan.objective == [0, 2, 1])
    #expect(plan.unplaced == [])
  }

  @Test("a node that is not there is refused by name")
  func unknown() async throws {
    let error = await #expect(throws: FallbackScheduler.Failure.self) {
      try await scheduler().plan(for: cluster(), aim: .drain(nodes: ["n7"]))
    }
    #expect(error?.description.contains("n7") == true)
  }

  @Test("the coded plan has the outcome, and others have none")
  func coding() async throws {
    let plan = try await scheduler().plan(for: cluster(), aim: .consolidate)
    #expect(String(decoding: try JSONEncoder().encode(plan), as: UTF8.self).contains("\"outcome\":{"))
    let usual = try await scheduler().plan(for: cluster())
    #expect(!String(decoding: try JSONEncoder().encode(usual), as: UTF8.self).contains("outcome"))
  }
}
