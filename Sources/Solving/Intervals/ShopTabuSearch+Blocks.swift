import Basics

/// Moves within the blocks of the critical path: a task to either end of its block, the first and the last into it.
///
/// u can go right behind v of its block where no follower of u in the lags leads to v, which is so where its path to the
/// end is shorter than v's. The longest path through what is moved is estimated from heads and tails around the segment.
///
/// - Source: Balas, Vazacopoulos 1998, "Guided local search with shifting bottleneck for job shop scheduling" (conditions and
///   estimates).
extension ShopTabuSearch {
  mutating func considerBlocks() {
    // The path goes from the end to the start.
    var last = 0
    while last < path.count {
      var first = last
      while first + 1 < path.count, graph.previous[path[first]] == path[first + 1] { first += 1 }
      if first > last {
        considerBlock(first, last, isFirst: first + 1 == path.count, isLast: last == 0)
      }
      last = first + 1
    }
  }

  /// The block whose tasks are path[first], ..., path[last], with `first` not below `last`.
  private mutating func considerBlock(_ first: Int, _ last: Int, isFirst: Bool, isLast: Bool) {
    let (head, end) = (path[first], path[last])
    if first == last + 1 { return considerBehind(head, end) }
    var place = first
    while place >= last {
      let task = path[place]
      // What leaves a block at the start of the path, or enters one at its end, shortens nothing.
      if place > last, !isLast { considerBehind(task, end) }
      if place < first, !isFirst { considerInFront(task, head) }
      if place < first, place > last {
        considerBehind(head, task)
        considerInFront(end, task)
      }
      place -= 1
    }
  }

  /// `task` right behind `target`, which comes later on its machine.
  private mutating func considerBehind(_ task: Int32, _ target: Int32) {
    let limit = graph.durations[target] &+ graph.tails[target]
    for place in graph.firstAfter[task]..<graph.firstAfter[task + 1] {
      let follower = graph.after[place].task
      let length = graph.durations[follower] &+ graph.tails[follower]
      if follower == target || length > limit || (length == limit && graph.durations[follower] == 0) { return }
    }
    // The segment moves up, then comes the task.
    sequence.removeAll()
    var move = Move(task: task, mode: graph.mode[task], left: target, passed: target, isForward: true)
    var isTabu = false
    var other = task
    while other != target {
      other = graph.next[other]
      sequence.append(other)
      if forbids(other, before: task) { isTabu = true }
      move.change &+= sequences.number(of: task) &- sequences.number(of: other)
    }
    sequence.append(task)
    offer(&move, between: graph.previous[task], graph.next[target], isTabu)
  }

  /// `task` right in front of `target`, which comes earlier on its machine.
  private mutating func considerInFront(_ task: Int32, _ target: Int32) {
    let limit = graph.heads[target] &+ graph.durations[target]
    for place in graph.firstBefore[task]..<graph.firstBefore[task + 1] {
      let leader = graph.before[place].task
      let length = graph.heads[leader] &+ graph.durations[leader]
      if leader == target || length > limit || (length == limit && graph.durations[leader] == 0) { return }
    }
    sequence.removeAll()
    sequence.append(task)
    let left = graph.previous[target]
    var move = Move(task: task, mode: graph.mode[task], left: left, passed: target, isForward: false)
    var isTabu = false
    var other = target
    while other != task {
      sequence.append(other)
      if forbids(task, before: other) { isTabu = true }
      move.change &+= sequences.number(of: other) &- sequences.number(of: task)
      other = graph.next[other]
    }
    offer(&move, between: left, graph.next[task], isTabu)
  }

  private func forbids(_ first: Int32, before second: Int32) -> Bool {
    !orderTabu.isEmpty && orderTabu[Int(first) &* graph.count &+ Int(second)] > iteration
  }

  /// Offers a move after which `sequence` stands between `before` and `behind`.
  private mutating func offer(_ move: inout Move, between before: Int32, _ behind: Int32, _ isOrderTabu: Bool) {
    let (headOf, tailOf) = (heads.pointer, tails.pointer)
    // Of the neighbour on the machine in the new order, its own duration included.
    var reach = graph.heads[before] &+ graph.durations[before]
    for place in 0..<sequence.count {
      let other = sequence[place]
      let head = max(reach, graph.earliestStart(of: Int(other), after: graph.none, graph.heads.pointer))
      headOf[Int(other)] = head
      reach = head &+ graph.durations[other]
    }
    var length = ShopGraph.never
    reach = graph.durations[behind] &+ graph.tails[behind]
    var place = sequence.count - 1
    while place >= 0 {
      let other = sequence[place]
      let tail = max(reach, graph.leastTail(of: Int(other), before: graph.none, graph.tails.pointer))
      tailOf[Int(other)] = tail
      reach = tail &+ graph.durations[other]
      length = max(length, headOf[Int(other)] &+ reach)
      place -= 1
    }
    move.makespan = length
    move.length = length
    let isTabu =
      orderTabu.isEmpty
      ? sequences.forbids(move.change, on: graph.machine(of: move.task), at: iteration) : isOrderTabu
    offer(move, isTabu: isTabu)
  }
}
