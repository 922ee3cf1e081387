import Solving

extension GeneralSchedule {
  /// All that an instance says, not yet known to make sense. Jobs, tasks and resources are named by their places.
  public struct Description: Sendable, Equatable {
    public var name: String
    public var jobs: [Job] = []
    public var tasks: [Task] = []
    public var resources: [Resource] = []
    public var setups: [Setups] = []
    public var lags: [Lag] = []
    public var constraints: [Constraint] = []
    /// A task that ends where the next one of its job starts has its machine until then; whether machines may then be
    /// exchanged in a ring at one moment. Without that, of the tasks that start at a moment each needs a machine that was
    /// free before or whose last user has gone to one that could start before it.
    public var allowsSwaps = true
    /// Levels, the most important first, each a weighted sum; at least one term in each.
    public var objective: [[Term]] = [[Term(.makespan)]]
    /// By task, where the plan in force has it; empty without one.
    public var plan: [Placement?] = []

    public init(_ name: String) { self.name = name }
  }

  /// A description that makes sense.
  public struct Instance: Sendable, Equatable {
    public let description: Description

    /// - Throws: the first thing that makes no sense, in the description's names.
    public init(_ description: Description) throws(InvalidInstance) {
      self.description = description
      try validate()
    }

    public var name: String { description.name }
    public var jobs: [Job] { description.jobs }
    public var tasks: [Task] { description.tasks }
    public var resources: [Resource] { description.resources }
    public var setups: [Setups] { description.setups }
    public var lags: [Lag] { description.lags }
    public var constraints: [Constraint] { description.constraints }
    public var objective: [[Term]] { description.objective }
  }

  /// By task, where it is; nil where it is left out.
  public struct Solution: Sendable, Equatable, Codable {
    public var tasks: [Placement?]

    public init(_ tasks: [Placement?]) { self.tasks = tasks }
  }
}
