import Race
import Solving

extension Workflow {
  /// Steps over arcs and pairs of groups that a look at the numbers may take.
  static let windowLimit = 50_000_000

  /// Whether the windows of tasks are worth their time.
  static func hasWindows(_ instance: Instance, _ groups: ElementGroups) -> Bool {
    instance.arcs.count * groups.count * groups.count <= windowLimit
  }

  /// The longest path with the fastest times.
  public static func trivialBound(of instance: Instance) -> Objective? {
    let fastest = instance.tasks.map { task in
      zip(task.durations, instance.platform.clusters).reduce(Int.max) { $1.1.size > 0 ? min($0, $1.0 ?? .max) : $0 }
    }
    var ends = instance.tasks.indices.map { instance.jobs[instance.tasks[$0].job].release + fastest[$0] }
    var last = instance.jobs.map(\.release)
    for task in instance.order {
      for arc in instance.incoming[task] {
        ends[task] = max(ends[task], ends[instance.arcs[arc].from] + fastest[task])
      }
      let job = instance.tasks[task].job
      last[job] = max(last[job], ends[task])
    }
    return Objective(objective(ofEnds: last, instance))
  }

  static func objective(ofEnds ends: [Int], _ instance: Instance) -> Int {
    switch instance.aim {
    case .makespan: ends.max() ?? 0
    case .latency: zip(ends, instance.jobs).reduce(0) { $0 + $1.0 - $1.1.release }
    }
  }

  /// The longest path over all choices of elements, transfers included; for the makespan also what the elements have to
  /// do together.
  public static func lowerBound(of instance: Instance, shouldStop: () -> Bool = { false }) -> Int {
    let trivial = trivialBound(of: instance)?.first ?? 0
    let groups = ElementGroups(instance)
    guard hasWindows(instance, groups), !shouldStop() else { return trivial }
    let windows = Windows(instance, groups)
    var last = instance.jobs.map(\.release)
    for (task, list) in groups.ofTask.enumerated() {
      var least = Int.max
      for (place, group) in list.enumerated() {
        least = min(least, windows.through(task, place, groups.duration(of: task, in: group)))
      }
      let job = instance.tasks[task].job
      last[job] = max(last[job], least)
    }
    let path = max(trivial, objective(ofEnds: last, instance))
    guard instance.aim == .makespan else { return path }
    return max(path, LoadBound(instance, groups, windows).value(shouldStop: shouldStop))
  }

  /// Tells the scoreboard the lower bound.
  struct BoundStrategy: Strategy {
    let name = "path and load bound"
    private let instance: Instance

    init(_ instance: Instance) { self.instance = instance }

    func run(on scoreboard: Scoreboard<Solution>) {
      guard !scoreboard.shouldStop else { return }
      scoreboard.prove(Objective(lowerBound(of: instance) { scoreboard.shouldStop }), by: name)
    }
  }
}
