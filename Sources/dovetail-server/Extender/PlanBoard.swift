import Race
import Scheduler

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The plan in force: the last one that was made to steer the extender, until it is too old.
final class PlanBoard: Sendable {
  struct Entry: Sendable {
    let guide: PlacementGuide
    /// The plan as it was answered.
    let json: Data
    let made: ContinuousClock.Instant
  }

  private let entry = Condition<Entry?>(nil)
  private let lifetime: Duration

  init(lifetime seconds: Double) { lifetime = .seconds(seconds) }

  var current: Entry? {
    entry.update { entry in
      if let made = entry?.made, .now - made > lifetime { entry = nil }
      return entry
    }
  }

  func post(_ guide: PlacementGuide, json: Data) {
    entry.update { $0 = Entry(guide: guide, json: json, made: .now) }
  }

  func clear() { entry.update { $0 = nil } }
}
