import Testing

@testable import Scheduler

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

@Suite("A snapshot in, a plan out")
struct FallbackSchedulerTests {
  private func scheduler(_ seconds: Double = 5) -> FallbackScheduler {
    var options = FallbackScheduler.Options()
    options.timeLimit = seconds
    return FallbackScheduler(options)
  }

  @Test("the placement that one pod at a time misses is found and proved")
  func blocked() async throws {
    let plan = try await scheduler().plan(for: SmallClusters.blocked(priorities: (1, 1, 2)))
    #expect(plan.status == .optimal)
    #expect(plan.objective == [0, 0, 1])
    #expect(plan.bound == [0, 0, 1])
    #expect(plan.priorities == [2, 1])
    #expect(plan.provedPriority == 1)
    // Either running pod may make room for the pending one.
    let ways: [[SchedulingPlan.Change]] = [
      [.init(pod: "shop/p", from: nil, to: "n2"), .init(pod: "shop/b", from: "n2", to: "n1")],
      [.init(pod: "shop/p", from: nil, to: "n1"), .init(pod: "shop/a", from: "n1", to: "n2")],
    ]
    #expect(ways.contains(plan.changes), "\(plan.changes)")
    #expect(plan.steps?.count == 3)
    #expect(plan.rejections == [])
  }

  @Test("a deadline in the past still gives the plan that changes nothing")
  func deadlinePassed() async throws {
    let plan = try await scheduler().plan(for: SmallClusters.blocked(), until: .now - .seconds(1))
    #expect(plan.changes == [] || plan.objective == [0, 1])
  }

  @Test("an interruption before the start ends at once, with a plan")
  func interrupted() throws {
    let interruption = Interruption()
    interruption.raise()
    let start = ContinuousClock.now
    // Not `await`: the time until a task goes on would count too, and other tests keep its threads busy.
    let plan = try scheduler(60).blockingPlan(for: SmallClusters.blocked(), interruption: interruption)
    #expect(ContinuousClock.now - start < .seconds(5))
    #expect(plan.objective.count == 2)
  }

  @Test("a cancelled task throws")
  func cancelled() async throws {
    let scheduler = scheduler(60)
    let task = Task {
      try await Task.sleep(for: .seconds(60))
      return try await scheduler.plan(for: SmallClusters.blocked())
    }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test("a snapshot that contradicts itself is refused in words")
  func invalid() async throws {
    var snapshot = SmallClusters.blocked()
    snapshot.nodes.append(snapshot.nodes[0])
    let error = await #expect(throws: FallbackScheduler.Failure.self) { try await scheduler().plan(for: snapshot) }
    #expect(error?.description.contains("n1") == true)
  }

  @Test("many tasks plan at one time")
  func concurrent() async throws {
    let scheduler = scheduler(5)
    try await withThrowingTaskGroup(of: [Int].self) { group in
      for _ in 0..<8 { group.addTask { try await scheduler.plan(for: SmallClusters.blocked()).objective } }
      var objectives: Set<[Int]> = []
      for try await objective in group { objectives.insert(objective) }
      #expect(objectives.count == 1)
    }
  }
}

@Suite("What a plan says")
struct SchedulingPlanTests {
  @Test("changes are placed, moved and evicted pods, the most important first")
  func changes() throws {
    let plan = try SmallClusters.plan(SmallClusters.blocked(priorities: (1, 0, 2)), [-1, 0, 1])
    #expect(
      plan.changes == [
        .init(pod: "shop/p", from: nil, to: "n2"), .init(pod: "shop/a", from: "n1", to: nil),
        .init(pod: "shop/b", from: "n2", to: "n1"),
      ])
    #expect(plan.unplaced == [])
    #expect(plan.objective == [0, 1, 0, 2])
    #expect(plan.provedPriority == nil)
  }

  @Test("the steps make room before they use it")
  func steps() throws {
    let plan = try SmallClusters.plan(SmallClusters.blocked(), [0, 0, 1])
    let steps = try #require(plan.steps)
    #expect(steps.map(\.action) == [.evict, .bind, .bind])
    #expect(steps.map(\.pod) == ["shop/b", "shop/b", "shop/p"] || steps.map(\.pod) == ["shop/b", "shop/p", "shop/b"])
    #expect(plan.stepsFailure == nil)
    #expect(plan.rejections == [])
  }

  @Test("what is left alone is told")
  func warnings() throws {
    var snapshot = SmallClusters.blocked()
    snapshot.warnings = ["something"]
    snapshot.pods[0].reasonsToStay = [.bare]
    let told = "a pod stays where it is: without a controller that would make it anew (--evict-bare-pods lets it go): "
    let plan = try SmallClusters.plan(snapshot, [1, -1])
    #expect(plan.warnings == ["something", told + snapshot.pods[0].label])
    let json = try String(decoding: JSONEncoder().encode(plan), as: UTF8.self)
    #expect(json.contains(#""warnings":["something","a pod stays"#))
  }

  @Test("what stays pending is named")
  func unplaced() throws {
    let plan = try SmallClusters.plan(SmallClusters.blocked(), [0, 1, -1])
    #expect(plan.changes == [])
    #expect(plan.unplaced == ["shop/p"])
  }
}
