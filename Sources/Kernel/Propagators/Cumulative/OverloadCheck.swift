import Basics

/// Cumulative resource, overload rule: the tasks that lie in a window need no more energy than it offers.
///
/// - Complexity: O(n log n) a run.
/// - Source: Wolf, Schrader 2006, "O(n log n) overload checking for the cumulative constraint and its application";
///   Vilim 2009 for the tree.
final class OverloadCheck: Propagator {
  private let windows: TaskWindows
  private let capacity: IntegerVariable
  private let tree: EnergyTree
  private let explanation: EnergyExplanation
  private let byStart: Buffer<Int32>
  private let byCompletion: Buffer<Int32>
  private let rank: Buffer<Int32>
  private let energy: Buffer<Int>
  private var throttle = Throttle()
  private var id = PropagatorID(index: -1)

  init(_ tasks: [Task], capacity: IntegerVariable) {
    let n = tasks.count
    windows = TaskWindows(tasks)
    self.capacity = capacity
    tree = EnergyTree(taskCount: n)
    explanation = EnergyExplanation(tasks, capacity: capacity)
    byStart = Buffer((0..<n).map(Int32.init))
    byCompletion = Buffer((0..<n).map(Int32.init))
    rank = Buffer(repeating: 0, count: n)
    energy = Buffer(repeating: 0, count: n)
  }

  var priority: Priority { .disjunctive }

  func attach(as id: PropagatorID) -> [IntegerVariable] {
    self.id = id
    return TimeTable.wakers(of: windows.tasks) + [-capacity]
  }

  func propagate(_ store: inout Store) throws(Conflict) {
    if !throttle.shouldRun(atRoot: store.level == 0) { return }
    windows.refresh(store)
    let limit = Int(store.upper(capacity))
    insertionSort(byStart, by: windows.est)
    insertionSort(byCompletion, by: windows.lct)
    for k in 0..<windows.count {
      rank[byStart[k]] = Int32(truncatingIfNeeded: k)
      energy[k] = windows.presence[k] == .present ? Int(windows.duration[k]) * Int(windows.demand[k]) : 0
    }
    tree.removeAll()
    for i in 0..<windows.count {
      let k = Int(byCompletion[i])
      if energy[k] == 0 { continue }
      tree.insert(rank: Int(rank[k]), start: limit * Int(windows.est[k]), energy: energy[k])
      if tree.envelope > limit * Int(windows.lct[k]) {
        throttle.noteYield()
        let first = Int(byStart[tree.responsibleRank()])
        explanation.explain(from: windows.est[first], to: windows.lct[k], before: store.position, &store)
        throw store.fail(by: id, store.evidence)
      }
    }
  }

  /// Never asked: the rule only fails, and says why at once.
  func explain(_ literal: Literal, payload: Int32, before position: Int32, _ store: inout Store) {
    preconditionFailure("the overload check infers no bounds")
  }

  /// In the window that was explained last.
  func refutes(_ bounds: CheckedBounds) -> Bool {
    EnergyCheck(windows.tasks, capacity: capacity, bounds).isRefuted(in: explanation.window)
  }
}
