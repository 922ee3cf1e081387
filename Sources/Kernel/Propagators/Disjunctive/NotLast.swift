import Basics

/// A task that cannot come after all of a set must end before the latest start of the set.
///
/// For j and Θ = {i ≠ j : lst_i < lct_j}: if ect(Θ) > lst_j then end_j <= max lst_i over Θ.
///
/// - Complexity: O(n log n) a pass.
/// - Source: Vilím 2007, PhD thesis, section 2.5 (not-first/not-last).
final class NotLast: Propagator {
  private var view: UnaryView
  private var tree: ThetaTree
  private var id = PropagatorID(index: 0)

  init(_ view: consuming UnaryView) {
    tree = ThetaTree(capacity: view.tasks.count)
    self.view = view
  }

  var priority: Priority { .disjunctive }

  func attach(as id: PropagatorID) -> [IntegerVariable] {
    self.id = id
    return view.tasks.flatMap { $0.boundsOfWindow + [-$0.start.variable] }
  }

  func propagate(_ store: inout Store) throws(Conflict) {
    if store.value(of: view.isSequenced) != 0 { return }
    view.refresh(store, sorting: [.latestStarts, .latestCompletions])
    let completionOfAll = view.completion
    var end = view.count
    while end > 0, view.lst[view.byLatestCompletion[end - 1]] >= completionOfAll { end -= 1 }
    if end == 0 { return }
    tree.removeAll(count: view.count)
    var next = 0
    for k in 0..<end {
      let j = Int(view.byLatestCompletion[k])
      while next < view.count, view.lst[view.byLatestStart[next]] < view.lct[j] {
        let i = Int(view.byLatestStart[next])
        tree.insert(Int(view.rank[i]), start: view.est[i], duration: view.duration[i])
        next += 1
      }
      // j itself is among the inserted, since it takes time; the last of the others has the largest latest start.
      if next == 1 { continue }
      // Without j the completion is no later.
      if tree.ect <= view.lst[j] { continue }
      let last = Int(view.byLatestStart[next - 1])
      let latest = last == j ? Int(view.byLatestStart[next - 2]) : last
      tree.remove(Int(view.rank[j]))
      let completion = tree.ect
      tree.insert(Int(view.rank[j]), start: view.est[j], duration: view.duration[j])
      if completion > view.lst[j], view.lst[latest] < view.lct[j] {
        try store.raise(view.tasks[j].end.atMost(view.lst[latest]), because: .lazy(id, payload: Int32(j)))
      }
    }
  }

  /// For asked end_j <= u: tasks that start by u, whose completion is after the latest start of j.
  func explain(_ literal: Literal, payload: Int32, before position: Int32, _ store: inout Store) {
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
    store.premise(task.start.atMost(latestStart))
    task.explainDuration(1, &store)
    for k in window.first..<members {
      let i = Int(view.byStart[k])
      if view.duration[i] == 0 { continue }
      store.premise(view.tasks[i].start.atLeast(window.start))
      store.premise(view.tasks[i].start.atMost(end))
      view.tasks[i].explainDuration(view.duration[i], &store)
    }
    view.repairOrder()
  }
}
