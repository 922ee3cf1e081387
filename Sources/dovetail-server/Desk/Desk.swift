import Race
import Scheduler

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Why a desk did not do a job.
enum DeskError: Error, Equatable {
  /// As many wait already as may.
  case full
  /// Nobody was free within the time that a job may wait.
  case waitedTooLong(seconds: Double)
  /// The job did not end within its time.
  case overran(seconds: Double)
  case closed
  case cancelled
}

/// A few threads of low priority that do long work one job at a time, and a short queue in front of them.
///
/// The threads of Swift's concurrency only read requests and write answers; so those of a cheap request do not wait
/// for a solve, nor for a large body to be parsed. Threads that a job starts inherit the low priority.
final class Desk: Sendable {
  struct Load: Equatable {
    let running: Int
    let waiting: Int
  }

  private struct State: Sendable {
    var waiting: [any DeskJob] = []
    var running: [ObjectIdentifier: any DeskJob] = [:]
    var isClosed = false
  }

  let name: String
  private let queueLimit: Int
  private let queueTime: Double
  private let state = Condition(State())

  /// - Parameters:
  ///   - queueLimit: jobs that wait at most.
  ///   - queueTime: seconds that a job waits at most.
  ///   - niceness: by how much the threads step back behind others, 0 to 19.
  init(name: String, threads: Int, queueLimit: Int, queueTime: Double, niceness: Int32 = 10) {
    self.name = name
    self.queueLimit = queueLimit
    self.queueTime = queueTime
    for _ in 0..<max(1, threads) {
      // Decoders recurse, and not deeply; races take threads of their own.
      _ = PlainThread.start(stackSize: 16 << 20) { [state] in
        setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, niceness)
        while let job = Self.next(state) {
          // Before the answer is out, so that whoever has it finds the desk free.
          job.execute { state.update { _ = $0.running.removeValue(forKey: ObjectIdentifier(job)) } }
        }
      }
    }
  }

  deinit { close() }

  var load: Load { state.update { Load(running: $0.running.count, waiting: $0.waiting.count) } }

  var isClosed: Bool { state.update { $0.isClosed } }

  /// Does `work` on one of the desk's threads.
  ///
  /// When the task is cancelled, work that waits is dropped and work that runs is interrupted.
  /// - Parameter seconds: for the work itself, from when it begins.
  /// - Throws: `DeskError`, or what `work` throws.
  func perform<Value: Sendable>(
    within seconds: Double, _ work: @escaping @Sendable (Interruption) throws -> Value
  ) async throws -> Value {
    let job = WorkJob(within: seconds, work)
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        job.await(continuation)
        admit(job)
      }
    } onCancel: {
      remove(job)
      job.give(up: .cancelled)
    }
  }

  private func admit(_ job: any DeskJob) {
    let refusal: DeskError? = state.update { state in
      if state.isClosed { return .closed }
      if job.isOver { return .cancelled }
      if state.waiting.count >= queueLimit { return .full }
      state.waiting.append(job)
      return nil
    }
    if let refusal { return job.give(up: refusal) }
    job.watch(
      Task { [queueTime, weak self, weak job] in
        try await Task.sleep(for: .seconds(queueTime))
        if let self, let job, remove(job) { job.give(up: .waitedTooLong(seconds: queueTime)) }
      })
  }

  /// - Returns: whether it was waiting.
  @discardableResult
  private func remove(_ job: any DeskJob) -> Bool {
    state.update { state in
      guard let index = state.waiting.firstIndex(where: { $0 === job }) else { return false }
      state.waiting.remove(at: index)
      return true
    }
  }

  private static func next(_ state: Condition<State>) -> (any DeskJob)? {
    while true {
      let (job, isClosed): ((any DeskJob)?, Bool) = state.wait(
        atMost: 3600, until: { !$0.waiting.isEmpty || $0.isClosed },
        then: { state in
          guard !state.waiting.isEmpty else { return (nil, state.isClosed) }
          let job = state.waiting.removeFirst()
          state.running[ObjectIdentifier(job)] = job
          return (job, state.isClosed)
        })
      if let job { return job }
      if isClosed { return nil }
    }
  }

  /// Takes nothing new; what waits is turned away, what runs goes on.
  func close() {
    let dropped = state.update { state in
      state.isClosed = true
      defer { state.waiting = [] }
      return state.waiting
    }
    for job in dropped { job.give(up: .closed) }
  }

  /// Ends what runs, which still gives the best that it has.
  func interruptAll() {
    for job in state.update({ Array($0.running.values) }) { job.interruption.raise() }
  }
}
