import Basics

/// Moves of a critical task to another mode.
///
/// For a task v off its machine, heads r and tails t of what is left are computed once. On a machine let L be the tasks
/// that end after r_v and R those whose tails begin before t_v. All positions behind R without L and in front of L without
/// R close no cycle, one of them is the best there is, and between x and y the longest path through v is exactly
/// max(r_v, r_x + p_x) + p + max(t_v, p_y + t_y).
///
/// - Source: Mastrolilli, Gambardella 2000, "Effective neighbourhood functions for the flexible job shop problem".
extension ShopTabuSearch {
  /// All good positions of a task in its other modes.
  mutating func considerModes(of task: Int32) {
    let rest = lift(task)
    let current = graph.mode[task]
    for mode in graph.firstMode[task]..<graph.firstMode[task + 1] where mode != current {
      considerPositions(of: task, in: mode, rest)
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

  private mutating func considerPositions(of task: Int32, in mode: Int32, _ rest: Int32) {
    let way = graph.modes[mode]
    let head = max(way.release, heads[task])
    let tail = max(way.tail, tails[task])
    sequence.removeAll()
    // L and R are by lags alone, without what its mode adds: those that follow or lead it have not seen that.
    var firstLate = -1
    var earlyCount = 0
    var other = way.machine < 0 ? graph.none : graph.first[way.machine]
    while other != graph.none {
      if other != task {
        if firstLate < 0, heads[other] &+ graph.durations[other] > heads[task] { firstLate = sequence.count }
        if tails[other] &+ graph.durations[other] > tails[task] { earlyCount = sequence.count + 1 }
        sequence.append(other)
      }
      other = graph.next[other]
    }
    if firstLate < 0 { firstLate = sequence.count }
    let isTabu = modeTabu[mode] > iteration
    for place in min(firstLate, earlyCount)...max(firstLate, earlyCount) {
      let left = place > 0 ? sequence[place - 1] : graph.none
      let right = place < sequence.count ? sequence[place] : graph.none
      let start = max(head, heads[left] &+ graph.durations[left])
      let length = start &+ way.duration &+ max(tail, graph.durations[right] &+ tails[right])
      offer(
        Move(
          task: task, mode: mode, left: left, makespan: max(rest, length), isExact: true, length: length),
        isTabu: isTabu)
    }
  }
}
