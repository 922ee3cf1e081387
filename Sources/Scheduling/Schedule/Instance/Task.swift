extension GeneralSchedule {
  /// What a customer waits for: some tasks, over when the last of them is.
  public struct Job: Sendable, Equatable {
    /// No other job has it.
    public var name: String
    /// What a unit of its completion, tardiness or earliness costs; at least 0.
    public var weight = 1
    /// None of its tasks starts before.
    public var release = 0
    /// When it should be over; nil where nobody minds.
    public var due: Int?
    /// When it must be over.
    public var deadline: Int?

    /// A job that may be done at any time.
    public init(
      _ name: String, weight: Int = 1, release: Int = 0, due: Int? = nil, deadline: Int? = nil
    ) {
      self.name = name
      self.weight = weight
      self.release = release
      self.due = due
      self.deadline = deadline
    }
  }

  /// Something that runs once, in one of its modes; several units of time from its start to its end, not counting the end.
  public struct Task: Sendable, Equatable {
    /// No other task has it.
    public var name: String
    /// The job that it belongs to; nil for none.
    public var job: Int?
    /// At least one.
    public var modes: [Mode] = []
    /// It starts no earlier.
    public var earliestStart = 0
    /// It starts no later.
    public var latestStart: Int?
    /// It ends no earlier.
    public var earliestEnd = 0
    /// It ends no later.
    public var latestEnd: Int?
    /// Whether it may be left out.
    public var isOptional = false
    /// Whether it may hold its resources for longer than it is processed, as a job does that finds its next machine taken.
    public var mayIdle = false
    /// Whether its processing is suspended while one of its resources has a break; otherwise it is in no break.
    public var mayPause = false
    /// Where it has been put already.
    public var frozen: Placement?

    /// A task without modes, which come next.
    public init(_ name: String, job: Int? = nil) {
      self.name = name
      self.job = job
    }
  }

  /// One way to run a task.
  public struct Mode: Sendable, Equatable {
    /// nil where it is called by its number.
    public var name: String?
    /// Units of processing, at least 0. What takes no time occupies nothing that is held while it runs, whatever it
    /// demands, and has no place in the sequence of a machine.
    public var duration: Int
    /// By increasing resource, each resource once; of a reservoir, what changes at the start before what does at the end.
    public var demands: [Demand]

    /// A way that takes so long and demands so much.
    public init(duration: Int, _ demands: [Demand] = [], name: String? = nil) {
      self.duration = duration
      self.demands = demands
      self.name = name
    }
  }

  /// What a mode takes of a resource.
  public struct Demand: Sendable, Equatable {
    /// When it counts.
    public enum Timing: String, Sendable, Equatable {
      /// From the start to the end; of consumable resources, once.
      case whileRunning
      /// The level of a reservoir changes by the amount at the start.
      case atStart
      /// The level changes at the end.
      case atEnd
    }

    /// Of which resource.
    public var resource: Int
    /// Of machines 1; of renewable and consumable resources at least 0; of reservoirs what is added, or below 0 taken.
    public var amount: Int
    /// When it counts.
    public var timing = Timing.whileRunning

    /// So much of a resource.
    public init(_ resource: Int, _ amount: Int = 1, _ timing: Timing = .whileRunning) {
      self.resource = resource
      self.amount = amount
      self.timing = timing
    }
  }

  /// Where a task is in a schedule.
  public struct Placement: Sendable, Equatable, Codable {
    /// The number of its mode, from 0.
    public var mode: Int
    /// Its first moment.
    public var start: Int
    /// Its first moment after.
    public var end: Int
    /// The task's name, for readers and for instances that have changed since; nil where its place says which it is.
    public var task: String?

    /// In a mode, from a start to an end.
    public init(mode: Int, start: Int, end: Int, task: String? = nil) {
      self.mode = mode
      self.start = start
      self.end = end
      self.task = task
    }
  }
}
