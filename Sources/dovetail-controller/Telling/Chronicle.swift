import KubernetesAPI
import Race
import Solving

/// What has happened last, for the live page.
final class Chronicle: Sendable {
  struct Entry: Sendable {
    let time: Double
    /// Such as "plan" or "evicted".
    let what: String
    let words: String
  }

  private static let length = 200
  private let state = Condition<[Entry]>([])

  func add(_ what: String, _ words: String) {
    let entry = Entry(time: Timestamp.now, what: what, words: words)
    state.update { entries in
      entries.append(entry)
      if entries.count > Self.length { entries.removeFirst(entries.count - Self.length) }
    }
  }

  /// The newest first.
  var json: JSON {
    .array(
      state.update { $0 }.reversed().map { entry in
        .members(["time": .number(entry.time), "what": .text(entry.what), "words": .text(entry.words)])
      })
  }
}
