import Basics

/// A set of tasks that cannot fit between its earliest start and its latest completion is a conflict.
///
/// - Complexity: O(n²) a pass, a few operations each: quicker than trees up to some hundred tasks.
/// - Source: Vilím 2007, PhD thesis, section 2.3; explanations: Vilím 2005, "Computing explanations for the unary
///   resource constraint".
final class DisjunctiveOverload: Propagator {
  private var view: UnaryView
  private var id = PropagatorID(index: 0)

  init(_ view: consuming UnaryView) { self.view = view }

  var priority: Priority { .disjunctive }

  func attach(as id: PropagatorID) -> [IntegerVariable] {
    self.id = id
    return view.tasks.flatMap(\.boundsOfWindow)
  }

  func propagate(_ store: inout Store) throws(Conflict) {
    if store.value(of: view.isSequenced) != 0 { return }
    view.refresh(store)
    let n = view.count
    let byStart = view.byStart.pointer
    let est = view.est.pointer
    let lct = view.lct.pointer
    let duration = view.duration.pointer
    let completionOfAll = view.completion
    for k in 0..<n {
      let end = lct[Int(byStart[k])]
      // No set of the tasks completes later.
      if end >= completionOfAll { continue }
      var completion = Int32.min
      for l in 0..<n {
        let i = Int(byStart[l])
        let extended = max(completion, est[i]) &+ duration[i]
        completion = lct[i] <= end ? extended : completion
      }
      if completion > end { throw explainOverload(until: end, &store) }
    }
  }

  /// The tasks that end by `end` do not fit: the fewest of them, latest starts first, that show it.
  private func explainOverload(until end: Int32, _ store: inout Store) -> Conflict {
    var total: Int32 = 0
    var first = view.count
    var start: Int32 = 0
    repeat {
      first -= 1
      let i = Int(view.byStart[first])
      if view.lct[i] > end { continue }
      total += view.duration[i]
      start = view.est[i]
    } while start + total <= end
    var slack = start + total - end - 1
    for k in first..<view.count {
      let i = Int(view.byStart[k])
      if view.lct[i] > end { continue }
      if view.duration[i] <= slack {
        slack -= view.duration[i]
        view.duration[i] = 0
      }
    }
    let earliest = start - slack / 2
    let latest = end + slack - slack / 2
    for k in first..<view.count {
      let i = Int(view.byStart[k])
      // Those that end after `end` were not counted, even where they end by `latest`.
      if view.lct[i] > end || view.duration[i] == 0 { continue }
      store.premise(view.tasks[i].start.atLeast(earliest))
      store.premise(view.tasks[i].end.atMost(latest))
      view.tasks[i].explainDuration(view.duration[i], &store)
    }
    return store.fail(by: id, Evidence(.window, from: earliest, to: latest))
  }

  func explain(_ literal: Literal, payload: Int32, before position: Int32, _ store: inout Store) {
    preconditionFailure("the overload check infers nothing, it only fails")
  }

  func refutes(_ bounds: CheckedBounds) -> Bool { UnaryCheck(view, bounds).isRefuted() }
}

extension Task {
  /// What wakes a rule about the task's window: its earliest start, its latest completion, its presence and duration.
  var boundsOfWindow: [IntegerVariable] {
    presence == .always
      ? [start.variable, -end.variable, duration] : [start.variable, -end.variable, duration, presence.variable]
  }
}
