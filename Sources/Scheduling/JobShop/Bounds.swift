import Race

extension JobShop {
  /// One operation as its machine sees it when the other machines are relaxed away.
  struct OneMachineTask: Equatable {
    /// The earliest start.
    var head: Int
    var duration: Int
    /// What must follow it before the end, its own duration not counted.
    var tail: Int
  }

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
      for tasks in JobShop.oneMachineTasks(of: instance) where !tasks.isEmpty {
        machine = max(machine, JobShop.machineBound(of: tasks))
        jackson = max(jackson, JobShop.jacksonBound(of: tasks))
      }
      self.machine = machine
      self.jackson = jackson
    }
  }

  /// By machine: its operations with heads and tails from their own jobs alone.
  static func oneMachineTasks(of instance: Instance) -> [[OneMachineTask]] {
    var tasks = [[OneMachineTask]](repeating: [], count: instance.machineCount)
    for operations in instance.jobs {
      var head = 0
      var tail = operations.reduce(0) { $0 + $1.duration }
      for operation in operations {
        tail -= operation.duration
        tasks[operation.machine].append(OneMachineTask(head: head, duration: operation.duration, tail: tail))
        head += operation.duration
      }
    }
    return tasks
  }

  /// Least head plus all work plus least tail.
  ///
  /// - Parameter tasks: at least one.
  static func machineBound(of tasks: [OneMachineTask]) -> Int {
    let work = tasks.reduce(0) { $0 + $1.duration }
    return tasks.map(\.head).min()! + work + tasks.map(\.tail).min()!
  }

  /// The makespan of Jackson's preemptive schedule: at each release or completion, the available task with the largest
  /// tail runs. It is the optimum of the one-machine problem with preemption, and equals the largest
  /// (least head + work + least tail) over all sets of tasks.
  ///
  /// - Complexity: O(n log n) for n tasks.
  /// - Source: Jackson 1955; Carlier 1982, "The one-machine sequencing problem".
  static func jacksonBound(of tasks: [OneMachineTask]) -> Int {
    let released = tasks.sorted { $0.head < $1.head }
    var available = TailHeap()
    var next = 0
    var time = 0
    var bound = 0
    while next < released.count || !available.isEmpty {
      if available.isEmpty { time = max(time, released[next].head) }
      while next < released.count, released[next].head <= time {
        available.push(released[next])
        next += 1
      }
      let running = available.top
      let release = next < released.count ? released[next].head : Int.max
      if running.duration <= release - time {
        time += running.duration
        available.removeTop()
        bound = max(bound, time + running.tail)
      } else {
        available.shortenTop(by: release - time)
        time = release
      }
    }
    return bound
  }
}

/// A binary heap of tasks, the largest tail on top.
private struct TailHeap {
  private var tasks: [JobShop.OneMachineTask] = []

  var isEmpty: Bool { tasks.isEmpty }
  var top: JobShop.OneMachineTask { tasks[0] }

  /// The tail stays, and with it the place in the heap.
  mutating func shortenTop(by time: Int) { tasks[0].duration -= time }

  mutating func push(_ task: JobShop.OneMachineTask) {
    var child = tasks.count
    tasks.append(task)
    while child > 0, tasks[(child - 1) / 2].tail < tasks[child].tail {
      tasks.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func removeTop() {
    tasks.swapAt(0, tasks.count - 1)
    tasks.removeLast()
    var parent = 0
    while 2 * parent + 1 < tasks.count {
      var child = 2 * parent + 1
      if child + 1 < tasks.count, tasks[child + 1].tail > tasks[child].tail { child += 1 }
      if tasks[parent].tail >= tasks[child].tail { return }
      tasks.swapAt(parent, child)
      parent = child
    }
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
