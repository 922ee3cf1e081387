import Basics

/// Builds a schedule group by group: each as early as what has been placed before leaves room for it.
///
/// - Source: serial generation, Kelley 1963; with groups instead of single activities where lags tie these.
struct Generation {
  /// What decides between several ways.
  struct Wishes {
    /// By task, small ones first.
    var priorities: [Double]
    /// By task, the mode to take; nil for the one that ends first.
    var modes: [Int?]
    /// By task, whether it takes place.
    var isPresent: [Bool]
    /// One in so many choices of a mode is any mode; 0 for none.
    var rarity = 0
  }

  let plan: GenerationPlan
  let closures: [[[Range<Int>]]]
  private(set) var placements: [GeneralSchedule.Placement?]
  /// The task at which the last pass ended without a schedule.
  private(set) var obstacle: Int?
  private(set) var machines: [MachineTimeline]
  private(set) var profiles: [UseProfile?]
  private(set) var levels: [LevelProfile?]
  private(set) var consumed: [Int]
  /// By consumable resource, the least that tasks which are not placed yet will need.
  private(set) var reserved: [Int]

  var instance: GeneralSchedule.Instance { plan.instance }

  init(_ plan: GenerationPlan) {
    self.plan = plan
    let resources = plan.instance.resources
    placements = Array(repeating: nil, count: plan.instance.tasks.count)
    machines = resources.map { _ in MachineTimeline() }
    profiles = resources.map { if case .renewable = $0.kind { UseProfile($0) } else { nil } }
    levels = resources.map { resource in
      guard case .reservoir(let initial, let minimum, let maximum) = resource.kind else { return nil }
      return LevelProfile(initial: initial, minimum: minimum, maximum: maximum)
    }
    consumed = Array(repeating: 0, count: resources.count)
    reserved = consumed
    let hasBreaks = resources.contains { !$0.breaks.isEmpty }
    closures =
      !hasBreaks
      ? []
      : plan.instance.tasks.map { task in
        task.modes.map { mode in
          let breaks = mode.demands.filter { $0.timing == .whileRunning }.flatMap { resources[$0.resource].breaks }
          return Self.merged(breaks)
        }
      }
  }

  private static func merged(_ ranges: [Range<Int>]) -> [Range<Int>] {
    var made: [Range<Int>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = made.last, range.lowerBound <= last.upperBound {
        made[made.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        made.append(range)
      }
    }
    return made
  }

  var solution: GeneralSchedule.Solution { GeneralSchedule.Solution(placements) }

  // MARK: A pass

  /// - Returns: whether there is a schedule; it may still break what a pass does not look at.
  mutating func run(_ wishes: Wishes, _ random: inout RandomSource, until shouldStop: () -> Bool) -> Bool {
    reset(wishes)
    var missing = plan.predecessorCounts
    var queue = MinHeap<Entry>()
    var waiting: [Int] = []
    func entry(_ group: Int) -> Entry {
      Entry(priority: plan.groups[group].reduce(Double.infinity) { min($0, wishes.priorities[$1]) }, group: group)
    }
    for group in plan.groups.indices where missing[group] == 0 { queue.push(entry(group)) }
    var count = 0
    while let next = queue.pop() {
      count += 1
      if count % 64 == 0, shouldStop() { return false }
      guard place(next.group, wishes, &random) else {
        // What a reservoir has no room for waits for what comes later.
        guard levels.contains(where: { $0 != nil }) else { return false }
        waiting.append(next.group)
        if queue.least == nil { return false }
        continue
      }
      for after in plan.successors[next.group] {
        missing[after] -= 1
        if missing[after] == 0 { queue.push(entry(after)) }
      }
      for group in waiting { queue.push(entry(group)) }
      waiting = []
    }
    return waiting.isEmpty
  }

  private struct Entry: Comparable {
    let priority: Double
    let group: Int

    static func < (left: Entry, right: Entry) -> Bool { (left.priority, left.group) < (right.priority, right.group) }
  }

  private mutating func reset(_ wishes: Wishes) {
    obstacle = nil
    for task in placements.indices { placements[task] = nil }
    for resource in machines.indices {
      machines[resource].removeAll()
      profiles[resource]?.removeAll()
      levels[resource]?.removeAll()
      consumed[resource] = 0
      reserved[resource] = 0
    }
    for (task, content) in instance.tasks.enumerated() where wishes.isPresent[task] {
      reserve(content, 1)
      if let frozen = content.frozen { insert(task, frozen) }
    }
  }

  /// Counts the least consumption of a task in, or out again.
  private mutating func reserve(_ task: GeneralSchedule.Task, _ sign: Int) {
    for (resource, content) in instance.resources.enumerated() {
      guard case .consumable = content.kind else { continue }
      let least = task.modes.reduce(Int.max) { min($0, Self.amount(of: resource, in: $1)) }
      reserved[resource] += sign * least
    }
  }

  static func amount(of resource: Int, in mode: GeneralSchedule.Mode) -> Int {
    mode.demands.first { $0.resource == resource }?.amount ?? 0
  }

  private mutating func place(_ group: Int, _ wishes: Wishes, _ random: inout RandomSource) -> Bool {
    let tasks = plan.groups[group].filter { wishes.isPresent[$0] && placements[$0] == nil }
    switch tasks.count {
    case 0: return true
    case 1: return place(single: tasks[0], wishes, &random)
    default: return place(together: tasks, wishes, &random)
    }
  }

  private mutating func place(single task: Int, _ wishes: Wishes, _ random: inout RandomSource) -> Bool {
    let content = instance.tasks[task]
    var best: GeneralSchedule.Placement?
    let bounds = bounds(of: task)
    if let wish = wishes.modes[task], allows(task, wish) { best = find(task, wish, bounds.start, bounds.end) }
    if best == nil {
      let candidates = candidates(task, bounds.start)
      if wishes.rarity > 0, random.below(wishes.rarity) == 0, !candidates.isEmpty {
        let mode = candidates[random.below(candidates.count)]
        best = find(task, mode, bounds.start, bounds.end)
      } else {
        for mode in candidates {
          guard let found = find(task, mode, bounds.start, bounds.end) else { continue }
          if let known = best, (known.end, known.start) <= (found.end, found.start) { continue }
          best = found
        }
      }
    }
    guard let best else {
      obstacle = task
      return false
    }
    reserve(content, -1)
    insert(task, best)
    return true
  }

  /// Modes worth a closer look: where there are many, those of machines that are free soonest.
  private func candidates(_ task: Int, _ start: Int) -> [Int] {
    let modes = instance.tasks[task].modes
    let allowed = modes.indices.filter { allows(task, $0) }
    if allowed.count <= 8 { return allowed }
    let ends = allowed.map { mode in
      modes[mode].demands.reduce(start) {
        instance.resources[$1.resource].isMachine ? max($0, machines[$1.resource].end) : $0
      }
        + modes[mode].duration
    }
    return zip(ends, allowed).sorted { $0 < $1 }.prefix(5).map(\.1)
  }

  /// Tasks that lags tie: each as early as the others allow, again and again, until all stay where they are.
  private mutating func place(together tasks: [Int], _ wishes: Wishes, _ random: inout RandomSource) -> Bool {
    var modes: [Int] = []
    for task in tasks {
      var allowed = instance.tasks[task].modes.indices.filter { allows(task, $0) }
      if let wish = wishes.modes[task], allowed.contains(wish) { allowed = [wish] }
      guard !allowed.isEmpty else { return fail(task, tasks) }
      let least = allowed.min { left, right in
        let (a, b) = (instance.tasks[task].modes[left], instance.tasks[task].modes[right])
        return (a.duration, load(a)) < (b.duration, load(b))
      }
      modes.append(random.below(4) == 0 ? allowed[random.below(allowed.count)] : least ?? allowed[0])
    }
    var rounds = 20 + 4 * tasks.count
    while rounds > 0 {
      rounds -= 1
      var isStable = true
      for (position, task) in tasks.enumerated() {
        let known = placements[task]
        if known != nil { remove(task) }
        let bounds = bounds(of: task)
        guard let found = find(task, modes[position], max(bounds.start, known?.start ?? 0), bounds.end) else {
          return fail(task, tasks)
        }
        if found != known { isStable = false }
        insert(task, found)
      }
      if isStable {
        for task in tasks { reserve(instance.tasks[task], -1) }
        return true
      }
    }
    return fail(tasks[0], tasks)
  }

  private mutating func fail(_ task: Int, _ tasks: [Int]) -> Bool {
    obstacle = task
    for task in tasks where placements[task] != nil { remove(task) }
    return false
  }

  /// How much the machines of a mode have to do already.
  private func load(_ mode: GeneralSchedule.Mode) -> Int {
    mode.demands.reduce(0) { max($0, instance.resources[$1.resource].isMachine ? machines[$1.resource].end : 0) }
  }

  // MARK: What is placed

  private mutating func insert(_ task: Int, _ placement: GeneralSchedule.Placement) {
    placements[task] = placement
    change(task, placement, 1)
  }

  private mutating func remove(_ task: Int) {
    guard let placement = placements[task] else { return }
    change(task, placement, -1)
    placements[task] = nil
  }

  private mutating func change(_ task: Int, _ placement: GeneralSchedule.Placement, _ sign: Int) {
    for demand in instance.tasks[task].modes[placement.mode].demands {
      switch instance.resources[demand.resource].kind {
      case .machine:
        if placement.end == placement.start { continue }
        if sign > 0 {
          machines[demand.resource].insert(task, from: placement.start, to: placement.end)
        } else {
          machines[demand.resource].remove(task, from: placement.start)
        }
      case .renewable:
        if placement.end > placement.start, demand.amount > 0 {
          profiles[demand.resource]?.hold(sign * demand.amount, from: placement.start, to: placement.end)
        }
      case .consumable: consumed[demand.resource] += sign * demand.amount
      case .reservoir:
        let time = demand.timing == .atEnd ? placement.end : placement.start
        levels[demand.resource]?.change(sign * demand.amount, at: time)
      }
    }
  }
}
