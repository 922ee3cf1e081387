import Basics

/// Of each two tasks one ends before the other starts, with a time between them that depends on the two and on which
/// comes first: transition or setup times.
///
/// Ordering Booleans with conditional precedences that carry the pair's own time say it all. For sets of tasks, each task
/// is made longer by the least time that comes before it, whatever is in front: tasks so extended do not overlap, so the
/// rules of a plain unary resource apply to them as they are, with their explanations.
///
/// - Source: extended durations: Brucker, Thiele 1996, "A branch & bound method for the general-shop problem with
///   sequence dependent setup-times"; Dejemeppe, Van Cauwelaert, Schaus 2015, "The unary resource with transition times",
///   for the rules that they make stronger.
extension Solver {
  /// Posts the resource. Tasks of no duration take part. Call at level 0.
  ///
  /// - Parameter gap: the least time from the end of one task to the start of another, not negative, by their positions;
  ///   nil where the first is never before the second.
  /// - Complexity: n² / 2 ordering Booleans.
  package func postDisjunctive(_ tasks: [Task], gap: (Int, Int) -> Int32?) {
    let present = tasks.indices.filter { !store.isFalse(tasks[$0].presence) }
    let tasks = present.map { tasks[$0] }
    let n = tasks.count
    if n < 2 { return }
    var before = [Literal](repeating: UnaryView.never, count: n * n)
    var gaps = [Int32?](repeating: nil, count: n * n)
    for i in 0..<n {
      for j in (i + 1)..<n {
        let pair = (forward: gap(present[i], present[j]), backward: gap(present[j], present[i]))
        (gaps[i * n + j], gaps[j * n + i]) = pair
        let orders = postOrder(tasks[i], tasks[j], pair)
        before[i * n + j] = orders.forward
        before[j * n + i] = orders.backward
      }
    }
    if n == 2 { return }
    closeOrders(before, tasks)
    postSetRules(on: extended(tasks, gaps), before)
  }

  /// Posts that one of two tasks ends before the other starts, with the time between them that the order takes.
  ///
  /// - Parameter gap: from the end of the first to the start of the second, and the other way round; nil forbids an order.
  /// - Returns: the literals of both orders, which imply that both tasks are present.
  @discardableResult
  package func postOrder(
    _ a: Task, _ b: Task, _ gap: (forward: Int32?, backward: Int32?)
  ) -> (forward: Literal, backward: Literal) {
    let circle = Int(store.lower(a.duration)) + Int(store.lower(b.duration)) + Int(gap.forward ?? 0)
    let isExclusive = circle + Int(gap.backward ?? 0) > 0
    let orders = orderingLiterals(a, b, isExclusive: isExclusive)
    for (first, second, gap, order) in [(a, b, gap.forward, orders.forward), (b, a, gap.backward, orders.backward)] {
      if let gap {
        if gap > 0 { addOrdering(first, second, gap: gap, if: order) }
      } else {
        add(clause: [order.negated])
      }
    }
    return orders
  }

  /// Tasks with the least time in front of each, or behind each, whichever makes them longer together.
  ///
  /// Tasks of variable duration stay as they are.
  private func extended(_ tasks: [Task], _ gaps: [Int32?]) -> [Task] {
    let n = tasks.count
    func least(_ gap: (Int) -> Int32?) -> Int32 { (0..<n).compactMap(gap).min() ?? 0 }
    var (inFront, behind): ([Int32], [Int32]) = ([], [])
    for i in 0..<n {
      let isFixed = store.isFixed(tasks[i].duration) && tasks[i].end.variable == tasks[i].start.variable
      inFront.append(isFixed ? least { gaps[$0 * n + i] } : 0)
      behind.append(isFixed ? least { gaps[i * n + $0] } : 0)
    }
    func total(_ times: [Int32]) -> Int { times.reduce(0) { $0 + Int($1) } }
    let reach = tasks.reduce(0) { $0 + Int(store.upper($1.duration)) } + total(inFront) + total(behind)
    if total(inFront) + total(behind) == 0 || reach > Int(boundLimit) { return tasks }
    let isInFront = total(inFront) >= total(behind)
    return (0..<n).map { i in
      var task = tasks[i]
      let more = isInFront ? inFront[i] : behind[i]
      if more == 0 { return task }
      task.duration = constant(store.lower(task.duration) + more)
      if isInFront { task.start.offset -= more } else { task.end.offset += more }
      return task
    }
  }
}
