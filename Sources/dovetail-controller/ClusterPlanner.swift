import Basics
import GLPKSolver
import Race
import Scheduler

/// Plans of the cluster's text, on threads of their own.
struct ClusterPlanner: Sendable {
  let timeLimit: Double
  let workers: Int

  /// - Throws: an error in words; `CancellationError`.
  func plan(for text: [UInt8]) async throws -> SchedulingPlan {
    let interruption = Interruption()
    let plan = try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<SchedulingPlan, any Error>) in
        let isStarted = PlainThread.start(stackSize: 8 << 20) {
          continuation.resume(with: Result { try blockingPlan(for: text, interruption) })
        }
        if !isStarted { continuation.resume(throwing: FallbackScheduler.Failure.noThread) }
      }
    } onCancel: {
      interruption.raise()
    }
    try Task.checkCancellation()
    return plan
  }

  private func blockingPlan(for text: [UInt8], _ interruption: Interruption) throws -> SchedulingPlan {
    var options = FallbackScheduler.Options()
    options.timeLimit = timeLimit
    options.workers = workers
    options.mipSolver = GLPKSolver()
    let snapshot = try JSONSnapshot.read(text, named: "the cluster")
    return try FallbackScheduler(options).blockingPlan(for: snapshot, interruption: interruption)
  }
}
