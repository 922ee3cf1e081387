import Basics

/// Finds tasks that must come after all of a set, and starts them when the set can be complete.
///
/// For Ω and j outside it: if min(est_Ω, est_j) + P(Ω) + p_j > lct_Ω, then all of Ω ends before j starts.
///
/// - Complexity: O(n log n) a pass.
/// - Source: Vilím 2007, PhD thesis, section 2.6; Carlier, Pinson 1989 for the rule.
final class EdgeFinding: Propagator {
  private var view: UnaryView
  private var tree: ThetaLambdaTree
  private let isGrey: Buffer<Bool>
  private var id = PropagatorID(index: 0)
  /// The order of every two tasks decides completely, so this rule may be left out.
  private var throttle = Throttle(worth: 64)

  init(_ view: consuming UnaryView) {
    tree = ThetaLambdaTree(capacity: view.tasks.count)
    isGrey = Buffer(repeating: false, count: view.tasks.count)
    self.view = view
  }

  var priority: Priority { .edgeFinding }

  func attach(as id: PropagatorID) -> [IntegerVariable] {
    self.id = id
    return view.tasks.flatMap(\.boundsOfWindow)
  }

  func propagate(_ store: inout Store) throws(Conflict) {
    if store.value(of: view.isSequenced) != 0 { return }
    if !throttle.shouldRun(atRoot: store.level == 0) { return }
    view.refresh(store)
    view.rankByCompletion()
    // Limits that all tasks together meet push nobody: the sweep begins below them.
    let completionOfAll = view.completion
    var k = view.count - 2
    while k >= 0, view.lct[view.byLatestCompletion[k]] >= completionOfAll { k -= 1 }
    if k < 0 { return }
    fillTree(greyFrom: k + 1)
    while true {
      try pushBehind(tasksEndingBy: view.lct[view.byLatestCompletion[k]], &store)
      if k == 0 { return }
      let i = Int(view.byLatestCompletion[k])
      // An overload, which the rule for it finds and explains.
      if tree.ect > view.lct[i] { return }
      tree.grey(Int(view.rank[i]))
      k -= 1
    }
  }

  /// All tasks in the tree, those from place `first` of the order by latest completion as grey ones.
  private func fillTree(greyFrom first: Int) {
    for k in 0..<view.count { isGrey[view.byLatestCompletion[k]] = k >= first }
    tree.fill(count: view.count) { k in
      let i = view.byStart[k]
      return (view.est[i], view.duration[i], isGrey[i])
    }
  }

  /// Starts each grey task that does not fit beside those of the tree, which end by `limit`, after them.
  @inline(__always)
  private func pushBehind(tasksEndingBy limit: Int32, _ store: inout Store) throws(Conflict) {
    while tree.greyEct > limit {
      let leaf = tree.responsible
      if leaf < 0 { return }
      let j = Int(view.byStart[leaf])
      if tree.ect > view.est[j] {
        throttle.noteYield()
        try store.raise(
          view.tasks[j].start.atLeast(tree.ect), because: .lazy(id, payload: store.keep(Int32(j), limit)))
      }
      tree.remove(Int(leaf))
    }
  }

  /// Two parts: the detection, that with j in front the set Ω would not fit before `limit`; and the push, that some of
  /// the set complete no earlier than the asked bound.
  ///
  /// With a1 the window start of the detection and a2 that of the push, both as late as possible: if a2 >= a1 the
  /// pushing tasks are among the detecting ones; otherwise the pushing tasks detect as well, since a1 + P(those from a1)
  /// < asked <= a2 + P(those from a2).
  func explain(_ literal: Literal, payload: Int32, before position: Int32, _ store: inout Store) {
    view.keepOrder(store)
    let (index, limit) = store.kept(payload)
    let j = Int(index)
    let task = view.tasks[j]
    let asked = literal.bound + task.start.offset
    let start = store.lower(task.start, before: position)
    let completion = store.lower(task.end, before: position)
    let duration = store.lower(task.duration, before: position)
    let members = gather(except: j, endingBy: limit, before: position, store)

    // The push: the last tasks by start that complete at `asked` or later.
    var push = members
    var pushTotal: Int32 = 0
    var pushStart: Int32 = 0
    repeat {
      push -= 1
      precondition(push >= 0, "the explained bound follows from the bounds of its time")
      pushTotal += view.duration[view.byStart[push]]
      pushStart = view.est[view.byStart[push]]
    } while pushStart + pushTotal < asked
    let pushSlack = pushStart + pushTotal - asked

    let pushWindow = (from: pushStart - pushSlack, to: limit)
    if completion > limit {
      // j alone ends after the limit.
      store.evidence = Evidence(.window, from: pushWindow.from, to: pushWindow.to, isMirrored: view.isMirrored)
      store.premise(task.end.atLeast(limit + 1))
      if task.presence != .always { store.premise(task.presence) }
      for k in push..<members { premises(of: k, from: pushStart - pushSlack, to: limit, &store) }
      view.repairOrder(store)
      return
    }

    // The detection, with at least the pushing tasks.
    var detect = members
    var detectTotal: Int32 = duration
    var window = start
    while detect > push || window + detectTotal <= limit {
      detect -= 1
      precondition(detect >= 0, "the explained order follows from the bounds of its time")
      detectTotal += view.duration[view.byStart[detect]]
      window = min(start, view.est[view.byStart[detect]])
    }
    var slack = window + detectTotal - limit - 1
    for k in detect..<push {
      let i = view.byStart[k]
      if view.duration[i] <= slack {
        slack -= view.duration[i]
        view.duration[i] = 0
      }
    }
    window -= slack
    store.evidence = .edge(
      (from: window, to: limit), shows: task.end.atLeast(limit + 1), then: pushWindow, isMirrored: view.isMirrored)
    store.premise(task.start.atLeast(window))
    task.explainDuration(duration, &store)
    for k in detect..<push where view.duration[view.byStart[k]] > 0 {
      premises(of: k, from: window, to: limit, &store)
    }
    for k in push..<members {
      premises(of: k, from: max(window, pushStart - pushSlack), to: limit, &store)
    }
    view.repairOrder(store)
  }

  func refutes(_ bounds: CheckedBounds) -> Bool { UnaryCheck(view, bounds).isRefuted() }

  /// Puts the tasks that had to end by `limit` in front of `byStart`, sorted.
  private func gather(
    except j: Int, endingBy limit: Int32, before position: Int32, _ store: borrowing Store
  ) -> Int {
    var members = 0
    for i in 0..<view.tasks.count where i != j {
      let other = view.tasks[i]
      if store.upper(other.end, before: position) > limit { continue }
      if !store.isTrue(other.presence, before: position) { continue }
      view.duration[i] = store.lower(other.duration, before: position)
      if view.duration[i] == 0 { continue }
      view.est[i] = store.lower(other.start, before: position)
      view.byStart[members] = Int32(i)
      members += 1
    }
    view.sortByStart(members)
    return members
  }

  private func premises(of k: Int, from start: Int32, to end: Int32, _ store: inout Store) {
    let i = Int(view.byStart[k])
    store.premise(view.tasks[i].start.atLeast(start))
    store.premise(view.tasks[i].end.atMost(end))
    view.tasks[i].explainDuration(view.duration[i], &store)
  }
}
