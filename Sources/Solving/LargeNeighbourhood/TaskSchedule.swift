/// A schedule as neighbourhoods look at it: tasks, when they run, and what binds them to each other.
///
/// Tasks are numbered from 0. Lists of a resource hold task numbers, and places in such a list are never task numbers.
package struct TaskSchedule: Sendable {
  /// What all schedules of an instance share.
  package struct Shape: Sendable {
    package let durations: [Int]
    /// By resource, the tasks of positive duration that use it.
    package let users: [[Int]]
    /// By task, the tasks that must come directly before or after it.
    package let related: [[Int]]
    /// By task, the resources that it uses.
    package let resources: [[Int]]

    package init(durations: [Int], users: [[Int]], related: [[Int]]) {
      self.durations = durations
      self.users = users
      self.related = related
      var resources = [[Int]](repeating: [], count: durations.count)
      for (resource, tasks) in users.enumerated() {
        for task in tasks { resources[task].append(resource) }
      }
      self.resources = resources
    }

    package var taskCount: Int { durations.count }
  }

  package let shape: Shape
  /// By task.
  package let starts: [Int]
  /// By resource, its users by increasing start.
  package let sequences: [[Int]]
  /// By task and position in `shape.resources[task]`, its place in that resource's sequence.
  private let places: [[Int]]

  /// - Complexity: O(n log n) a resource.
  package init(_ shape: Shape, starts: [Int]) {
    self.shape = shape
    self.starts = starts
    sequences = shape.users.map { tasks in tasks.sorted { (starts[$0], $0) < (starts[$1], $1) } }
    var places = [[Int]](repeating: [], count: shape.taskCount)
    for sequence in sequences {
      for (place, task) in sequence.enumerated() { places[task].append(place) }
    }
    self.places = places
  }

  package func end(of task: Int) -> Int { starts[task] + shape.durations[task] }

  package var makespan: Int { starts.indices.reduce(0) { max($0, end(of: $1)) } }

  /// The tasks right before and after this one on each of its resources.
  package func neighbours(of task: Int, within distance: Int = 1) -> [Int] {
    var found: [Int] = []
    for (resource, place) in zip(shape.resources[task], places[task]) {
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
    for task in shape.durations.indices where shape.durations[task] > 0 {
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
      || shape.resources[first].contains { shape.resources[second].contains($0) }
  }
}
