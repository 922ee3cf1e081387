import Basics

/// A task starts when all tasks known to precede it can be complete.
///
/// The predecessors of j are those whose ordering Boolean says so; the precedence network sets it as soon as the bounds
/// tell (ect_j > lst_i), so this is the detectable precedences rule and more.
///
/// - Complexity: O(n²) a pass, a few operations each.
/// - Source: Vilím 2007, PhD thesis, section 2.4 (detectable precedences); Brucker 1998 for sets of known predecessors.
final class PrecedenceSets: Propagator {
  private var view: UnaryView
  /// "i before j" at j · n + i: all about j in a few lines of memory.
  private let predecessors: Buffer<Literal>
  private var id = PropagatorID(index: 0)

  init(_ view: consuming UnaryView) {
    let n = view.tasks.count
    predecessors = Buffer(repeating: UnaryView.never, count: n * n)
    for i in 0..<n {
      for j in 0..<n { predecessors[j * n + i] = view.before[i * n + j] }
    }
    self.view = view
  }

  var priority: Priority { .disjunctive }

  func attach(as id: PropagatorID) -> [IntegerVariable] {
    self.id = id
    var woken: [IntegerVariable] = []
    for i in 0..<view.tasks.count {
      woken.append(view.tasks[i].start.variable)
      woken.append(view.tasks[i].duration)
      if view.tasks[i].presence != .always { woken.append(view.tasks[i].presence.variable) }
      for j in 0..<view.tasks.count where i != j { woken.append(view.before[i * view.tasks.count + j].variable) }
    }
    return woken
  }

  func propagate(_ store: inout Store) throws(Conflict) {
    if store.value(of: view.isSequenced) != 0 { return }
    view.refresh(store)
    if isSequence(store) {
      store.set(view.isSequenced, to: 1)
      return
    }
    let n = view.tasks.count
    // What all tasks in front of j by their starts, and so all its predecessors, complete at the latest.
    var completionInFront = Int32.min / 2
    for k in 0..<view.count {
      let j = Int(view.byStart[k])
      if completionInFront > view.est[j] {
        let completion = completionOfPredecessors(of: j, inFrontOf: k, n, store)
        if completion > view.est[j] {
          try store.raise(view.tasks[j].start.atLeast(completion), because: .lazy(id, payload: Int32(j)))
        }
      }
      completionInFront = max(completionInFront, view.est[j]) + view.duration[j]
    }
  }

  /// The arcs have seen to it that a predecessor completes by the earliest start, so only such tasks are looked up.
  @inline(__always)
  private func completionOfPredecessors(of j: Int, inFrontOf k: Int, _ n: Int, _ store: borrowing Store) -> Int32 {
    var completion = Int32.min / 2
    let start = view.est[j]
    let byStart = view.byStart.pointer
    let est = view.est.pointer
    let ect = view.ect.pointer
    let duration = view.duration.pointer
    let predecessors = self.predecessors.pointer + j * n
    let lower = store.lower.pointer
    for l in 0..<k {
      let i = Int(byStart[l])
      let order = predecessors[i]
      let extended = max(completion, est[i]) &+ duration[i]
      let isBefore = ect[i] <= start && lower[order.node] >= order.bound
      completion = isBefore ? extended : completion
    }
    return completion
  }

  /// Whether each task is known to precede the next one by starts: then the arcs alone keep all bounds.
  private func isSequence(_ store: borrowing Store) -> Bool {
    let n = view.tasks.count
    if view.count < n { return false }
    for k in 1..<n where !store.isTrue(view.before[Int(view.byStart[k - 1]) * n + Int(view.byStart[k])]) {
      return false
    }
    return true
  }

  /// The latest starting predecessors that make up the asked bound, each with its Boolean.
  func explain(_ literal: Literal, payload: Int32, before position: Int32, _ store: inout Store) {
    view.keepOrder(store)
    let j = Int(payload)
    let n = view.tasks.count
    let asked = literal.bound + view.tasks[j].start.offset
    var members = 0
    for i in 0..<n where i != j {
      let task = view.tasks[i]
      let order = view.before[i * n + j]
      if order == UnaryView.never || !store.isTrue(order) || store.maker(of: order) >= position { continue }
      let duration = store.lower(task.duration, before: position)
      if duration == 0 || !store.isTrue(task.presence, before: position) { continue }
      view.est[i] = store.lower(task.start, before: position)
      view.duration[i] = duration
      view.byStart[members] = Int32(i)
      members += 1
    }
    let window = explainedWindow(&view, members: members, reaching: asked)
    store.evidence = Evidence(
      .ordered, from: window.start, to: asked - 1, isMirrored: view.isMirrored, task: view.tasks[j].number)
    for k in window.first..<members {
      let i = Int(view.byStart[k])
      if view.duration[i] == 0 { continue }
      store.premise(view.tasks[i].start.atLeast(window.start))
      store.premise(view.before[i * n + j])
      view.tasks[i].explainDuration(view.duration[i], &store)
    }
    view.repairOrder(store)
  }

  func refutes(_ bounds: CheckedBounds) -> Bool { UnaryCheck(view, bounds).isRefuted() }
}

/// Chooses which of the first `members` tasks of `byStart` show that their completion reaches `asked`: the latest starts
/// first, short ones dropped while the slack lasts (their duration is set to 0).
///
/// - Returns: the first of them in `byStart`, and the start that each must have at least.
func explainedWindow(
  _ view: inout UnaryView, members: Int, reaching asked: Int32
) -> (first: Int, start: Int32) {
  view.sortByStart(members)
  var first = members
  var total: Int32 = 0
  var start: Int32 = 0
  repeat {
    first -= 1
    precondition(first >= 0, "the explained bound follows from the bounds of its time")
    let i = Int(view.byStart[first])
    total += view.duration[i]
    start = view.est[i]
  } while start + total < asked
  var slack = start + total - asked
  for k in first..<members where slack > 0 {
    let i = Int(view.byStart[k])
    // One task stays, whatever its start alone would do.
    if view.duration[i] <= slack, view.duration[i] < total {
      slack -= view.duration[i]
      total -= view.duration[i]
      view.duration[i] = 0
    }
  }
  return (first, start - slack)
}
