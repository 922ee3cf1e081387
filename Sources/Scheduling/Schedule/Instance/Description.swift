import Solving

extension GeneralSchedule {
  /// All that an instance says, not yet known to make sense. Jobs, tasks and resources are named by their places.
  public struct Description: Sendable, Equatable {
    /// What results call it.
    public var name: String
    /// Jobs, numbered from 0.
    public var jobs: [Job] = []
    /// Tasks, numbered from 0.
    public var tasks: [Task] = []
    /// Resources of all kinds, numbered from 0.
    public var resources: [Resource] = []
    /// Setup times, for each machine once at most.
    public var setups: [Setups] = []
    /// How much later than one event another one is.
    public var lags: [Lag] = []
    /// What holds between tasks beside lags.
    public var constraints: [Constraint] = []
    /// A task that ends where the next one of its job starts has its machine until then; whether machines may then be
    /// exchanged in a ring at one moment. Without that, of the tasks that start at a moment each needs a machine that was
    /// free before or whose last user has gone to one that could start before it.
    public var allowsSwaps = true
    /// Levels, the most important first, each a weighted sum; at least one term in each.
    public var objective: [[Term]] = [[Term(.makespan)]]
    /// By task, where the plan in force has it; empty without one.
    public var plan: [Placement?] = []

    /// Nothing yet, under this name.
    public init(_ name: String) { self.name = name }
  }

  /// A description that makes sense.
  public struct Instance: Sendable, Equatable {
    public let description: Description
    /// How the file was read where its author may have meant something else.
    package var remarks: [String] = []
    /// The greatest common divisor of all times, where they are too large for the engines without being divided by it; 1
    /// elsewhere.
    let unit: Int
    /// By level of the objective, what a unit of it after the division counts before it.
    let scales: [Int]

    /// - Throws: the first thing that makes no sense, in the description's names.
    public init(_ description: Description) throws(InvalidInstance) {
      self.description = description
      let division = TimeDivision(of: description)
      unit = division?.unit ?? 1
      scales = division?.scales ?? description.objective.map { _ in 1 }
      guard let division else {
        try validate()
        return
      }
      do {
        _ = try Instance(division.description)
      } catch {
        throw InvalidInstance(
          "\(error) (times in units of \(division.unit), their greatest common divisor)", at: error.place)
      }
    }

    /// What results call it.
    public var name: String { description.name }
    /// See `Description`.
    public var jobs: [Job] { description.jobs }
    /// See `Description`.
    public var tasks: [Task] { description.tasks }
    /// See `Description`.
    public var resources: [Resource] { description.resources }
    /// See `Description`.
    public var setups: [Setups] { description.setups }
    /// See `Description`.
    public var lags: [Lag] { description.lags }
    /// See `Description`.
    public var constraints: [Constraint] { description.constraints }
    /// Levels, the most important first.
    public var objective: [[Term]] { description.objective }
  }

  /// By task, where it is; nil where it is left out.
  public struct Solution: Sendable, Equatable, Codable {
    /// By task.
    public var tasks: [Placement?]

    /// A schedule by its placements.
    public init(_ tasks: [Placement?]) { self.tasks = tasks }
  }
}
