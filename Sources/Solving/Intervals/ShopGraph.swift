import Basics

/// The modes of a shop's tasks and a sequence for each machine, with the heads and tails that follow from them.
///
/// Node n stands for "no neighbour on the machine". A tail does not contain the task's own duration. All times are exact
/// after `update`; the lags between tasks are from ends to starts, not negative, and hold in all modes.
///
/// - Source: Roy, Sussmann 1964, "Les problèmes d'ordonnancement avec contraintes disjonctives", with a mode a task.
struct ShopGraph: ~Copyable {
  struct Arc: BitwiseCopyable {
    let task: Int32
    let weight: Int32
  }

  struct Mode: BitwiseCopyable {
    let duration: Int32
    /// -1 for none.
    let machine: Int32
    let release: Int32
    /// What the makespan counts behind the end; `never` where it does not look at the task.
    let tail: Int32
  }

  /// Far below any time, so that sums with it stay there.
  static let never = Int32.min / 4

  let count: Int
  let machineCount: Int
  /// By task, in lists one after the other.
  let modes: Buffer<Mode>
  let firstMode: Buffer<Int32>
  let before: Buffer<Arc>
  let firstBefore: Buffer<Int32>
  let after: Buffer<Arc>
  let firstAfter: Buffer<Int32>

  /// By task, its place in `modes`.
  let mode: Buffer<Int32>
  let durations: Buffer<Int32>
  let previous: Buffer<Int32>
  let next: Buffer<Int32>
  let heads: Buffer<Int32>
  let tails: Buffer<Int32>
  /// A topological order of all tasks, and each one's place in it.
  let order: Buffer<Int32>
  let positions: Buffer<Int32>
  /// By machine.
  let first: Buffer<Int32>
  private let last: Buffer<Int32>
  private let open: Buffer<Int32>
  private(set) var makespan: Int32 = 0

  /// nil where the network is more than machines, modes, end-to-start lags and a makespan, where transitions, calendars or
  /// reservoirs decide with them, or times are too large.
  init?(_ network: TaskNetwork) {
    guard let piece = network.cost?.makespan, network.isShop, !network.hasTransitions, !network.hasFurtherTimes,
      Self.canHold(network)
    else { return nil }
    count = network.tasks.count
    machineCount = network.resources.count
    var tailOfTask: [Int: [(mode: Int?, offset: Int)]] = [:]
    for term in piece.terms { tailOfTask[term.event.task, default: []].append((term.mode, term.offset)) }
    var modes = Buffer<Mode>()
    var firstMode = Buffer<Int32>()
    for (number, task) in network.tasks.enumerated() {
      firstMode.append(Int32(modes.count))
      for (place, way) in task.modes.enumerated() {
        let offsets = (tailOfTask[number] ?? []).filter { ($0.mode ?? place) == place }.map(\.offset)
        modes.append(
          Mode(
            duration: Int32(way.duration), machine: Int32(way.uses.first?.resource ?? -1),
            release: Int32(max(-Int(Int32.max / 8), network.windows[number][place].lowerBound)),
            tail: offsets.max().map(Int32.init) ?? Self.never))
      }
    }
    firstMode.append(Int32(modes.count))
    self.modes = modes
    self.firstMode = firstMode
    let incoming = Self.lists(count, network.lags.map { ($0.after.task, $0.before.task, $0.weight) })
    let outgoing = Self.lists(count, network.lags.map { ($0.before.task, $0.after.task, $0.weight) })
    before = Buffer(incoming.joined())
    firstBefore = Self.offsets(incoming)
    after = Buffer(outgoing.joined())
    firstAfter = Self.offsets(outgoing)
    let none = Int32(count)
    mode = Buffer(repeating: 0, count: count)
    durations = Buffer(repeating: 0, count: count + 1)
    previous = Buffer(repeating: none, count: count + 1)
    next = Buffer(repeating: none, count: count + 1)
    heads = Buffer(repeating: Self.never, count: count + 1)
    tails = Buffer(repeating: Self.never, count: count + 1)
    order = Buffer(repeating: 0, count: count)
    positions = Buffer(repeating: -1, count: count + 1)
    first = Buffer(repeating: none, count: machineCount)
    last = Buffer(repeating: none, count: machineCount)
    open = Buffer(repeating: 0, count: count)
  }

  private static func canHold(_ network: TaskNetwork) -> Bool {
    var total = 0
    for (task, windows) in zip(network.tasks, network.windows) {
      if task.canBeAbsent || task.modes.contains(where: { $0.cost != 0 }) { return false }
      total += task.modes.map(\.duration).max() ?? 0
      total = max(total, total + (windows.map(\.lowerBound).max() ?? 0))
    }
    for lag in network.lags {
      guard lag.before.isEnd, !lag.after.isEnd, lag.weight >= 0, lag.beforeMode == nil, lag.afterMode == nil else {
        return false
      }
      total += lag.weight
    }
    for term in network.cost?.makespan?.terms ?? [] { total += abs(term.offset) }
    return total < Int(Int32.max / 8) && network.hasForwardOrder
  }

  private static func lists(_ count: Int, _ arcs: [(at: Int, to: Int, weight: Int)]) -> [[Arc]] {
    var lists = [[Arc]](repeating: [], count: count)
    for arc in arcs { lists[arc.at].append(Arc(task: Int32(arc.to), weight: Int32(arc.weight))) }
    return lists
  }

  /// Where each list begins when they stand one after the other, and where the last one ends.
  private static func offsets(_ lists: [[Arc]]) -> Buffer<Int32> {
    var offsets = Buffer<Int32>()
    offsets.append(0)
    for list in lists { offsets.append(offsets.last + Int32(list.count)) }
    return offsets
  }

  /// The node that stands for no neighbour.
  var none: Int32 { Int32(count) }

  func machine(of task: Int32) -> Int32 { modes[mode[task]].machine }

  /// The length of the longest path through a task.
  @inline(__always) func length(through task: Int32) -> Int32 { heads[task] &+ durations[task] &+ tails[task] }

  // MARK: Selections

  /// Takes each machine's sequence from an order of all tasks that keeps their lags.
  ///
  /// - Parameter chosen: by task, a place in its list of modes.
  mutating func load(order sequence: some Sequence<Int32>, modes chosen: (Int32) -> Int32) {
    first.fill(none)
    last.fill(none)
    for task in sequence {
      mode[task] = firstMode[task] + chosen(task)
      let way = modes[mode[task]]
      durations[task] = way.duration
      previous[task] = none
      next[task] = none
      guard way.machine >= 0 else { continue }
      let before = last[way.machine]
      previous[task] = before
      if before == none { first[way.machine] = task } else { next[before] = task }
      last[way.machine] = task
    }
    update()
  }

  /// Takes a task off its machine and puts it behind `place` (`none`: first) on the machine of another mode, or of its
  /// own. Call `update` afterwards.
  mutating func move(_ task: Int32, to newMode: Int32, behind place: Int32) {
    let old = modes[mode[task]].machine
    if old >= 0 {
      let (left, right) = (previous[task], next[task])
      if left == none { first[old] = right } else { next[left] = right }
      if right == none { last[old] = left } else { previous[right] = left }
    }
    mode[task] = newMode
    let way = modes[newMode]
    durations[task] = way.duration
    previous[task] = none
    next[task] = none
    guard way.machine >= 0 else { return }
    let right = place == none ? first[way.machine] : next[place]
    previous[task] = place
    next[task] = right
    if place == none { first[way.machine] = task } else { next[place] = task }
    if right == none { last[way.machine] = task } else { previous[right] = task }
  }

  /// Everything that follows from modes and sequences.
  ///
  /// - Complexity: O(n + lags).
  mutating func update() {
    sort()
    let (headOf, tailOf, durationOf) = (heads.pointer, tails.pointer, durations.pointer)
    headOf[count] = Self.never
    tailOf[count] = Self.never
    durationOf[count] = 0
    makespan = Self.never
    for position in 0..<count {
      let task = Int(order[position])
      let head = earliestStart(of: task, after: previous[task], headOf)
      headOf[task] = head
      makespan = max(makespan, head &+ durationOf[task] &+ modes[mode[task]].tail)
    }
    var position = count - 1
    while position >= 0 {
      let task = Int(order[position])
      tailOf[task] = leastTail(of: task, before: next[task], tailOf)
      position -= 1
    }
  }

  /// By its mode, its lags and the task in front of it on its machine, with the heads of `headOf`.
  @inline(__always)
  func earliestStart(of task: Int, after left: Int32, _ headOf: UnsafeMutablePointer<Int32>) -> Int32 {
    let durationOf = durations.pointer
    // Sums stay below 2^29: `canHold`.
    var head = max(modes[mode[task]].release, headOf[Int(left)] &+ durationOf[Int(left)])
    for place in Int(firstBefore[task])..<Int(firstBefore[task + 1]) {
      let arc = before[place]
      head = max(head, headOf[Int(arc.task)] &+ durationOf[Int(arc.task)] &+ arc.weight)
    }
    return head
  }

  /// The mirror image.
  @inline(__always)
  func leastTail(of task: Int, before right: Int32, _ tailOf: UnsafeMutablePointer<Int32>) -> Int32 {
    let durationOf = durations.pointer
    var tail = max(modes[mode[task]].tail, tailOf[Int(right)] &+ durationOf[Int(right)])
    for place in Int(firstAfter[task])..<Int(firstAfter[task + 1]) {
      let arc = after[place]
      tail = max(tail, tailOf[Int(arc.task)] &+ durationOf[Int(arc.task)] &+ arc.weight)
    }
    return tail
  }

  private mutating func sort() {
    let openOf = open.pointer
    var found = 0
    for task in 0..<count {
      openOf[task] = firstBefore[task + 1] - firstBefore[task] + (previous[task] == none ? 0 : 1)
      if openOf[task] == 0 {
        order[found] = Int32(task)
        found += 1
      }
    }
    var place = 0
    while place < found {
      let task = order[place]
      positions[task] = Int32(place)
      place += 1
      for arc in Int(firstAfter[task])..<Int(firstAfter[task + 1]) { release(after[arc].task, openOf, &found) }
      if next[task] != none { release(next[task], openOf, &found) }
    }
    assert(found == count, "a selection closes no cycle")
  }

  @inline(__always)
  private func release(_ task: Int32, _ openOf: UnsafeMutablePointer<Int32>, _ found: inout Int) {
    openOf[Int(task)] -= 1
    if openOf[Int(task)] == 0 {
      order[found] = task
      found += 1
    }
  }
}
