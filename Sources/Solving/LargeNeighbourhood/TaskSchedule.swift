/// A schedule as neighbourhoods look at it: tasks, when they run, and what binds them to each other.
///
/// Tasks are numbered from 0. Lists of a resource hold task numbers, and places in such a list are never task numbers.
package struct TaskSchedule: Sendable {
  /// What all schedules of an instance share.
  package struct Shape: Sendable {
    package struct Mode: Sendable {
      package let duration: Int
      /// Those that it uses, ascending.
      package let resources: [Int]
      let calendar: TaskCalendar?

      package init(duration: Int, resources: [Int], calendar: TaskCalendar? = nil) {
        self.duration = duration
        self.resources = resources
        self.calendar = calendar
      }

      /// How long it takes that starts at a time.
      func duration(from start: Int) -> Int {
        calendar?.place(from: start, duration: duration)?.count ?? duration
      }
    }

    /// By task, the ways in which it can run.
    package let modes: [[Mode]]
    package let resourceCount: Int
    /// By task, the tasks that must come directly before or after it.
    package let related: [[Int]]

    package init(modes: [[Mode]], resourceCount: Int, related: [[Int]]) {
      self.modes = modes
      self.resourceCount = resourceCount
      self.related = related
    }

    package var taskCount: Int { modes.count }

    /// Tasks that can take time or have a choice: those that there is something to free of.
    package var movableCount: Int { modes.count { $0.count > 1 || $0.contains { $0.duration > 0 } } }
  }

  package let shape: Shape
  package let schedule: Schedule
  /// By task, in its mode.
  package let durations: [Int]
  /// By task, the resources that it uses in its mode, ascending; none where it takes no time.
  package let resources: [[Int]]
  /// By resource, its users by increasing start.
  package let sequences: [[Int]]
  /// By task and position in `resources[task]`, its place in that resource's sequence.
  private let places: [[Int]]

  /// - Complexity: O(n log n) a resource.
  package init(_ shape: Shape, _ schedule: Schedule) {
    self.shape = shape
    self.schedule = schedule
    let modes = zip(shape.modes, schedule.modes).map { $0[$1] }
    durations = zip(modes, schedule.starts).map { $0.duration(from: $1) }
    resources = modes.map { $0.duration > 0 ? $0.resources : [] }
    var sequences = [[Int]](repeating: [], count: shape.resourceCount)
    for (task, used) in resources.enumerated() {
      for resource in used { sequences[resource].append(task) }
    }
    let starts = schedule.starts
    for resource in sequences.indices { sequences[resource].sort { (starts[$0], $0) < (starts[$1], $1) } }
    var places = [[Int]](repeating: [], count: shape.taskCount)
    for sequence in sequences {
      for (place, task) in sequence.enumerated() { places[task].append(place) }
    }
    self.sequences = sequences
    self.places = places
  }

  /// By task.
  package var starts: [Int] { schedule.starts }

  package func end(of task: Int) -> Int { starts[task] + durations[task] }

  /// Whether there is something to free of the task: it takes time, or might in another mode.
  func isMovable(_ task: Int) -> Bool { durations[task] > 0 || shape.modes[task].count > 1 }

  package var makespan: Int { starts.indices.reduce(0) { max($0, end(of: $1)) } }

  /// The tasks right before and after this one on each of its resources.
  package func neighbours(of task: Int, within distance: Int = 1) -> [Int] {
    var found: [Int] = []
    for (resource, place) in zip(resources[task], places[task]) {
      let sequence = sequences[resource]
      for other in max(0, place - distance)...min(sequence.count - 1, place + distance) where other != place {
        found.append(sequence[other])
      }
    }
    return found
  }

  /// Tasks on chains without idle time that end at the makespan: each starts at the end of one that shares a resource
  /// with it or must precede it. By increasing start.
  ///
  /// - Complexity: O(n²) at worst, O(n · d) where d tasks share a moment.
  var criticalTasks: [Int] {
    let makespan = makespan
    var isCritical = [Bool](repeating: false, count: shape.taskCount)
    var open: [Int] = []
    var endingAt: [Int: [Int]] = [:]
    for task in durations.indices where durations[task] > 0 {
      endingAt[end(of: task), default: []].append(task)
      if end(of: task) == makespan {
        isCritical[task] = true
        open.append(task)
      }
    }
    while let task = open.popLast() {
      for other in endingAt[starts[task]] ?? [] where !isCritical[other] && isBound(other, task) {
        isCritical[other] = true
        open.append(other)
      }
    }
    return isCritical.indices.filter { isCritical[$0] }.sorted { (starts[$0], $0) < (starts[$1], $1) }
  }

  private func isBound(_ first: Int, _ second: Int) -> Bool {
    shape.related[second].contains(first)
      || resources[first].contains { resources[second].contains($0) }
  }
}
