import Basics

/// Cumulative resource, time-table rule: where the compulsory parts leave too little, a task cannot run.
///
/// If task j would not fit beside the others at time t and ends after t, it starts after t. A push past a long block is
/// made in steps of at most the duration, each an entry of its own, so that each is explained by one time point. The
/// height of the profile is a lower bound of the capacity and bounds the demands of the tasks in it. Never throttled:
/// once all starts are fixed, this rule alone decides.
///
/// - Complexity: O(n) when no compulsory part changed; otherwise O(n) for a nearly sorted profile, and O(blocks) a task.
/// - Source: Gay, Hartert, Schaus 2015, "Simple and scalable time-table filtering for the cumulative constraint";
///   pointwise explanations: Schutt, Feydy, Stuckey, Wallace 2011, "Explaining the cumulative propagator".
final class TimeTable: Propagator {
  /// The two time directions: tasks as given, and mirrored with the mirrored profile.
  struct Side: ~Copyable {
    let tasks: Buffer<Task>
    let profile: Profile

    init(_ tasks: [Task]) {
      self.tasks = Buffer(tasks)
      profile = Profile(taskCount: tasks.count)
    }
  }

  let forward: Side
  let backward: Side
  let capacity: IntegerVariable
  var id = PropagatorID(index: -1)
  let points: PointExplanation
  private let windows: TaskWindows
  /// Tasks whose window moved since the last complete run.
  private let moved: Buffer<Int32>
  private var movedCount = 0
  private let isMoved: Buffer<Bool>
  /// The times between which the profile has grown anywhere since the last complete run.
  private var grownFrom = Int32.max
  private var grownTo = Int32.min
  private var limit: Int32 = 0
  /// The last run ended without a conflict. Wherever the search is now, a task with the bounds of then needs no look while
  /// the profile is the same; tasks for which that run changed something count as moved.
  private var isSettled = false

  init(_ tasks: [Task], capacity: IntegerVariable) {
    forward = Side(tasks)
    backward = Side(tasks.map(\.mirrored))
    self.capacity = capacity
    windows = TaskWindows(tasks)
    points = PointExplanation(taskCount: tasks.count)
    moved = Buffer(repeating: 0, count: tasks.count)
    isMoved = Buffer(repeating: false, count: tasks.count)
  }

  var priority: Priority { .timeTable }

  func attach(as id: PropagatorID) -> [IntegerVariable] {
    self.id = id
    var woken = Self.wakers(of: forward.tasks)
    woken.append(-capacity)
    return woken
  }

  /// Every variable that the tasks' windows depend on, once.
  static func wakers(of tasks: borrowing Buffer<Task>) -> [IntegerVariable] {
    var woken: [IntegerVariable] = []
    for k in 0..<tasks.count {
      let task = tasks[k]
      woken += [task.start.variable, -task.start.variable, task.duration, task.demand]
      if task.end.variable != task.start.variable { woken += [task.end.variable, -task.end.variable] }
      if task.presence != .always { woken.append(task.presence.variable) }
    }
    return woken
  }

  func propagate(_ store: inout Store) throws(Conflict) {
    let isSame = findMoved(store)
    let wasSettled = isSettled && limit == store.upper(capacity)
    let isProfileSame = isSame && wasSettled
    isSettled = false
    limit = store.upper(capacity)
    if !isProfileSame {
      forward.profile.rebuild(windows)
      backward.profile.mirror(of: forward.profile)
    }
    try raiseCapacity(&store)
    if isProfileSame {
      for i in 0..<movedCount { try filter(Int(moved[i]), &store) }
    } else {
      for j in 0..<windows.count where !wasSettled || isMoved[j] || isReachedByGrowth(j, store) {
        try filter(j, &store)
      }
    }
    isSettled = true
  }

  func refutes(_ bounds: CheckedBounds) -> Bool {
    EnergyCheck(forward.tasks, capacity: capacity, bounds).isRefutedAtTimes()
  }

  /// Lists the tasks whose windows are not those of the last run, and takes the windows of now.
  ///
  /// - Returns: whether the compulsory parts are the same.
  private func findMoved(_ store: borrowing Store) -> Bool {
    movedCount = 0
    grownFrom = .max
    grownTo = .min
    var isSame = true
    for k in 0..<windows.count {
      let task = windows.tasks[k]
      let est = store.lower(task.start)
      let lst = store.upper(task.start)
      let ect = store.lower(task.end)
      let lct = store.upper(task.end)
      let demand = store.lower(task.demand)
      let presence = TaskWindows.presence(task, store)
      let isStill =
        est == windows.est[k] && lst == windows.lst[k] && ect == windows.ect[k] && lct == windows.lct[k]
        && demand == windows.demand[k] && presence == windows.presence[k]
        // Before a task is sure to be there, its duration need not show in its window.
        && (presence != .open || store.lower(task.duration) == windows.duration[k])
        // An open demand may have more room to lose than it had then.
        && store.upper(task.demand) <= demand
      isMoved[k] = !isStill
      if isStill { continue }
      let had = windows.hasCompulsoryPart(k)
      let sameHeight = demand == windows.demand[k]
      let samePart = lst == windows.lst[k] && ect == windows.ect[k]
      let lstBefore = windows.lst[k]
      let ectBefore = windows.ect[k]
      windows.refresh(k, store)
      let has = windows.hasCompulsoryPart(k)
      if had != has || (has && !(sameHeight && samePart)) { isSame = false }
      if has {
        let isKnown = had && sameHeight
        if !isKnown || lst < lstBefore { noteGrowth(from: lst, to: isKnown ? min(ect, lstBefore) : ect) }
        if isKnown, ect > ectBefore { noteGrowth(from: max(lst, ectBefore), to: ect) }
      }
      moved[movedCount] = Int32(truncatingIfNeeded: k)
      movedCount += 1
    }
    return isSame
  }

  @inline(__always) private func noteGrowth(from start: Int32, to end: Int32) {
    grownFrom = min(grownFrom, start)
    grownTo = max(grownTo, end)
  }

  /// Whether task j, which has not moved, may not fit any more where it fitted before: only where the profile has grown.
  @inline(__always) private func isReachedByGrowth(_ j: Int, _ store: borrowing Store) -> Bool {
    if windows.est[j] >= grownTo || windows.lct[j] <= grownFrom { return false }
    if windows.presence[j] == .open || store.upper(windows.tasks[j].demand) > windows.demand[j] { return true }
    return windows.ect[j] > grownFrom || windows.lst[j] < grownTo
  }

  /// The capacity is at least the highest block.
  private func raiseCapacity(_ store: inout Store) throws(Conflict) {
    let profile = forward.profile
    if profile.maximum <= Int(store.lower(capacity)) { return }
    let block = profile.highest
    let middle = profile.starts[block] + (profile.ends[block] - 1 - profile.starts[block]) / 2
    // Any height above the present upper bound is a conflict, so the smallest one will do.
    let height = min(profile.maximum, Int(limit) + 1)
    let reason = Reason.lazy(id, payload: store.keep(Payload.capacity, middle))
    try store.raise(Literal(capacity, atLeast: Int32(height)), because: reason)
  }

  private func filter(_ j: Int, _ store: inout Store) throws(Conflict) {
    let presence = windows.presence[j]
    let demand = windows.demand[j]
    if presence == .absent { return }
    let before = store.position
    if demand > 0, forward.profile.maximum > Int(limit) - Int(demand) {
      if presence == .open {
        try refuteUnplaceable(j, &store)
      } else if windows.lst[j] > windows.est[j] || windows.lct[j] > windows.ect[j] {
        try push(j, forward, part: windows.lst[j], windows.ect[j], &store)
        try push(j, backward, part: -windows.ect[j], -windows.lst[j], &store)
      }
    }
    if store.upper(windows.tasks[j].demand) > demand, windows.hasCompulsoryPart(j) { try lowerDemand(j, &store) }
    if store.position > before { windows.est[j] = .min }
  }

  /// Pushes the start of present task j past the blocks in which it does not fit.
  ///
  /// - Parameters:
  ///   - partStart, partEnd: j's own compulsory part when the profile was made, in this direction; it is no obstacle.
  @inline(__always)
  private func push(
    _ j: Int, _ side: borrowing Side, part partStart: Int32, _ partEnd: Int32, _ store: inout Store
  ) throws(Conflict) {
    let task = side.tasks[j]
    let profile = side.profile
    let room = Int(limit) - Int(windows.demand[j])
    var start = store.lower(task.start)
    var end = store.lower(task.end)
    var block = profile.firstBlock(endingAfter: start)
    while block < profile.count, profile.starts[block] < end {
      let isOwn = profile.starts[block] >= partStart && profile.starts[block] < partEnd
      if profile.heights[block] <= room || isOwn || profile.ends[block] <= start {
        block += 1
        continue
      }
      start = min(profile.ends[block], end)
      let payload = store.keep(Payload.push(j, isMirrored: isMirrored(side)), start - 1)
      try store.raise(task.start.atLeast(start), because: .lazy(id, payload: payload))
      end = store.lower(task.end)
      // The end of a task of variable duration follows later, and wakes this propagator again.
      if end <= start { return }
    }
  }

  func isMirrored(_ side: borrowing Side) -> Bool { side.profile === backward.profile }

  /// Makes open task j absent when no start within its bounds fits; all premises are taken at once.
  private func refuteUnplaceable(_ j: Int, _ store: inout Store) throws(Conflict) {
    if !isUnplaceable(j, writingPremises: false, &store) { return }
    _ = isUnplaceable(j, writingPremises: true, &store)
    let reason = store.takeReason(by: id, part: windows.tasks[j].number)
    try store.raise(windows.tasks[j].presence.negated, because: reason)
  }

  private func isUnplaceable(_ j: Int, writingPremises: Bool, _ store: inout Store) -> Bool {
    let task = windows.tasks[j]
    let profile = forward.profile
    let room = Int(limit) - Int(windows.demand[j])
    var start = windows.est[j]
    var end = windows.ect[j]
    var block = profile.firstBlock(endingAfter: start)
    if writingPremises {
      store.premise(task.start.atMost(windows.lst[j]))
      store.premise(task.start.atLeast(start))
      store.premise(task.end.atLeast(end))
      store.premise(Literal(task.duration, atLeast: windows.duration[j]))
    }
    while block < profile.count, profile.starts[block] < end, start < end, start <= windows.lst[j] {
      if profile.heights[block] <= room || profile.ends[block] <= start {
        block += 1
        continue
      }
      start = min(profile.ends[block], end)
      end = max(end, start + windows.duration[j])
      if writingPremises { explainFullness(for: j, at: start - 1, before: store.position, &store) }
    }
    return start > windows.lst[j]
  }

  /// The demand of j, which runs through the blocks of its compulsory part, leaves room for the others there.
  private func lowerDemand(_ j: Int, _ store: inout Store) throws(Conflict) {
    let profile = forward.profile
    let task = windows.tasks[j]
    var block = profile.firstBlock(endingAfter: windows.lst[j])
    while block < profile.count, profile.starts[block] < windows.ect[j] {
      let most = Int(limit) - (profile.heights[block] - Int(windows.demand[j]))
      if most < Int(store.upper(task.demand)) {
        let payload = store.keep(Payload.demand(j), profile.starts[block])
        try store.raise(Literal(task.demand, atMost: Int32(most)), because: .lazy(id, payload: payload))
      }
      block += 1
    }
  }
}
