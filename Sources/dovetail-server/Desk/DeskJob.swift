import Race
import Scheduler

/// One piece of work at a desk; whoever ends it first answers for it.
protocol DeskJob: AnyObject, Sendable {
  var interruption: Interruption { get }
  var isOver: Bool { get }
  /// Takes over a timer that runs while the job waits.
  func watch(_ timer: Task<Void, any Error>)
  /// Does the work, on the thread that calls, and says that it is done before it hands over the result.
  func execute(done: () -> Void)
  /// Ends the wait for it; does nothing where it has ended.
  func give(up reason: DeskError)
}

final class WorkJob<Value: Sendable>: DeskJob {
  private struct State: Sendable {
    var continuation: CheckedContinuation<Value, any Error>?
    /// What is to be done; gone as soon as it is done or needless, with all that it holds.
    var work: (@Sendable (Interruption) throws -> Value)?
    var timer: Task<Void, any Error>?
    var isOver = false
    /// Why the job ended before anybody waited for it.
    var early: DeskError?
  }

  let interruption = Interruption()
  private let seconds: Double
  private let state: Condition<State>

  init(within seconds: Double, _ work: @escaping @Sendable (Interruption) throws -> Value) {
    self.seconds = seconds
    state = Condition(State(work: work))
  }

  var isOver: Bool { state.update { $0.isOver } }

  func await(_ continuation: CheckedContinuation<Value, any Error>) {
    let early = state.update { state in
      if !state.isOver { state.continuation = continuation }
      return state.early
    }
    if let early { continuation.resume(throwing: early) }
  }

  func watch(_ timer: Task<Void, any Error>) {
    let needless: Task<Void, any Error>? = state.update { state in
      if state.isOver || state.work == nil { return timer }
      defer { state.timer = timer }
      return state.timer
    }
    needless?.cancel()
  }

  func execute(done: () -> Void) {
    let work = state.update { state in
      state.timer?.cancel()
      state.timer = nil
      defer { state.work = nil }
      return state.isOver ? nil : state.work
    }
    guard let work else { return done() }
    let limit = Task { [seconds, weak self] in
      try await Task.sleep(for: .seconds(seconds))
      self?.give(up: .overran(seconds: seconds))
    }
    let result = Result { try work(interruption) }
    limit.cancel()
    done()
    end(result)
  }

  func give(up reason: DeskError) {
    interruption.raise()
    end(.failure(reason), early: reason)
  }

  private func end(_ result: Result<Value, any Error>, early: DeskError? = nil) {
    let continuation = state.update { state in
      if !state.isOver, state.continuation == nil { state.early = early }
      state.isOver = true
      state.work = nil
      state.timer?.cancel()
      defer { state.continuation = nil }
      return state.continuation
    }
    continuation?.resume(with: result)
  }
}
