import Race

/// A solve on threads of its own: events wait to be taken, and nothing calls back.
final class Job: Sendable {
  /// A solution of a model, or a problem's as its file.
  enum Content: Sendable {
    case values([Int])
    case file(@Sendable () -> String)
  }

  private struct Event: Sendable {
    let line: String
    let isSolution: Bool
    /// Of a solution; nil once there is a newer one.
    var content: Content?
  }

  private struct State: Sendable {
    var events: [Event] = []
    /// Of `events`, how many have been taken.
    var takenCount = 0
    /// Of the solution event that was taken last.
    var taken: Content?
    /// The best one.
    var best: Content?
    var result: (status: Status, json: String)?
    var isStopped = false
    var stop: (@Sendable () -> Void)?

    var waiting: Int { events.count - takenCount }
  }

  private let state = Condition(State())
  /// Whether each solution is kept until it is taken.
  private let keepsAll: Bool

  /// Solutions that may wait where each of them is kept.
  private static let capacity = 1000
  /// Seconds between looks at whether a full queue is to be given up.
  private static let tick = 0.1

  init(keepsAll: Bool = false) { self.keepsAll = keepsAll }

  /// Begins; the body says at its end what the result is.
  func start(_ body: @escaping @Sendable (Job) -> (status: Status, json: String)) throws(CallFailure) {
    let isStarted = PlainThread.start(stackSize: 64 << 20) { [self] in
      let result = body(self)
      state.update { $0.result = result }
    }
    if !isStarted { throw CallFailure(.internalError, "there is no thread to solve on") }
  }

  // MARK: Of the solve

  /// What ends the solve from any thread; called at once where that was asked for already.
  func setStop(_ stop: @escaping @Sendable () -> Void) {
    if state.update({ state in
      state.stop = stop
      return state.isStopped
    }) {
      stop()
    }
  }

  var isStopped: Bool { state.update { $0.isStopped } }

  func add(_ line: String, _ content: Content? = nil) {
    state.update { state in
      if let content {
        state.best = content
        // Who is late gets the newest.
        if !keepsAll {
          for place in state.takenCount..<state.events.count { state.events[place].content = nil }
        }
      }
      state.events.append(Event(line: line, isSolution: content != nil, content: content))
    }
  }

  /// Waits until there is room for a further solution.
  ///
  /// - Returns: false once the job was stopped.
  func waitForRoom() -> Bool {
    while true {
      let (hasRoom, isStopped) = state.wait(
        atMost: Self.tick, until: { $0.waiting < Self.capacity || $0.isStopped },
        then: { ($0.waiting < Self.capacity, $0.isStopped) })
      if isStopped { return false }
      if hasRoom { return true }
    }
  }

  /// The best solution, made once more with what is known at the end.
  func setBest(_ content: Content) { state.update { $0.best = content } }

  // MARK: Of the caller

  enum Found: Int32 { case nothingNew, event, ended }

  func wait(_ seconds: Double) -> Found {
    state.wait(
      atMost: seconds, until: { $0.waiting > 0 || $0.result != nil },
      then: { $0.waiting > 0 ? .event : $0.result != nil ? .ended : .nothingNew })
  }

  func take() -> String? {
    state.update { state in
      guard state.waiting > 0 else { return nil }
      let event = state.events[state.takenCount]
      state.events[state.takenCount].content = nil
      state.takenCount += 1
      if event.isSolution {
        state.taken = event.content ?? state.events[state.takenCount...].lazy.compactMap(\.content).first ?? state.best
      }
      // Taken ones go now and then, all at once.
      if state.takenCount > 64, state.takenCount * 2 > state.events.count {
        state.events.removeFirst(state.takenCount)
        state.takenCount = 0
      }
      return event.line
    }
  }

  var taken: Content? { state.update { $0.taken } }

  func stop() {
    let stop = state.update { state in
      state.isStopped = true
      return state.stop
    }
    stop?()
  }

  func waitForResult() -> (status: Status, json: String) {
    while true {
      let result = state.wait(
        atMost: 3600, until: { $0.result != nil },
        then: { state in
          if state.result != nil, let best = state.best, !keepsAll { state.taken = best }
          return state.result
        })
      if let result { return result }
    }
  }

  /// Waits for the end, at most so many seconds.
  func waitForEnd(atMost seconds: Double) {
    state.wait(atMost: seconds, until: { $0.result != nil }, then: { _ in })
  }
}
