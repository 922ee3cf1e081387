extension GeneralSchedule {
  /// The start or the end of a task.
  public struct Event: Sendable, Equatable, Hashable {
    /// Of which task.
    public var task: Int
    /// Its end, or else its start.
    public var isEnd: Bool

    /// When a task starts.
    public static func start(of task: Int) -> Event { Event(task: task, isEnd: false) }
    /// When a task ends.
    public static func end(of task: Int) -> Event { Event(task: task, isEnd: true) }

    /// An event by its task.
    public init(task: Int, isEnd: Bool) {
      self.task = task
      self.isEnd = isEnd
    }
  }

  /// How much later than one event another one is: all eight relations of starts and ends, each with a least and a greatest
  /// delay, which may be below 0. Where one of the tasks is left out, it says nothing.
  public struct Lag: Sendable, Equatable {
    /// What the delay is counted from.
    public var before: Event
    /// What comes so much later.
    public var after: Event
    /// `after` is no earlier than `before` plus this; nil for any time.
    public var minimum: Int?
    /// `after` is no later than `before` plus this; nil for any time.
    public var maximum: Int?

    /// A lag between two events.
    public init(_ before: Event, _ after: Event, minimum: Int? = nil, maximum: Int? = nil) {
      self.before = before
      self.after = after
      self.minimum = minimum
      self.maximum = maximum
    }
  }

  /// What holds between tasks beside lags.
  public enum Constraint: Sendable, Equatable {
    /// Both in modes with the same resources, where both take place.
    case identicalResources(Int, Int)
    /// Both in modes that share no resource, where both take place.
    case differentResources(Int, Int)
    /// On each machine that both run on, the second one is the next one after the first.
    case consecutive(Int, Int)
    /// Of two pairs of this list whose first tasks are both on the first machine and whose second tasks are both on the
    /// second one, the same comes first on both.
    case sameSequence(machines: (Int, Int), pairs: [(Int, Int)])
    /// Where the task runs in the mode and the other one takes place, that is in one of these modes.
    case modeDependency(task: Int, mode: Int, other: Int, modes: [Int])
    /// All or none of the tasks take place; with a condition, all where that task does.
    case selectAllOrNone([Int], if: Int?)
    /// At least one of the tasks takes place, where the condition does.
    case selectAtLeastOne([Int], if: Int?)
    /// Exactly one of the tasks takes place where the condition does, and none where it does not.
    case selectExactlyOne([Int], if: Int?)

    public static func == (left: Constraint, right: Constraint) -> Bool {
      switch (left, right) {
      case (.identicalResources(let a, let b), .identicalResources(let c, let d)): (a, b) == (c, d)
      case (.differentResources(let a, let b), .differentResources(let c, let d)): (a, b) == (c, d)
      case (.consecutive(let a, let b), .consecutive(let c, let d)): (a, b) == (c, d)
      case (.sameSequence(let a, let b), .sameSequence(let c, let d)):
        a == c && b.elementsEqual(d, by: ==)
      case (.modeDependency(let a, let b, let c, let d), .modeDependency(let e, let f, let g, let h)):
        (a, b, c) == (e, f, g) && d == h
      case (.selectAllOrNone(let a, let b), .selectAllOrNone(let c, let d)): a == c && b == d
      case (.selectAtLeastOne(let a, let b), .selectAtLeastOne(let c, let d)): a == c && b == d
      case (.selectExactlyOne(let a, let b), .selectExactlyOne(let c, let d)): a == c && b == d
      default: false
      }
    }
  }
}
