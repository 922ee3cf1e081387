import Basics

/// Tabu search over modes and sequences of a shop, one move an iteration: the one of the shortest longest path through what
/// it moves, of those within the blocks of a random critical path and those of its tasks to other modes.
///
/// - Source: moves in blocks: Zhang, Li, Guan, Rao 2007, "A tabu search algorithm with a new neighborhood structure for the
///   job shop scheduling problem" (N7); other modes: Mastrolilli, Gambardella 2000, "Effective neighbourhood functions for
///   the flexible job shop problem"; tenures after Peng, Lü, Cheng 2015.
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
  let modeTabu: Buffer<Int>
  /// Where machines have many tasks, a long block can be in thousands of sequences that differ in what does not matter:
  /// there orders are forbidden, elsewhere sequences, which forbids less.
  let sequences: SequenceTabuList
  /// By first and second task, until when the one does not come before the other; empty where sequences are forbidden.
  let orderTabu: Buffer<Int>
  private static let orderLimit = 2_000

  var path = Buffer<Int32>()
  let heads: Buffer<Int32>
  let tails: Buffer<Int32>
  var sequence = Buffer<Int32>()
  private var ties = 0
  private var chosen = Move()
  private var fallback = Move()
  private var fallbacks = 0

  struct Move: BitwiseCopyable {
    var task: Int32 = -1
    var mode: Int32 = -1
    /// The task it comes behind; the graph's `none` for the first place.
    var left: Int32 = -1
    /// The one that it has passed last, where it stays on its machine, and on which side it then is.
    var passed: Int32 = -1
    var isForward = false
    /// What it adds to the signature of its machine's sequence.
    var change: UInt64 = 0
    /// What the makespan is expected to be, or is where that is exact.
    var makespan = Int32.max
    var isExact = false
    /// Of the longest path through what is moved.
    var length = Int32.max
  }

  init(_ graph: consuming ShopGraph, seed: UInt64) {
    let count = graph.count
    let least = 10 + count / max(1, graph.machineCount * graph.machineCount)
    tenure = least...2 * least
    random = RandomSource(seed: seed ^ 0x7461_6275)
    bestStarts = Buffer(repeating: 0, count: count)
    bestModes = Buffer(repeating: 0, count: count)
    bestTails = Buffer(repeating: 0, count: count)
    modeTabu = Buffer(repeating: 0, count: graph.modes.count)
    sequences = SequenceTabuList(taskCount: count, machineCount: graph.machineCount)
    let isLong = 2 * count >= 5 * graph.machineCount * graph.machineCount
    orderTabu = Buffer(repeating: 0, count: isLong && count <= Self.orderLimit ? count * count : 0)
    heads = Buffer(repeating: 0, count: count + 1)
    tails = Buffer(repeating: 0, count: count + 1)
    self.graph = graph
  }

  /// Begins anew from an order of all tasks and a mode for each.
  mutating func load(order: some Sequence<Int32>, modes: (Int32) -> Int32) {
    graph.load(order: order, modes: modes)
    modeTabu.fill(0)
    orderTabu.fill(0)
    sequences.clear()
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
    considerBlocks()
    for place in 0..<path.count where graph.firstMode[path[place] + 1] - graph.firstMode[path[place]] > 1 {
      considerModes(of: path[place])
    }
    iteration += 1
    let move = chosen.task >= 0 ? chosen : fallback
    guard move.task >= 0 else { return false }
    forbidReturn(of: move)
    graph.move(move.task, to: move.mode, behind: move.left)
    graph.update()
    assert(!move.isExact || graph.makespan == move.makespan, "what a change of mode gives is known exactly")
    if graph.makespan < best { noteBest() }
    return true
  }

  private mutating func forbidReturn(of move: Move) {
    let old = graph.mode[move.task]
    if move.mode != old {
      let choices = Int(graph.firstMode[move.task + 1] - graph.firstMode[move.task])
      modeTabu[old] = iteration + path.count + choices
      for machine in [graph.modes[old].machine, graph.modes[move.mode].machine] where machine >= 0 {
        sequences.renew(machine, &random)
      }
      return
    }
    let until = iteration + random.within(tenure)
    if orderTabu.isEmpty { return sequences.record(move.change, on: graph.machine(of: move.task), until: until) }
    let (first, second) = move.isForward ? (move.task, move.passed) : (move.passed, move.task)
    orderTabu[Int(first) * graph.count + Int(second)] = until
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

  // MARK: Choice

  @inline(__always)
  mutating func offer(_ move: Move, isTabu: Bool) {
    if isTabu, move.makespan >= best {
      fallbacks += 1
      if random.below(fallbacks) == 0 { fallback = move }
      return
    }
    if move.length == chosen.length {
      ties += 1
      if random.below(ties) == 0 { chosen = move }
    } else if move.length < chosen.length {
      chosen = move
      ties = 1
    }
  }
}
