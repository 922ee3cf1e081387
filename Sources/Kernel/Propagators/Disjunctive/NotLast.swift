import Basics

/// A task that cannot come after all of a set must end before the latest start of the set.
///
/// For j and Θ = {i ≠ j : lst_i < lct_j}: if ect(Θ) > lst_j then end_j <= max lst_i over Θ.
///
/// - Complexity: O(n²) a pass, a few operations each: quicker than trees up to some hundred tasks.
/// - Source: Vilím 2007, PhD thesis, section 2.5 (not-first/not-last).
final class NotLast: Propagator {
  private var view: UnaryView
  private var id = PropagatorID(index: 0)

  init(_ view: consuming UnaryView) { self.view = view }

  var priority: Priority { .disjunctive }

  func attach(as id: PropagatorID) -> [IntegerVariable] {
    self.id = id
    return view.tasks.flatMap { $0.boundsOfWindow + [-$0.start.variable] }
  }

  func propagate(_ store: inout Store) throws(Conflict) {
    if store.value(of: view.isSequenced) != 0 { return }
    view.refresh(store)
    let n = view.count
    let byStart = view.byStart.pointer
    let est = view.est.pointer
    let lst = view.lst.pointer
    let lct = view.lct.pointer
    let duration = view.duration.pointer
    let completionOfAll = view.completion
    for k in 0..<n {
      let j = Int(byStart[k])
      let bound = lst[j]
      // No set of the tasks completes later.
      if bound >= completionOfAll { continue }
      let end = lct[j]
      var completion = Int32.min
      var latest = Int32.min
      // Not among the others, in a loop without jumps.
      lst[j] = .max
      for l in 0..<n {
        let i = Int(byStart[l])
        let isEarly = lst[i] < end
        let extended = max(completion, est[i]) &+ duration[i]
        completion = isEarly ? extended : completion
        latest = isEarly ? max(latest, lst[i]) : latest
      }
      lst[j] = bound
      if completion > bound {
        try store.raise(view.tasks[j].end.atMost(latest), because: .lazy(id, payload: Int32(j)))
      }
    }
  }

  /// For asked end_j <= u: tasks that start by u, whose completion is after the latest start of j.
  func explain(_ literal: Literal, payload: Int32, before position: Int32, _ store: inout Store) {
    view.keepOrder(store)
    let j = Int(payload)
    let task = view.tasks[j]
    let end = -literal.bound + task.end.offset
    let latestStart = store.upper(task.start, before: position)
    var members = 0
    for i in 0..<view.tasks.count where i != j {
      let other = view.tasks[i]
      if !store.isTrue(other.presence, before: position) { continue }
      let duration = store.lower(other.duration, before: position)
      if duration == 0 || store.upper(other.start, before: position) > end { continue }
      view.est[i] = store.lower(other.start, before: position)
      view.duration[i] = duration
      view.byStart[members] = Int32(i)
      members += 1
    }
    let window = explainedWindow(&view, members: members, reaching: latestStart + 1)
    store.evidence = Evidence(
      .ordered, from: window.start, to: latestStart, isMirrored: view.isMirrored, task: task.number)
    store.premise(task.start.atMost(latestStart))
    task.explainDuration(1, &store)
    for k in window.first..<members {
      let i = Int(view.byStart[k])
      if view.duration[i] == 0 { continue }
      store.premise(view.tasks[i].start.atLeast(window.start))
      store.premise(view.tasks[i].start.atMost(end))
      view.tasks[i].explainDuration(view.duration[i], &store)
    }
    view.repairOrder(store)
  }

  func refutes(_ bounds: CheckedBounds) -> Bool { UnaryCheck(view, bounds).isRefuted() }
}
