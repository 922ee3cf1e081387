import Pods
import Scheduler
import Testing

@testable import dovetail_controller

@Suite("What a plan means for a pod that waits")
struct VerdictTests {
  @Test("of two pods of which one fits, nothing is proved of either alone; what is short after the plan is told")
  func oneOfTwo() async throws {
    let snapshot = ClusterSnapshot(
      name: "x", nodes: [.init(name: "n", allocatable: ["cpu": 3000, "pods": 10])],
      pods: ["a", "b"].map { .init(namespace: "d", name: $0, requests: ["cpu": 2000]) })
    let plan = try await FallbackScheduler().plan(for: snapshot)
    let left = try #require(plan.unplaced.first)
    #expect(plan.unplaced.count == 1)
    let verdict = Verdict(on: left, in: plan, notCarriedOut: nil)
    #expect(verdict.reason == .noPlacement)
    #expect(
      verdict.message.hasPrefix(
        "stays pending, and no plan within the limits places more of its priority or above, which is proved: "
          + "short of 1 cpu on every node that it may use; "))
    let placed = left == "d/a" ? "d/b" : "d/a"
    #expect(Verdict(on: placed, in: plan, notCarriedOut: nil).message == "fits on n as it is")
  }
}
