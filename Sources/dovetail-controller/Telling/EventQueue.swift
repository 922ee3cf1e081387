/// Events that wait to be posted, one after the other, so that a slow API server holds up no plan.
struct EventQueue: Sendable {
  typealias Job = @Sendable () async -> Void

  private let stream: AsyncStream<Job>
  private let continuation: AsyncStream<Job>.Continuation

  init() {
    // What is older is of the least interest.
    (stream, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1000))
  }

  func add(_ job: @escaping Job) { continuation.yield(job) }

  /// Until the task is cancelled.
  func run() async {
    for await job in stream {
      if Task.isCancelled { return }
      await job()
    }
  }
}
