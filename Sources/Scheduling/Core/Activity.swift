/// Something that runs once, in one of its modes, without interruption.
struct Activity: Sendable {
  /// Variables and conflicts are named after it.
  let name: String
  /// At least one.
  let modes: [Mode]

  /// No mode takes less time than this.
  var leastDuration: Int { modes.reduce(.max) { min($0, $1.duration) } }
}

/// One way to run an activity.
///
/// - Source: Talbot 1982, "Resource-constrained project scheduling with time-resource tradeoffs: the nonpreemptive
///   case".
struct Mode: Sendable {
  /// At least 0. What takes no time occupies nothing, whatever it demands.
  let duration: Int
  /// By increasing resource, each resource once.
  let demands: [Demand]

  /// How much of a resource it holds while it runs.
  func demand(of resource: Int) -> Int { demands.first { $0.resource == resource }?.amount ?? 0 }
}

/// An amount above 0 of a resource, for as long as the activity runs.
struct Demand: Sendable {
  let resource: Int
  let amount: Int
}

/// What activities share.
struct Resource: Sendable {
  enum Kind: Sendable {
    /// One activity at a time. That is a capacity of 1, and tells more: activities on it have a sequence.
    case machine
    /// What ends gives back what it held.
    case renewable(capacity: Int)
  }

  let name: String
  let kind: Kind

  var isMachine: Bool { if case .machine = kind { true } else { false } }

  /// What may be held of it at a time.
  var capacity: Int {
    switch kind {
    case .machine: 1
    case .renewable(let capacity): capacity
    }
  }
}

/// `after` starts `lag` after the end of `before` at the earliest; a lag below 0 lets them overlap by as much.
struct Precedence: Sendable {
  let before, after: Int
  var lag = 0
}
