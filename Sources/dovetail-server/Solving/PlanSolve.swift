import GLPKSolver
import Pods
import Race
import Scheduler

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// One plan, from the snapshot's text to the answer. Runs on the thread that calls.
struct PlanSolve: Codable, Sendable {
  var timeLimit = 1.0
  var workers = 1
  var seed: UInt64 = 1
  var softScore: PodPacking.SoftScore?
  var memoryLimit: Int?
  /// Running pods that leave their nodes in the plan that is in force.
  var leaversBefore: [PlacementFacts.Leaver] = []

  /// What steers the extender, and what is counted and logged.
  struct Outcome: Codable, Sendable {
    let facts: PlacementFacts
    /// Whether a pod that the plan before moves has been moved by now.
    let showsMove: Bool
    let nodes: Int
    let pods: Int
    let changes: Int
    let unplaced: Int
    let status: SolveStatus
    let gap: Double?
    let time: Double
    let rejections: [String]
    let failures: [String]
  }

  /// - Throws: `Fault`: 422 for text that is no snapshot.
  func run(on bytes: [UInt8], interruption: Interruption) throws -> (Outcome, json: Data) {
    var options = FallbackScheduler.Options()
    options.timeLimit = timeLimit
    options.workers = workers
    options.seed = seed
    options.softScore = softScore
    options.memoryLimit = memoryLimit
    options.mipSolver = GLPKSolver()
    let plan: SchedulingPlan
    do {
      let snapshot = try JSONSnapshot.read(bytes, named: "body")
      plan = try FallbackScheduler(options).blockingPlan(for: snapshot, interruption: interruption)
    } catch {
      throw Fault(.unprocessableContent, "snapshot", "\(error)")
    }
    let outcome = Outcome(
      facts: PlacementFacts(plan), showsMove: plan.instance.snapshot.shows(anyMoveOf: leaversBefore),
      nodes: plan.instance.nodeCount, pods: plan.instance.podCount, changes: plan.changes.count,
      unplaced: plan.unplaced.count, status: plan.status, gap: plan.gap, time: plan.time, rejections: plan.rejections,
      failures: plan.failures)
    return (outcome, try JSONAnswer.data(plan))
  }
}
