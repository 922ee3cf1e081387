import Basics

/// A resource that tasks share: at each time, the demands of the tasks that run sum to at most the capacity.
extension Solver {
  /// Posts a cumulative resource. Tasks without duration or demand take nothing and are left out; an absent task takes
  /// nothing. Start + duration = end is somebody else's. Call at level 0.
  ///
  /// - Precondition: the tasks' total energy, and the capacity over the horizon, stay within 62 bits.
  package func postCumulative(_ tasks: [Task], capacity: IntegerVariable) {
    let tasks = tasks.filter {
      store.upper($0.duration) > 0 && store.upper($0.demand) > 0 && !store.isFalse($0.presence)
    }
    if tasks.isEmpty { return }
    checkEnergy(of: tasks, capacity)
    post(TimeTable(tasks, capacity: capacity))
    if tasks.count < 3 { return }
    post(OverloadCheck(tasks, capacity: capacity))
    let wastable = wastableCapacity(tasks, capacity)
    post(TimeTableEdgeFinding(tasks, capacity: capacity, wastable: wastable, isMirrored: false))
    post(TimeTableEdgeFinding(tasks.map(\.mirrored), capacity: capacity, wastable: wastable, isMirrored: true))
  }

  /// The most that the capacity can be, where demands are constant and the sums of demands are quick to make.
  private func wastableCapacity(_ tasks: [Task], _ capacity: IntegerVariable) -> Int? {
    let largest = Int(store.upper(capacity))
    guard largest >= 0, tasks.allSatisfy({ store.isFixed($0.demand) }) else { return nil }
    return SubsetSums.width(upTo: largest) <= 1 << 16 / tasks.count ? largest : nil
  }

  private func checkEnergy(of tasks: [Task], _ capacity: IntegerVariable) {
    let largest = 1 << 62
    var total = 0
    var first = Int.max
    var last = Int.min
    for task in tasks {
      // Both factors fit 31 bits, so one product fits.
      total += Int(store.upper(task.duration)) * Int(store.upper(task.demand))
      precondition(total < largest, "the energy of a cumulative resource fits 62 bits")
      first = min(first, Int(store.lower(task.start)))
      last = max(last, Int(store.upper(task.end)))
    }
    let height = max(1, Int(store.upper(capacity)))
    precondition(last - first < largest / height, "capacity times horizon fits 62 bits")
  }
}
