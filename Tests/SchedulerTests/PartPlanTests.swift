import Pods
import Testing

@testable import Scheduler

@Suite("Plans of a part of a large cluster")
struct PartPlanTests {
  /// A thousand nodes of four cores, with three pods of one core each.
  private func cluster(waiting: Int) -> ClusterSnapshot {
    var snapshot = ClusterSnapshot(name: "x")
    for number in 0..<1000 {
      snapshot.nodes.append(.init(name: "n\(number)", allocatable: ["cpu": 4000, "pods": 10]))
      for index in 0..<3 {
        snapshot.pods.append(
          .init(namespace: "d", name: "p\(number)-\(index)", requests: ["cpu": 1000], nodeName: "n\(number)"))
      }
    }
    for number in 0..<waiting {
      snapshot.pods.append(.init(namespace: "d", name: "w\(number)", requests: ["cpu": 2000]))
    }
    return snapshot
  }

  @Test("its steps are a plan of the whole, and what is claimed holds there")
  func steps() throws {
    var options = FallbackScheduler.Options()
    options.timeLimit = 5
    let whole = cluster(waiting: 3)
    let plan = try #require(try FallbackScheduler(options).blockingPartPlan(for: whole))
    #expect(plan.unplaced.isEmpty)
    #expect(plan.status == .feasible)
    #expect(plan.bound == [0, 0])
    #expect(plan.objective == [0, 3])
    let instance = try whole.compiled()
    let steps = try #require(plan.steps)
    var target = instance.currentNode
    for step in steps {
      let pod = try #require(instance.podNames.firstIndex(of: step.pod))
      let node = try #require(instance.nodeNames.firstIndex(of: step.node))
      target[pod] = step.action == .bind ? Int32(node) : -1
    }
    try PodPacking.simulate(PodPacking.Plan(steps: steps), of: instance, target: target)
    #expect(plan.warnings.contains { $0.hasPrefix("the plan looks at ") })
  }

  @Test("nothing to do is nothing to look at")
  func nothing() throws {
    #expect(try FallbackScheduler().blockingPartPlan(for: cluster(waiting: 0)) == nil)
  }
}
