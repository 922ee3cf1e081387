/// What does not change while schedules of an instance are generated: lags as arcs between events, who has to be placed
/// together, and what follows each task.
struct GenerationPlan: Sendable {
  /// The event 2i is the start of task i, 2i + 1 its end.
  struct Arc: Sendable {
    let from: Int
    let to: Int
    let weight: Int
  }

  let instance: GeneralSchedule.Instance
  /// By task, arcs that lead to its events from those of other tasks.
  let arcs: [[Arc]]
  /// Tasks that lags in both directions tie to each other, in an order in which they may be placed.
  let groups: [[Int]]
  /// By task.
  let groupOf: [Int]
  /// By group, those that may be placed once it has been.
  let successors: [[Int]]
  /// By group.
  let predecessorCounts: [Int]
  /// By task: what must follow its start before all is over, itself included.
  let tails: [Int]
  /// By resource, the row of `instance.setups`; nil for none.
  let setups: [Int?]
  /// By row of `instance.setups`: whether neighbours are all that matters.
  let areOfNeighbours: [Bool]
  /// By task, constraints that its mode has to fit.
  let ties: [[Int]]
  /// By task, the pairs of sequences that it is in, as places in `instance.constraints`.
  let sequences: [[Int]]

  init(_ instance: GeneralSchedule.Instance) {
    self.instance = instance
    let count = instance.tasks.count
    var arcs = [[Arc]](repeating: [], count: count)
    func add(_ from: Int, _ to: Int, _ weight: Int) {
      if from / 2 != to / 2 { arcs[to / 2].append(Arc(from: from, to: to, weight: weight)) }
    }
    for lag in instance.lags {
      let before = 2 * lag.before.task + (lag.before.isEnd ? 1 : 0)
      let after = 2 * lag.after.task + (lag.after.isEnd ? 1 : 0)
      if let minimum = lag.minimum { add(before, after, minimum) }
      if let maximum = lag.maximum { add(after, before, -maximum) }
    }
    self.arcs = arcs
    let components = TaskGroups(arcs)
    groups = components.groups
    groupOf = components.groupOf
    var successors = [[Int]](repeating: [], count: groups.count)
    var counts = [Int](repeating: 0, count: groups.count)
    for (task, list) in arcs.enumerated() {
      for arc in list where components.groupOf[arc.from / 2] != components.groupOf[task] {
        successors[components.groupOf[arc.from / 2]].append(components.groupOf[task])
        counts[components.groupOf[task]] += 1
      }
    }
    self.successors = successors
    predecessorCounts = counts
    tails = Self.tails(instance, arcs, components)
    var rows = [Int?](repeating: nil, count: instance.resources.count)
    for (row, setups) in instance.setups.enumerated() { for machine in setups.machines { rows[machine] = row } }
    setups = rows
    areOfNeighbours = instance.setups.map(\.isOfNeighbours)
    var ties = [[Int]](repeating: [], count: count)
    var sequences = ties
    for (place, constraint) in instance.constraints.enumerated() {
      switch constraint {
      case .identicalResources(let first, let second), .differentResources(let first, let second):
        for task in [first, second] { ties[task].append(place) }
      case .modeDependency(let task, _, let other, _): for task in [task, other] { ties[task].append(place) }
      case .sameSequence(_, let pairs):
        for (first, second) in pairs { for task in Set([first, second]) { sequences[task].append(place) } }
      case .consecutive, .selectAllOrNone, .selectAtLeastOne, .selectExactlyOne: continue
      }
    }
    self.ties = ties
    self.sequences = sequences
  }

  /// The longest way over arcs of minimum lags from a task's start to the end of the last one, groups from behind; within a
  /// group its tasks one after the other.
  private static func tails(
    _ instance: GeneralSchedule.Instance, _ arcs: [[Arc]], _ components: TaskGroups
  ) -> [Int] {
    var tails = instance.tasks.map { task in task.modes.reduce(Int.max) { min($0, $1.duration) } }
    let durations = tails
    for group in components.groups.reversed() {
      for task in group.reversed() {
        for arc in arcs[task] {
          let before = arc.from / 2
          // From start to start.
          let span = arc.weight + (arc.from % 2 == 1 ? durations[before] : 0) - (arc.to % 2 == 1 ? durations[task] : 0)
          tails[before] = max(tails[before], span + tails[task])
        }
      }
    }
    return tails
  }
}

/// The strong components of tasks under arcs, each after all from which arcs lead to it.
///
/// - Source: Tarjan 1972, "Depth-first search and linear graph algorithms".
struct TaskGroups {
  private(set) var groups: [[Int]] = []
  private(set) var groupOf: [Int]

  init(_ arcs: [[GenerationPlan.Arc]]) {
    let count = arcs.count
    groupOf = [Int](repeating: -1, count: count)
    var number = [Int](repeating: -1, count: count)
    var low = number
    var open: [Int] = []
    var visited = 0
    // The path from the root: a task and the next of its arcs.
    var path: [(task: Int, next: Int)] = []
    for root in 0..<count where number[root] < 0 {
      path.append((root, 0))
      while let (task, next) = path.last {
        if next == 0 {
          number[task] = visited
          low[task] = visited
          visited += 1
          open.append(task)
        }
        if next < arcs[task].count {
          path[path.count - 1].next += 1
          // Arcs lead to the task: walking against them, those before are finished first.
          let before = arcs[task][next].from / 2
          if number[before] < 0 {
            path.append((before, 0))
          } else if groupOf[before] < 0 {
            low[task] = min(low[task], number[before])
          }
          continue
        }
        path.removeLast()
        if let parent = path.last?.task { low[parent] = min(low[parent], low[task]) }
        guard low[task] == number[task] else { continue }
        var group: [Int] = []
        while let member = open.popLast() {
          groupOf[member] = groups.count
          group.append(member)
          if member == task { break }
        }
        groups.append(group.sorted())
      }
    }
  }
}
