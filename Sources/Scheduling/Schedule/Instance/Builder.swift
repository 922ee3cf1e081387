import Solving

extension GeneralSchedule {
  /// Builds an instance by names instead of numbers.
  ///
  /// ```swift
  /// var shop = GeneralSchedule.Builder("shop")
  /// let saw = shop.machine("saw")
  /// let bench = shop.machine("bench", breaks: [4..<6])
  /// let table = shop.job("table", due: 9)
  /// let cut = shop.task("cut", job: table)
  /// shop.mode(of: cut, duration: 3, on: [saw])
  /// let join = shop.task("join", job: table)
  /// shop.mode(of: join, duration: 4, on: [bench])
  /// shop.after(cut, join)
  /// shop.minimize([.init(.tardiness)], then: [.init(.makespan)])
  /// let instance = try shop.instance()
  /// ```
  public struct Builder: Sendable {
    /// What has been said so far; whatever has no method is set here.
    public var description: Description

    /// A job of the builder.
    public struct JobNumber: Sendable, Equatable {
      /// Its place in the description.
      public let number: Int
    }
    /// A task of the builder.
    public struct TaskNumber: Sendable, Equatable {
      /// Its place in the description.
      public let number: Int
    }
    /// A resource of the builder.
    public struct ResourceNumber: Sendable, Equatable {
      /// Its place in the description.
      public let number: Int
    }

    /// Nothing yet, under this name.
    public init(_ name: String) { description = Description(name) }

    /// One task at a time.
    public mutating func machine(_ name: String, breaks: [Range<Int>] = [], isNeverIdle: Bool = false) -> ResourceNumber
    {
      var machine = Resource(name, .machine)
      machine.breaks = breaks
      machine.isNeverIdle = isNeverIdle
      return add(machine)
    }

    /// Given back when a task ends.
    public mutating func renewable(_ name: String, capacity: Int, breaks: [Range<Int>] = []) -> ResourceNumber {
      var resource = Resource(name, .renewable(capacity: capacity))
      resource.breaks = breaks
      return add(resource)
    }

    /// Used up by tasks.
    public mutating func consumable(_ name: String, capacity: Int) -> ResourceNumber {
      add(Resource(name, .consumable(capacity: capacity)))
    }

    /// A store that tasks take from and bring to.
    public mutating func reservoir(
      _ name: String, initial: Int, minimum: Int = 0, maximum: Int? = nil
    ) -> ResourceNumber {
      add(Resource(name, .reservoir(initial: initial, minimum: minimum, maximum: maximum)))
    }

    /// A resource of any kind.
    public mutating func add(_ resource: Resource) -> ResourceNumber {
      description.resources.append(resource)
      return ResourceNumber(number: description.resources.count - 1)
    }

    /// Times without a unit; see `Job`.
    public mutating func job(
      _ name: String, weight: Int = 1, release: Int = 0, due: Int? = nil, deadline: Int? = nil
    ) -> JobNumber {
      description.jobs.append(Job(name, weight: weight, release: release, due: due, deadline: deadline))
      return JobNumber(number: description.jobs.count - 1)
    }

    /// A task, whose modes come next.
    public mutating func task(
      _ name: String, job: JobNumber? = nil, isOptional: Bool = false, mayIdle: Bool = false, mayPause: Bool = false
    ) -> TaskNumber {
      var task = Task(name, job: job?.number)
      task.isOptional = isOptional
      task.mayIdle = mayIdle
      task.mayPause = mayPause
      description.tasks.append(task)
      return TaskNumber(number: description.tasks.count - 1)
    }

    /// One way to run a task: on these machines, with these amounts of other resources.
    public mutating func mode(
      of task: TaskNumber, duration: Int, on machines: [ResourceNumber] = [],
      taking amounts: [(resource: ResourceNumber, amount: Int)] = [],
      changing levels: [(reservoir: ResourceNumber, amount: Int, timing: Demand.Timing)] = []
    ) {
      var demands = machines.map { Demand($0.number) } + amounts.map { Demand($0.resource.number, $0.amount) }
      demands += levels.map { Demand($0.reservoir.number, $0.amount, $0.timing) }
      demands.sort { ($0.resource, $0.timing == .atEnd ? 1 : 0) < ($1.resource, $1.timing == .atEnd ? 1 : 0) }
      description.tasks[task.number].modes.append(Mode(duration: duration, demands))
    }

    /// The second task starts when the first one has ended, after a delay.
    public mutating func after(_ first: TaskNumber, _ second: TaskNumber, delay: Int = 0, atMost maximum: Int? = nil) {
      description.lags.append(
        Lag(.end(of: first.number), .start(of: second.number), minimum: delay, maximum: maximum))
    }

    /// A lag between any two events.
    public mutating func lag(_ lag: Lag) { description.lags.append(lag) }

    /// What holds between tasks beside lags.
    public mutating func constrain(_ constraint: Constraint) { description.constraints.append(constraint) }

    /// Levels of weighted sums, the most important first.
    public mutating func minimize(_ level: [Term], then further: [Term]...) {
      description.objective = [level] + further
    }

    /// - Throws: the first thing that makes no sense.
    public func instance() throws(InvalidInstance) -> Instance { try Instance(description) }
  }
}
