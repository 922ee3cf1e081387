import Basics
import Solving

/// What a leader must know of the ones before it: kept in an annotation of the lease, and written there before each
/// eviction, in the change that renews the lease.
struct Journal: Sendable, Equatable {
  /// An eviction that is about to be asked for, or has been.
  struct Intent: Sendable, Equatable {
    /// "namespace/name".
    var pod: String
    var uid: String
    var node: String
    /// Of its plan, from 1.
    var step: Int
    var steps: Int
  }

  /// Times of the evictions of the last hour, in seconds since 1970.
  private(set) var evictions: [Int] = []
  /// nil where no plan is being carried out.
  var intent: Intent?
  /// Until when nobody is evicted, since nobody knows how many were, in seconds since 1970.
  private var blockedUntil = 0

  init() {}

  /// - Parameters:
  ///   - text: of the annotation; one that cannot be read counts as all that an hour allows.
  ///   - now: in seconds since 1970.
  init(_ text: String?, now: Double) {
    guard let text else { return }
    var json = JSONReader(SourceText(name: "the journal", bytes: Array(text.utf8)), place: .path)
    do throws(InputError) {
      try json.beginObject()
      while let key = try json.nextKey() {
        switch key {
        case "evictions":
          var times: [Int]?
          try json.read(&times)
          evictions = times ?? []
        case "blockedUntil": blockedUntil = try json.integer()
        case "intent": if !json.takeNull() { intent = try Self.intent(&json) }
        default: try json.skipValue()
        }
      }
      try json.expectEnd()
    } catch {
      self = Journal()
      blockedUntil = Int(now) + 3600
    }
  }

  func isBlocked(at now: Double) -> Bool { now < Double(blockedUntil) }

  private static func intent(_ json: inout JSONReader) throws(InputError) -> Intent {
    var intent = Intent(pod: "", uid: "", node: "", step: 0, steps: 0)
    try json.beginObject()
    while let key = try json.nextKey() {
      switch key {
      case "pod": intent.pod = try json.text()
      case "uid": intent.uid = try json.text()
      case "node": intent.node = try json.text()
      case "step": intent.step = try json.integer()
      case "steps": intent.steps = try json.integer()
      default: try json.skipValue()
      }
    }
    return intent
  }

  var text: String {
    let intent = intent.map { intent in
      JSON.members([
        "pod": .text(intent.pod), "uid": .text(intent.uid), "node": .text(intent.node), "step": .integer(intent.step),
        "steps": .integer(intent.steps),
      ])
    }
    return JSON.members([
      "evictions": .array(evictions.map(JSON.integer)), "intent": intent ?? .null,
      "blockedUntil": .integer(blockedUntil),
    ]).line
  }

  /// - Parameter now: in seconds since 1970.
  mutating func noteEviction(at now: Double) {
    forget(before: now - 3600)
    evictions.append(Int(now))
  }

  /// How many evictions there were in the last hour.
  func count(at now: Double) -> Int {
    isBlocked(at: now) ? .max : evictions.count { Double($0) > now - 3600 }
  }

  private mutating func forget(before time: Double) { evictions.removeAll { Double($0) <= time } }
}
