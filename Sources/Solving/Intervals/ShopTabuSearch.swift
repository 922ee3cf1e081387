import Basics

/// Tabu search over modes and sequences of a shop: a critical task is taken off its machine and put where the makespan
/// gets least, on its own machine or that of another mode.
///
/// For a task v off its machine, heads r and tails t of what is left are computed once. On a machine let L be the tasks
/// that end after r_v and R those whose tails begin before t_v. All positions behind R without L and in front of L without
/// R close no cycle, one of them is the best there is, and between x and y the longest path through v is exactly
/// max(r_v, r_x + p_x) + p + max(t_v, p_y + t_y).
///
/// - Source: Mastrolilli, Gambardella 2000, "Effective neighbourhood functions for the flexible job shop problem".
struct ShopTabuSearch: ~Copyable {
  private(set) var graph: ShopGraph
  private var random: RandomSource
  private let tenure: ClosedRange<Int>
  private(set) var iteration = 0
  /// Of the best selection since the last `begin`, and when it was found.
  private(set) var best = Int32.max
  private(set) var bestIteration = 0
  let bestStarts: Buffer<Int32>
  /// By task, a place in its list of modes.
  let bestModes: Buffer<Int32>
  let bestTails: Buffer<Int32>

  /// By place in `graph.modes`, until when it is not chosen again.
  private let modeTabu: Buffer<Int>
  /// By first and second task, until when the one does not come before the other; empty where there are too many.
  private let orderTabu: Buffer<Int>
  private static let orderLimit = 2_000

  private var path = Buffer<Int32>()
  private let heads: Buffer<Int32>
  private let tails: Buffer<Int32>
  private var sequence = Buffer<Int32>()
  private var ties = 0
  private var chosen = Move()
  private var fallback = Move()
  private var fallbacks = 0

  private struct Move: BitwiseCopyable {
    var task: Int32 = -1
    var mode: Int32 = -1
    /// The task it comes behind; the graph's `none` for the first place.
    var left: Int32 = -1
    /// The one that it has passed last, where it stays on its machine, and on which side it then is.
    var passed: Int32 = -1
    var isForward = false
    var makespan = Int32.max
    var length = Int32.max
  }

  init?(_ network: TaskNetwork, seed: UInt64) {
    guard let graph = ShopGraph(network) else { return nil }
    let count = graph.count
    let least = 10 + count / max(1, graph.machineCount * graph.machineCount)
    tenure = least...2 * least
    random = RandomSource(seed: seed ^ 0x7461_6275)
    bestStarts = Buffer(repeating: 0, count: count)
    bestModes = Buffer(repeating: 0, count: count)
    bestTails = Buffer(repeating: 0, count: count)
    modeTabu = Buffer(repeating: 0, count: graph.modes.count)
    orderTabu = Buffer(repeating: 0, count: count <= Self.orderLimit ? count * count : 0)
    heads = Buffer(repeating: 0, count: count + 1)
    tails = Buffer(repeating: 0, count: count + 1)
    self.graph = graph
  }

  /// Begins anew from an order of all tasks and a mode for each.
  mutating func load(order: some Sequence<Int32>, modes: (Int32) -> Int32) {
    graph.load(order: order, modes: modes)
    modeTabu.fill(0)
    orderTabu.fill(0)
    best = .max
    noteBest()
  }

  /// Makes `count` moves.
  ///
  /// - Returns: false where there is no move to make.
  mutating func run(iterations count: Int) -> Bool {
    for _ in 0..<count {
      guard step() else { return false }
    }
    return true
  }

  private mutating func noteBest() {
    best = graph.makespan
    bestIteration = iteration
    for task in 0..<graph.count {
      bestStarts[task] = graph.heads[task]
      bestTails[task] = graph.tails[task]
      bestModes[task] = graph.mode[task] - graph.firstMode[task]
    }
  }

  private mutating func step() -> Bool {
    tracePath()
    chosen = Move()
    fallback = Move()
    ties = 0
    fallbacks = 0
    for place in 0..<path.count where isWorthMoving(path[place]) { consider(path[place]) }
    iteration += 1
    let move = chosen.task >= 0 ? chosen : fallback
    guard move.task >= 0 else { return false }
    forbidReturn(of: move)
    graph.move(move.task, to: move.mode, behind: move.left)
    graph.update()
    assert(graph.makespan == move.makespan, "the longest path through a moved task is known exactly")
    if graph.makespan < best { noteBest() }
    return true
  }

  private func forbidReturn(of move: Move) {
    let old = graph.mode[move.task]
    if move.mode != old {
      let choices = Int(graph.firstMode[move.task + 1] - graph.firstMode[move.task])
      modeTabu[old] = iteration + path.count + choices
    } else if !orderTabu.isEmpty, move.passed >= 0 {
      var mixer = SplitMix64(state: UInt64(iteration))
      let until = iteration + tenure.lowerBound + Int(mixer.next() % UInt64(tenure.count))
      let (first, second) = move.isForward ? (move.task, move.passed) : (move.passed, move.task)
      orderTabu[Int(first) * graph.count + Int(second)] = until
    }
  }

  // MARK: The critical path

  /// A random longest path, from its end to its start.
  private mutating func tracePath() {
    path.removeAll()
    var current = Int32(-1)
    var choices = 0
    for task in 0..<Int32(graph.count)
    where graph.heads[task] &+ graph.durations[task] &+ graph.modes[graph.mode[task]].tail == graph.makespan {
      choices += 1
      if random.below(choices) == 0 { current = task }
    }
    while current >= 0 {
      path.append(current)
      let head = graph.heads[current]
      var before = Int32(-1)
      choices = 0
      let left = graph.previous[current]
      if left != graph.none, graph.heads[left] &+ graph.durations[left] == head {
        before = left
        choices = 1
      }
      for place in Int(graph.firstBefore[current])..<Int(graph.firstBefore[current + 1]) {
        let arc = graph.before[place]
        guard graph.heads[arc.task] &+ graph.durations[arc.task] &+ arc.weight == head else { continue }
        choices += 1
        if random.below(choices) == 0 { before = arc.task }
      }
      current = before
    }
  }

  /// A task of one mode that touches no other of its machine on a critical path stays where it is.
  private func isWorthMoving(_ task: Int32) -> Bool {
    if graph.firstMode[task + 1] - graph.firstMode[task] > 1 { return true }
    let (left, right) = (graph.previous[task], graph.next[task])
    return left != graph.none && graph.heads[left] &+ graph.durations[left] == graph.heads[task]
      || right != graph.none && graph.heads[task] &+ graph.durations[task] == graph.heads[right]
  }

  // MARK: Insertion

  /// All good positions of a task on all its machines.
  private mutating func consider(_ task: Int32) {
    let rest = lift(task)
    let current = graph.mode[task]
    for mode in graph.firstMode[task]..<graph.firstMode[task + 1] {
      let machine = graph.modes[mode].machine
      guard machine >= 0 else {
        if mode != current {
          let length = max(graph.modes[mode].release, heads[task]) + graph.modes[mode].duration + tails[task]
          offer(
            Move(task: task, mode: mode, left: graph.none, makespan: max(rest, length), length: length),
            isTabu: modeTabu[mode] > iteration)
        }
        continue
      }
      considerPositions(of: task, in: mode, on: machine, rest)
    }
  }

  /// Heads and tails without `task` on its machine and of no length.
  ///
  /// - Returns: the makespan that is left.
  private func lift(_ task: Int32) -> Int32 {
    let count = graph.count
    let (headOf, tailOf) = (heads.pointer, tails.pointer)
    headOf.update(from: graph.heads.pointer, count: count + 1)
    tailOf.update(from: graph.tails.pointer, count: count + 1)
    let position = Int(graph.positions[task])
    let (left, right) = (graph.previous[task], graph.next[task])
    let duration = graph.durations[task]
    graph.durations[task] = 0
    // Its own bounds by lags alone; those of its mode are added where a mode is looked at.
    headOf[Int(task)] = ShopGraph.never
    tailOf[Int(task)] = ShopGraph.never
    for place in Int(graph.firstBefore[task])..<Int(graph.firstBefore[task + 1]) {
      let arc = graph.before[place]
      headOf[Int(task)] = max(headOf[Int(task)], headOf[Int(arc.task)] &+ graph.durations[arc.task] &+ arc.weight)
    }
    for place in Int(graph.firstAfter[task])..<Int(graph.firstAfter[task + 1]) {
      let arc = graph.after[place]
      tailOf[Int(task)] = max(tailOf[Int(task)], tailOf[Int(arc.task)] &+ graph.durations[arc.task] &+ arc.weight)
    }
    var makespan = ShopGraph.never
    for place in 0..<position {
      let other = Int(graph.order[place])
      makespan = max(makespan, headOf[other] &+ graph.durations[other] &+ graph.modes[graph.mode[other]].tail)
    }
    for place in position + 1..<max(count, position + 1) {
      let other = Int(graph.order[place])
      let before = Int32(other) == right ? left : graph.previous[other]
      headOf[other] = graph.earliestStart(of: other, after: before, headOf)
      makespan = max(makespan, headOf[other] &+ graph.durations[other] &+ graph.modes[graph.mode[other]].tail)
    }
    var place = position - 1
    while place >= 0 {
      let other = Int(graph.order[place])
      let after = Int32(other) == left ? right : graph.next[other]
      tailOf[other] = graph.leastTail(of: other, before: after, tailOf)
      place -= 1
    }
    graph.durations[task] = duration
    return makespan
  }

  private mutating func considerPositions(of task: Int32, in mode: Int32, on machine: Int32, _ rest: Int32) {
    let way = graph.modes[mode]
    let head = max(way.release, heads[task])
    let tail = max(way.tail, tails[task])
    sequence.removeAll()
    // L and R are by lags alone, without what its mode adds: those that follow or lead it have not seen that.
    var firstLate = -1
    var earlyCount = 0
    var own = -1
    var other = graph.first[machine]
    while other != graph.none {
      if other == task {
        own = sequence.count
      } else {
        if firstLate < 0, heads[other] &+ graph.durations[other] > heads[task] { firstLate = sequence.count }
        if tails[other] &+ graph.durations[other] > tails[task] { earlyCount = sequence.count + 1 }
        sequence.append(other)
      }
      other = graph.next[other]
    }
    if firstLate < 0 { firstLate = sequence.count }
    let isOwn = mode == graph.mode[task]
    for place in min(firstLate, earlyCount)...max(firstLate, earlyCount) where !(isOwn && place == own) {
      let left = place > 0 ? sequence[place - 1] : graph.none
      let right = place < sequence.count ? sequence[place] : graph.none
      let start = max(head, heads[left] &+ graph.durations[left])
      let length = start &+ way.duration &+ max(tail, graph.durations[right] &+ tails[right])
      var move = Move(task: task, mode: mode, left: left, makespan: max(rest, length), length: length)
      var isTabu = modeTabu[mode] > iteration && !isOwn
      // On another machine of the same task the order has no past.
      if isOwn {
        move.isForward = place > own
        move.passed = move.isForward ? left : right
        isTabu = move.isForward ? forbids(left, before: task) : forbids(task, before: right)
      }
      offer(move, isTabu: isTabu)
    }
  }

  private func forbids(_ first: Int32, before second: Int32) -> Bool {
    if orderTabu.isEmpty || first == graph.none || second == graph.none { return false }
    return orderTabu[Int(first) * graph.count + Int(second)] > iteration
  }

  @inline(__always)
  private mutating func offer(_ move: Move, isTabu: Bool) {
    if isTabu, move.makespan >= best {
      fallbacks += 1
      if random.below(fallbacks) == 0 { fallback = move }
      return
    }
    if (move.makespan, move.length) == (chosen.makespan, chosen.length) {
      ties += 1
      if random.below(ties) == 0 { chosen = move }
    } else if (move.makespan, move.length) < (chosen.makespan, chosen.length) {
      chosen = move
      ties = 1
    }
  }
}
