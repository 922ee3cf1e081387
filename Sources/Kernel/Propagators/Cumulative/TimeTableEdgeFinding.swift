import Basics

/// Cumulative resource, time-table edge finding in one direction: energy of whole tasks and of the profile together.
///
/// For each window [a, b): the energy of the free parts of tasks inside, what tasks that start in it must leave of
/// themselves before b, and the profile's energy. More than the window offers is a conflict. A task that starts in the
/// window, and would overload it at its earliest start, is pushed to where the rest of the energy lets it start.
///
/// Capacity that no set of tasks can use counts as used, like the profile.
///
/// - Complexity: O(n²) a run for n tasks that are present.
/// - Source: Vilim 2011, "Timetable edge finding filtering algorithm for discrete cumulative resources"; Schutt, Feydy,
///   Stuckey 2013, "Explaining time-table-edge-finding propagation for the cumulative resource constraint"; Cloutier,
///   Quimper 2026 for the wasted capacity.
final class TimeTableEdgeFinding: Propagator {
  private let windows: TaskWindows
  private let capacity: IntegerVariable
  private let profile: Profile
  private let waste: WastedCapacity?
  private let explanation: EnergyExplanation
  private var id = PropagatorID(index: -1)
  private var throttle = Throttle()
  /// Looking for waste is dear; it yields where an explanation needs it.
  private var wasteThrottle = Throttle()

  /// Present tasks whose start is not yet fixed, by earliest start and by latest completion.
  private let byStart: Buffer<Int32>
  private let byCompletion: Buffer<Int32>
  private let startKey: Buffer<Int32>
  private let completionKey: Buffer<Int32>
  /// Energy outside the compulsory part.
  private let freeEnergy: Buffer<Int>
  /// The energy of the profile and of the waste before each earliest start and latest completion of a task.
  private let energyBeforeStart: Buffer<Int>
  private let energyBeforeCompletion: Buffer<Int>
  /// The pushes found: the new start and the window that gives it.
  private let pushedStart: Buffer<Int32>
  private let windowStart: Buffer<Int32>
  private let windowEnd: Buffer<Int32>

  /// - Parameter wastable: the largest capacity whose waste is worth looking for, where all demands are constant; nil
  ///   counts no waste.
  init(_ tasks: [Task], capacity: IntegerVariable, wastable: Int? = nil, isMirrored: Bool = false) {
    let n = tasks.count
    windows = TaskWindows(tasks)
    self.capacity = capacity
    profile = Profile(taskCount: n)
    waste = wastable.map { WastedCapacity(taskCount: n, capacity: $0) }
    explanation = EnergyExplanation(
      tasks, capacity: capacity, waste: wastable.map { WasteExplanation(tasks, capacity: $0) }, isMirrored: isMirrored)
    byStart = Buffer((0..<n).map(Int32.init))
    byCompletion = Buffer((0..<n).map(Int32.init))
    startKey = Buffer(repeating: 0, count: n)
    completionKey = Buffer(repeating: 0, count: n)
    freeEnergy = Buffer(repeating: 0, count: n)
    energyBeforeStart = Buffer(repeating: 0, count: n)
    energyBeforeCompletion = Buffer(repeating: 0, count: n)
    pushedStart = Buffer(repeating: 0, count: n)
    windowStart = Buffer(repeating: 0, count: n)
    windowEnd = Buffer(repeating: 0, count: n)
  }

  var priority: Priority { .energetic }

  func attach(as id: PropagatorID) -> [IntegerVariable] {
    self.id = id
    return TimeTable.wakers(of: windows.tasks) + [-capacity]
  }

  func propagate(_ store: inout Store) throws(Conflict) {
    if !throttle.shouldRun(atRoot: store.level == 0) { return }
    let free = prepare(store)
    if free < 2 { return }
    let limit = Int(store.upper(capacity))
    for i in 0..<free {
      let b = windows.lct[byCompletion[i]]
      if i + 1 < free, windows.lct[byCompletion[i + 1]] == b { continue }
      let overloaded = sweep(upTo: b, profileEnergy: energyBeforeCompletion[byCompletion[i]], free, limit)
      if overloaded >= 0 {
        throttle.noteYield()
        explanation.explain(from: windows.est[overloaded], to: b, before: store.position, &store)
        if explanation.usedWaste { wasteThrottle.noteYield() }
        throw store.fail(by: id, store.evidence)
      }
    }
    for i in 0..<free {
      let j = Int(byStart[i])
      if pushedStart[j] <= windows.est[j] { continue }
      throttle.noteYield()
      let payload = store.keep(Int32(truncatingIfNeeded: j), 0)
      _ = store.keep(windowStart[j], windowEnd[j])
      try store.raise(windows.tasks[j].start.atLeast(pushedStart[j]), because: .lazy(id, payload: payload))
    }
  }

  /// Asked: start_j >= v. Starting by v - 1, task j would overload the window.
  func explain(_ literal: Literal, payload: Int32, before position: Int32, _ store: inout Store) {
    let (j, _) = store.kept(payload)
    let (a, b) = store.kept(payload + 1)
    let latest = literal.bound + windows.tasks[j].start.offset - 1
    explanation.explain(from: a, to: b, pushed: Int(j), startingBy: latest, before: position, &store)
    if explanation.usedWaste, !store.isCertifying { wasteThrottle.noteYield() }
  }

  /// In the window that was explained last.
  func refutes(_ bounds: CheckedBounds) -> Bool {
    EnergyCheck(windows.tasks, capacity: capacity, bounds).isRefuted(in: explanation.window)
  }

  /// Reads the bounds, sorts the tasks with a free part, and sums the profile.
  ///
  /// - Returns: how many tasks have a free part; they come first in both orders.
  private func prepare(_ store: borrowing Store) -> Int {
    windows.refresh(store)
    profile.rebuild(windows)
    var free = 0
    for k in 0..<windows.count {
      let compulsory = windows.hasCompulsoryPart(k) ? windows.ect[k] - windows.lst[k] : 0
      let rest = windows.presence[k] == .present ? max(0, windows.duration[k] - compulsory) : 0
      freeEnergy[k] = Int(rest) * Int(windows.demand[k])
      pushedStart[k] = .min
      let isFree = freeEnergy[k] > 0
      startKey[k] = isFree ? windows.est[k] : .max
      completionKey[k] = isFree ? windows.lct[k] : .max
      if isFree { free += 1 }
    }
    insertionSort(byStart, by: startKey)
    insertionSort(byCompletion, by: completionKey)
    for k in 0..<windows.count {
      energyBeforeStart[k] = 0
      energyBeforeCompletion[k] = 0
    }
    sum(profile.starts, profile.ends, profile.heights, profile.count, free)
    if let waste, wasteThrottle.shouldRun(atRoot: store.level == 0) {
      waste.rebuild(windows, profile, limit: Int(store.upper(capacity)))
      if waste.count > 0 { sum(waste.starts, waste.ends, waste.heights, waste.count, free) }
    }
    return free
  }

  /// Adds the energy of blocks to what is before each earliest start and latest completion.
  private func sum(
    _ starts: borrowing Buffer<Int32>, _ ends: borrowing Buffer<Int32>, _ heights: borrowing Buffer<Int>, _ count: Int,
    _ free: Int
  ) {
    add(starts, ends, heights, count, byStart, free, windows.est, into: energyBeforeStart)
    add(starts, ends, heights, count, byCompletion, free, windows.lct, into: energyBeforeCompletion)
  }

  private func add(
    _ starts: borrowing Buffer<Int32>, _ ends: borrowing Buffer<Int32>, _ heights: borrowing Buffer<Int>, _ count: Int,
    _ order: borrowing Buffer<Int32>, _ free: Int, _ times: borrowing Buffer<Int32>, into sums: borrowing Buffer<Int>
  ) {
    var block = 0
    var sum = 0
    for i in 0..<free {
      let k = order[i]
      let time = times[k]
      while block < count, ends[block] <= time {
        sum += Int(ends[block] - starts[block]) * heights[block]
        block += 1
      }
      var partial = 0
      if block < count, starts[block] < time { partial = Int(time - starts[block]) * heights[block] }
      sums[k] += sum + partial
    }
  }

  /// All windows that end at `b`, by decreasing begin.
  ///
  /// - Returns: the task whose earliest start begins an overloaded window, -1 if there is none.
  private func sweep(upTo b: Int32, profileEnergy: Int, _ free: Int, _ limit: Int) -> Int {
    var energy = 0
    // The task that would add most to the window if it started as early as it can.
    var candidate = -1
    var most = 0
    var i = free - 1
    while i >= 0 {
      let k = Int(byStart[i])
      i -= 1
      let a = windows.est[k]
      if a >= b { continue }
      if windows.lct[k] <= b {
        energy += freeEnergy[k]
      } else {
        let part = energyBefore(b, k)
        energy += part
        let added = earliestEnergy(before: b, k) - part
        if added > most {
          most = added
          candidate = k
        }
      }
      let reserve = limit * Int(b - a) - energy - (profileEnergy - energyBeforeStart[k])
      if reserve < 0 { return k }
      if candidate >= 0, reserve < most { push(candidate, from: a, to: b, reserve: reserve) }
    }
    return -1
  }

  /// The energy that k, started as late as possible, spends before b outside its compulsory part.
  @inline(__always) private func energyBefore(_ b: Int32, _ k: Int) -> Int {
    let from = windows.hasCompulsoryPart(k) ? windows.ect[k] : windows.lst[k]
    return b > from ? min(freeEnergy[k], Int(b - from) * Int(windows.demand[k])) : 0
  }

  /// The energy that k, started as early as possible, spends before b outside its compulsory part.
  @inline(__always) private func earliestEnergy(before b: Int32, _ k: Int) -> Int {
    let run = min(b - windows.est[k], windows.duration[k])
    return Int(run - compulsoryUnits(before: b, k)) * Int(windows.demand[k])
  }

  @inline(__always) private func compulsoryUnits(before b: Int32, _ k: Int) -> Int32 {
    windows.hasCompulsoryPart(k) ? max(0, min(b, windows.ect[k]) - windows.lst[k]) : 0
  }

  /// Task j may spend in the window what the others leave: the reserve and what it was counted with.
  private func push(_ j: Int, from a: Int32, to b: Int32, reserve: Int) {
    let demand = Int(windows.demand[j])
    let units = (reserve + energyBefore(b, j)) / demand + Int(compulsoryUnits(before: b, j))
    let start = b - Int32(units)
    if start > pushedStart[j] {
      pushedStart[j] = start
      windowStart[j] = a
      windowEnd[j] = b
    }
  }
}
