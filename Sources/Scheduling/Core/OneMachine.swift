import Basics

/// Tasks of which a machine runs one at a time, with what comes before and behind each of them elsewhere: what is left
/// of a shop or a project when all but one machine, or one clique of activities, is relaxed away.
struct OneMachine {
  struct Task: Equatable {
    /// The earliest start.
    var head: Int
    var duration: Int
    /// What must follow it before the end, its own duration not counted.
    var tail: Int
  }

  var tasks: [Task] = []

  /// Least head plus all work plus least tail; 0 without tasks.
  var loadBound: Int {
    guard let head = tasks.map(\.head).min(), let tail = tasks.map(\.tail).min() else { return 0 }
    return head + tasks.reduce(0) { $0 + $1.duration } + tail
  }

  /// The makespan of Jackson's preemptive schedule: at each release or completion, the available task with the largest
  /// tail runs. It is the optimum with preemption, and equals the largest `loadBound` of all sets of the tasks.
  ///
  /// - Complexity: O(n log n) for n tasks.
  /// - Source: Jackson 1955; Carlier 1982, "The one-machine sequencing problem".
  var preemptiveBound: Int {
    let released = tasks.sorted { $0.head < $1.head }
    var remaining = released.map(\.duration)
    var available = MinHeap<Available>()
    var next = 0
    var time = 0
    var bound = 0
    while true {
      while next < released.count, released[next].head <= time {
        available.push(Available(task: next, tail: released[next].tail))
        next += 1
      }
      let release = next < released.count ? released[next].head : Int.max
      guard let running = available.least else {
        if release == .max { return bound }
        time = release
        continue
      }
      if remaining[running.task] <= release - time {
        time += remaining[running.task]
        bound = max(bound, time + running.tail)
        _ = available.pop()
      } else {
        remaining[running.task] -= release - time
        time = release
      }
    }
  }

  /// A task that is there and not done.
  private struct Available: Comparable {
    /// By increasing head.
    let task: Int
    let tail: Int

    static func < (left: Self, right: Self) -> Bool { left.tail > right.tail }
  }
}
