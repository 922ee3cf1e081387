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
  private let closures: [[[Range<Int>]]]
  private(set) var placements: [GeneralSchedule.Placement?]
  /// The task at which the last pass ended without a schedule.
  private(set) var obstacle: Int?
  private var machines: [MachineTimeline]
  private var profiles: [UseProfile?]
  private var levels: [LevelProfile?]
  private var consumed: [Int]
  /// By consumable resource, the least that tasks which are not placed yet will need.
  private var reserved: [Int]

  private var instance: GeneralSchedule.Instance { plan.instance }

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

  private static func amount(of resource: Int, in mode: GeneralSchedule.Mode) -> Int {
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

  // MARK: Where a task fits

  /// The earliest start and end by its windows and by arcs from what is placed.
  private func bounds(of task: Int) -> (start: Int, end: Int) {
    let content = instance.tasks[task]
    var start = max(content.earliestStart, content.job.map { instance.jobs[$0].release } ?? 0)
    var end = content.earliestEnd
    for arc in plan.arcs[task] {
      guard let before = placements[arc.from / 2] else { continue }
      let time = (arc.from % 2 == 1 ? before.end : before.start) + arc.weight
      if arc.to % 2 == 1 { end = max(end, time) } else { start = max(start, time) }
    }
    for place in plan.sequences[task] { start = max(start, sequenceBound(task, place)) }
    return (start, end)
  }

  /// Behind those that are before its partner on the other machine.
  private func sequenceBound(_ task: Int, _ place: Int) -> Int {
    guard case .sameSequence(_, let pairs) = instance.constraints[place] else { return 0 }
    var bound = 0
    for (first, second) in pairs where first == task || second == task {
      guard let partner = placements[first == task ? second : first] else { continue }
      for (other, another) in pairs where (other, another) != (first, second) {
        let (here, there) = first == task ? (other, another) : (another, other)
        if let there = placements[there], let here = placements[here], there.start < partner.start {
          bound = max(bound, here.end)
        }
      }
    }
    return bound
  }

  /// Whether a mode fits those of the tasks that are placed, and leaves enough of consumable resources.
  private func allows(_ task: Int, _ mode: Int) -> Bool {
    let content = instance.tasks[task]
    if instance.flaw(of: content.modes[mode]) != nil { return false }
    for demand in content.modes[mode].demands {
      guard case .consumable(let capacity) = instance.resources[demand.resource].kind else { continue }
      let least = content.modes.reduce(Int.max) { min($0, Self.amount(of: demand.resource, in: $1)) }
      if consumed[demand.resource] + reserved[demand.resource] - least + demand.amount > capacity { return false }
    }
    return plan.ties[task].allSatisfy { place in
      switch instance.constraints[place] {
      case .identicalResources(let first, let second):
        guard let other = placements[first == task ? second : first] else { return true }
        return held(task, mode) == held(first == task ? second : first, other.mode)
      case .differentResources(let first, let second):
        guard let other = placements[first == task ? second : first] else { return true }
        return held(task, mode).isDisjoint(with: held(first == task ? second : first, other.mode))
      case .modeDependency(let first, let asked, let second, let modes):
        if first == task {
          guard mode == asked, let other = placements[second] else { return true }
          return modes.contains(other.mode)
        }
        return placements[first]?.mode != asked || modes.contains(mode)
      default: return true
      }
    }
  }

  private func held(_ task: Int, _ mode: Int) -> Set<Int> {
    Set(instance.tasks[task].modes[mode].demands.filter { $0.timing == .whileRunning }.map(\.resource))
  }

  /// The earliest place of a task in a mode; nil where windows or levels leave none.
  private func find(_ task: Int, _ mode: Int, _ earliest: Int, _ earliestEnd: Int) -> GeneralSchedule.Placement? {
    let content = instance.tasks[task]
    let way = content.modes[mode]
    let deadline = content.job.flatMap { instance.jobs[$0].deadline } ?? .max
    let latestEnd = min(content.latestEnd ?? .max, deadline, GeneralSchedule.Instance.limit)
    let latestStart = min(content.latestStart ?? .max, latestEnd)
    var time = earliest
    while time <= latestStart {
      guard let (start, end) = extent(content, way, closures.isEmpty ? [] : closures[task][mode], time, earliestEnd),
        start <= latestStart, end <= latestEnd
      else { return nil }
      guard let next = conflict(task, way, start, end) else { return nil }
      if next == start { return GeneralSchedule.Placement(mode: mode, start: start, end: end) }
      time = next
    }
    return nil
  }

  /// The start from `time` on and the end that breaks leave.
  private func extent(
    _ task: GeneralSchedule.Task, _ mode: GeneralSchedule.Mode, _ breaks: [Range<Int>], _ time: Int, _ earliestEnd: Int
  ) -> (start: Int, end: Int)? {
    var start = time
    if breaks.isEmpty || mode.duration == 0 {
      if task.mayIdle { return (start, max(start + mode.duration, earliestEnd)) }
      start = max(start, earliestEnd - mode.duration)
      return (start, start + mode.duration)
    }
    // The first break that is not over at the start.
    var index = Self.firstBreak(endingAfter: start, breaks)
    while true {
      if task.mayPause {
        if index < breaks.count, breaks[index].lowerBound <= start {
          start = breaks[index].upperBound
          index += 1
        }
        var end = start + mode.duration
        for closed in breaks[index...] {
          if closed.lowerBound >= end { break }
          end += closed.count
        }
        if task.mayIdle { return (start, max(end, earliestEnd)) }
        if end >= earliestEnd { return (start, end) }
        start += max(1, earliestEnd - end)
        index = Self.firstBreak(endingAfter: start, breaks)
        continue
      }
      if !task.mayIdle { start = max(start, earliestEnd - mode.duration) }
      let end = task.mayIdle ? max(start + mode.duration, earliestEnd) : start + mode.duration
      index = Self.firstBreak(endingAfter: start, breaks)
      guard index < breaks.count, breaks[index].lowerBound < end else { return (start, end) }
      start = breaks[index].upperBound
    }
  }

  private static func firstBreak(endingAfter time: Int, _ breaks: [Range<Int>]) -> Int {
    var (low, high) = (0, breaks.count)
    while low < high {
      let middle = (low + high) / 2
      if breaks[middle].upperBound <= time { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The start itself where all resources have room, else the earliest one at which the first that has none may have; nil
  /// where there is none.
  private func conflict(_ task: Int, _ mode: GeneralSchedule.Mode, _ start: Int, _ end: Int) -> Int? {
    var next = start
    var changes: [(resource: Int, time: Int, amount: Int)] = []
    for demand in mode.demands {
      switch instance.resources[demand.resource].kind {
      case .machine:
        if end > start { next = max(next, machineFit(demand.resource, task, start, end)) }
      case .renewable:
        guard end > start, demand.amount > 0, let profile = profiles[demand.resource] else { continue }
        next = max(next, profile.fit(demand.amount, from: start, lasting: end - start))
      case .consumable: continue
      case .reservoir:
        changes.append((demand.resource, demand.timing == .atEnd ? end : start, demand.amount))
      }
      if next == .max { return nil }
    }
    if next > start || changes.isEmpty { return next }
    for resource in Set(changes.map(\.resource)) {
      guard let level = levels[resource] else { continue }
      let own = changes.filter { $0.resource == resource }.map { ($0.time, $0.amount) }
      if level.allows(own) { continue }
      let later = own.compactMap { time, _ in level.change(after: time).map { start + $0 - time } }
      guard let later = later.min() else { return nil }
      next = max(next, later)
    }
    return next
  }

  private func machineFit(_ machine: Int, _ task: Int, _ start: Int, _ end: Int) -> Int {
    guard let row = plan.setups[machine] else {
      return machines[machine].fit(from: start, lasting: end - start, setup: nil, task: task)
    }
    let setups = instance.setups[row]
    func setup(_ first: Int, _ second: Int) -> Int? {
      guard let from = setups.kinds[first], let to = setups.kinds[second] else { return 0 }
      return setups.times[from][to]
    }
    return plan.areOfNeighbours[row]
      ? machines[machine].fit(from: start, lasting: end - start, setup: setup, task: task)
      : machines[machine].fitAmongAll(from: start, lasting: end - start, setup: setup, task: task)
  }
}
