import Race

/// Work that takes longer than the threads of Swift's concurrency should be held.
package enum OwnThread {
  /// Runs `work` on a plain thread of its own; where the task is cancelled, `interruption` is raised.
  ///
  /// - Throws: what `work` throws; `FallbackScheduler.Failure.noThread`; `CancellationError` when the task is cancelled.
  package static func run<Result: Sendable>(
    _ interruption: Interruption = Interruption(), _ work: @escaping @Sendable () throws -> Result
  ) async throws -> Result {
    let result = try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Result, any Error>) in
        let isStarted = PlainThread.start(stackSize: 8 << 20) {
          continuation.resume(with: Swift.Result { try work() })
        }
        if !isStarted { continuation.resume(throwing: FallbackScheduler.Failure.noThread) }
      }
    } onCancel: {
      interruption.raise()
    }
    try Task.checkCancellation()
    return result
  }
}
