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

  init() {}

  /// - Parameter text: of the annotation; what cannot be read counts as nothing.
  init(_ text: String?) {
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
        case "intent": if !json.takeNull() { intent = try Self.intent(&json) }
        default: try json.skipValue()
        }
      }
    } catch {
      return
    }
  }

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
    return JSON.members(["evictions": .array(evictions.map(JSON.integer)), "intent": intent ?? .null]).line
  }

  /// - Parameter now: in seconds since 1970.
  mutating func noteEviction(at now: Double) {
    forget(before: now - 3600)
    evictions.append(Int(now))
  }

  /// How many evictions there were in the last hour.
  func count(at now: Double) -> Int { evictions.count { Double($0) > now - 3600 } }

  private mutating func forget(before time: Double) { evictions.removeAll { Double($0) <= time } }
}
