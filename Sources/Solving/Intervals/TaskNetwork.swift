import Statements

/// What the intervals of a model are together, as far as it can be told from the model alone: tasks that run once, in one
/// of several modes, what they share, and what orders them.
///
/// Heuristics and redundant constraints look at this. It is a relaxation: constraints that are not about tasks are not in
/// it, and what comes of it is checked against the model.
package struct TaskNetwork: Sendable {
  /// An amount of a resource, for as long as a task runs.
  package struct Use: Sendable, Equatable {
    package let resource: Int
    package let amount: Int
    /// What the resource's transitions go by.
    package var kind = 0
  }

  /// Times from the end of one use of a resource to the start of a later one, by kinds.
  package struct Transitions: Sendable {
    package enum Scope: Sendable {
      /// Between any two uses.
      case all
      /// Between a use and the next one.
      case neighbours
      /// Between any two of different kinds; those of one kind may be at the same time.
      case states
    }

    /// `KindTimes.never` where the second may not come after the first.
    package let times: [[Int]]
    package let scope: Scope
  }

  /// One way to run a task, or the way in which it does not take place.
  package struct Mode: Sendable {
    /// The interval that stands for the task in this mode; nil where the task is absent.
    package let interval: Int?
    /// True exactly where the task runs in this mode; nil where it has no choice.
    package let choice: BoolVar?
    /// No less, and no more than `longest`.
    package let duration: Int
    package let longest: Int
    /// By increasing resource; none where it takes no time.
    package internal(set) var uses: [Use] = []
    /// What the choice adds to the objective.
    package internal(set) var cost = 0
    /// Where it may be, and how long it then takes; nil for anywhere, and for its duration.
    package internal(set) var calendar: TaskCalendar?

    /// When it ends that starts at a time.
    package func end(from start: Int) -> Int {
      calendar?.place(from: start, duration: duration)?.upperBound ?? start + duration
    }

    package var isAbsence: Bool { interval == nil }
  }

  package struct Task: Sendable {
    /// The interval that has the times of whatever mode is chosen; nil where each mode has times of its own only.
    package let main: Int?
    /// At least one.
    package internal(set) var modes: [Mode]

    /// No mode takes less, absence aside.
    package var leastDuration: Int { modes.reduce(.max) { $1.isAbsence ? $0 : min($0, $1.duration) } }
    /// No mode takes more.
    package var longestDuration: Int { modes.reduce(0) { max($0, $1.longest) } }
    package var canBeAbsent: Bool { modes.contains(where: \.isAbsence) }
  }

  package struct Resource: Sendable {
    /// One task at a time: tasks on it have a sequence.
    package let isMachine: Bool
    /// What may be held of it at a time.
    package let capacity: Int
    /// nil where the next use may begin when one ends.
    package var transitions: Transitions?
  }

  /// The start or the end of a task.
  package struct Event: Hashable, Sendable {
    package let task: Int
    package let isEnd: Bool
  }

  /// `after` takes place `weight` after `before` at the earliest, where both tasks run in these modes.
  package struct Lag: Sendable {
    package let before: Event
    package let after: Event
    package let weight: Int
    /// nil for all modes.
    package var beforeMode: Int?
    package var afterMode: Int?
  }

  package internal(set) var tasks: [Task] = []
  package internal(set) var resources: [Resource] = []
  package internal(set) var lags: [Lag] = []
  package internal(set) var cost: RegularCost?
  /// Whether calendars or reservoirs say more of when tasks run than sequences and durations do.
  package internal(set) var hasFurtherTimes = false
  /// By task and mode: the earliest start and the latest end by bounds of variables alone.
  package internal(set) var windows: [[ClosedRange<Int>]] = []

  package var resourceUserCount: Int { tasks.count { $0.modes.contains { !$0.uses.isEmpty } } }

  package var hasTransitions: Bool { resources.contains { $0.transitions != nil } }

  /// Whether tasks use machines only, each at most one.
  package var isShop: Bool {
    resources.allSatisfy(\.isMachine) && tasks.allSatisfy { $0.modes.allSatisfy { $0.uses.count <= 1 } }
  }
}

/// An objective that never gets better where a task ends later: a sum of weighted maxima of times, and costs of modes.
package struct RegularCost: Sendable {
  package struct Term: Sendable {
    package let event: TaskNetwork.Event
    /// The mode in which the task counts; nil for all.
    package let mode: Int?
    package let offset: Int
  }

  /// weight · max(floor, event + offset of each term).
  package struct Piece: Sendable {
    package let variable: Int
    /// Positive.
    package let weight: Int
    package let floor: Int
    package let terms: [Term]
  }

  package let pieces: [Piece]
  package let constant: Int

  /// The one piece of a makespan: all that matters is when the last of some tasks ends.
  package var makespan: Piece? {
    guard pieces.count == 1, pieces[0].terms.allSatisfy({ $0.event.isEnd }) else { return nil }
    return pieces[0]
  }
}
