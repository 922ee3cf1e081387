import Race
import Solving

/// Prints improvements while the race runs, from a thread of its own: a reader that is slow or stuck holds up the log
/// and never a strategy.
///
/// On a terminal the last line shows the time and the state, refreshed in place.
final class ProgressLog: Sendable {
  enum Format: String, CaseIterable, Sendable { case text, json, none }

  private struct Queue: Sendable {
    var waiting: [ProgressEvent] = []
    var isFinished = false
    var isDrained = false
  }

  private let format: Format
  private let clock: RaceClock
  private let timeLimit: Double?
  private let queue = Condition(Queue())

  init(_ format: Format, clock: RaceClock, timeLimit: Double?) {
    self.format = format
    self.clock = clock
    self.timeLimit = timeLimit
    guard format != .none else { return }
    if !PlainThread.start(stackSize: 1 << 20, { [self] in printAll() }) {
      queue.update { $0.isDrained = true }
    }
  }

  /// Never blocks.
  func add(_ event: ProgressEvent) {
    guard format != .none else { return }
    queue.update { $0.waiting.append(event) }
  }

  /// Waits until everything is printed.
  ///
  /// - Parameter patience: seconds to wait for a reader that is stuck.
  /// - Returns: whether everything is printed.
  func finish(patience: Double) -> Bool {
    guard format != .none else { return true }
    queue.update { $0.isFinished = true }
    return queue.wait(atMost: patience, until: { $0.isDrained }, then: { $0.isDrained })
  }

  private func printAll() {
    let showsStatus = format == .text && StandardStream.error.isTerminal
    var last: ProgressEvent?
    var hasHeader = false
    while true {
      let (events, isFinished) = queue.wait(
        atMost: showsStatus ? 0.2 : 60, until: { !$0.waiting.isEmpty || $0.isFinished },
        then: { queue in
          defer { queue.waiting.removeAll() }
          return (queue.waiting, queue.isFinished)
        })
      if showsStatus { StandardStream.error.write("\r\u{1B}[K") }
      if format == .json {
        for event in events { StandardStream.output.line(event.json.line) }
      } else if !events.isEmpty {
        var lines = events.map(\.text)
        if !hasHeader { lines.insert(ProgressLine.header, at: 0) }
        hasHeader = true
        StandardStream.error.line(lines.joined(separator: "\n"))
      }
      last = events.last ?? last
      if isFinished { break }
      if showsStatus {
        StandardStream.error.write(TerminalText.cut(status(after: last), to: StandardStream.error.width))
      }
    }
    queue.update { $0.isDrained = true }
  }

  private func status(after event: ProgressEvent?) -> String {
    var parts = [NumberText.fixed(clock.elapsed, 1) + (timeLimit.map { " of \(NumberText.fixed($0, 0))" } ?? "") + " s"]
    parts.append("objective \(event?.objectiveText ?? "-")")
    parts.append("bound \(event?.boundText ?? "-")")
    parts.append("gap \(NumberText.gap(event?.gap))")
    return parts.joined(separator: "   ")
  }
}
