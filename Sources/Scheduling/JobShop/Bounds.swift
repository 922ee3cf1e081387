import Race

extension JobShop {
  /// Lower bounds of the makespan from relaxations.
  public struct Bounds: Sendable, Equatable {
    /// The longest job.
    public let job: Int
    /// The largest (least head + work + least tail) of a machine.
    public let machine: Int
    /// The largest makespan of Jackson's preemptive schedule of a machine; at least `machine`.
    public let jackson: Int

    /// The largest of them.
    public var best: Int { max(job, max(machine, jackson)) }

    /// - Complexity: O(N log N) for N operations.
    public init(of instance: Instance) {
      job = instance.jobs.map { $0.reduce(0) { $0 + $1.duration } }.max() ?? 0
      var machine = 0
      var jackson = 0
      for relaxed in JobShop.machines(of: instance) {
        machine = max(machine, relaxed.loadBound)
        jackson = max(jackson, relaxed.preemptiveBound)
      }
      self.machine = machine
      self.jackson = jackson
    }
  }

  /// By machine: its operations with heads and tails from their own jobs alone.
  static func machines(of instance: Instance) -> [OneMachine] {
    let paths = instance.longestPaths
    var machines = [OneMachine](repeating: OneMachine(), count: instance.machineCount)
    for (number, operation) in instance.jobs.joined().enumerated() {
      machines[operation.machine].tasks.append(
        .init(head: paths.heads[number], duration: operation.duration, tail: paths.tails[number]))
    }
    return machines
  }
}

extension JobShop {
  /// Tells the scoreboard the bounds of the relaxations, weak ones first.
  public struct BoundStrategy: Strategy {
    public let name = "one-machine bound"
    private let instance: Instance

    /// The bounds of an instance.
    public init(_ instance: Instance) { self.instance = instance }

    public func run(on scoreboard: Scoreboard<Solution>) {
      let bounds = Bounds(of: instance)
      scoreboard.prove(Objective(bounds.job), by: "job bound")
      scoreboard.prove(Objective(bounds.machine), by: "machine bound")
      scoreboard.prove(Objective(bounds.jackson), by: "Jackson bound")
    }
  }
}

extension JobShop {
  /// The longest job, or the most that one machine has to do.
  public static func trivialBound(of instance: Instance) -> Objective? {
    var longest = 0
    var work = [Int](repeating: 0, count: instance.machineCount)
    for job in instance.jobs {
      var length = 0
      for operation in job {
        length += operation.duration
        work[operation.machine] += operation.duration
      }
      longest = max(longest, length)
    }
    return Objective(work.reduce(longest, max))
  }
}
