/// Whether tasks that must not overlap have no room, by what follows from the definition alone: of two tasks one ends
/// before the other starts, and what has to run within a window fits it.
///
/// Orders that the bounds force, sums of durations in windows, and both again with one task taken to end early or to start
/// late: that is all the rules of a unary resource rest on, without any of their algorithms.
///
/// - Complexity: O(n⁴) a round.
struct UnaryCheck {
  private var tasks: [CheckedTask] = []
  /// Whether i is before j, by i · n + j.
  private var isBefore: [Bool] = []

  init(_ view: borrowing UnaryView, _ bounds: CheckedBounds) {
    let all = view.tasks.map { CheckedTask($0, bounds) }
    // Where a pair has a Boolean for each order, either holds only between tasks that are both there.
    let isOrdered = all.indices.map { i in
      all.indices.contains { j in
        let (forward, backward) = (view.before[i * all.count + j], view.before[j * all.count + i])
        return i != j && forward != backward.negated && (bounds.isTrue(forward) || bounds.isTrue(backward))
      }
    }
    let kept = all.indices.filter { (all[$0].isPresent || isOrdered[$0]) && all[$0].duration > 0 }
    tasks = kept.map { all[$0] }
    for i in kept {
      for j in kept { isBefore.append(i != j && bounds.isTrue(view.before[i * all.count + j])) }
    }
  }

  func isRefuted() -> Bool {
    var check = self
    while true {
      if check.order() { return true }
      if !check.pushEnds() { return false }
    }
  }

  /// Orders tasks pairwise until nothing moves.
  ///
  /// - Returns: whether that, or the durations in some window, leaves no room.
  private mutating func order() -> Bool {
    var moved = true
    while moved {
      moved = false
      for i in tasks.indices {
        for j in tasks.indices where i != j {
          guard isBefore[i * tasks.count + j] || tasks[j].ect > tasks[i].lst else { continue }
          if tasks[i].lct > tasks[j].lst || tasks[j].est < tasks[i].ect {
            tasks[i].lct = min(tasks[i].lct, tasks[j].lst)
            tasks[j].est = max(tasks[j].est, tasks[i].ect)
            tasks[i].tighten()
            tasks[j].tighten()
            moved = true
          }
          if tasks[i].isImpossible || tasks[j].isImpossible { return true }
        }
      }
    }
    return isOverloaded(tasks)
  }

  private func isOverloaded(_ tasks: [CheckedTask]) -> Bool {
    let byStart = tasks.sorted { $0.est > $1.est }
    return tasks.contains { last in
      var total: Int32 = 0
      return byStart.contains { task in
        if task.lct > last.lct { return false }
        total += task.duration
        return task.est + total > last.lct
      }
    }
  }

  /// Tasks that cannot end with one that is done early end later, and the same at the other side.
  private mutating func pushEnds() -> Bool {
    var moved = false
    for j in tasks.indices {
      for other in tasks {
        if other.lct < tasks[j].lct, other.lct >= tasks[j].ect, isOverloaded(with: j, endingBy: other.lct) {
          tasks[j].ect = other.lct + 1
          tasks[j].tighten()
          moved = true
        }
        if other.est > tasks[j].est, other.est <= tasks[j].lst, isOverloaded(with: j, startingAt: other.est) {
          tasks[j].lst = other.est - 1
          tasks[j].tighten()
          moved = true
        }
      }
    }
    return moved
  }

  private func isOverloaded(with j: Int, endingBy end: Int32) -> Bool {
    var tried = tasks
    tried[j].lct = end
    return isOverloaded(tried)
  }

  private func isOverloaded(with j: Int, startingAt start: Int32) -> Bool {
    var tried = tasks
    tried[j].est = start
    return isOverloaded(tried)
  }
}
