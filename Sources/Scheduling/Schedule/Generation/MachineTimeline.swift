/// What a machine does when, in a schedule that grows: stretches by start that do not overlap.
struct MachineTimeline {
  struct Stretch {
    let start: Int
    let end: Int
    let task: Int
  }

  private(set) var stretches: [Stretch] = []

  /// The first place whose stretch starts at `time` or later.
  private func place(at time: Int) -> Int {
    var (low, high) = (0, stretches.count)
    while low < high {
      let middle = (low + high) / 2
      if stretches[middle].start < time { low = middle + 1 } else { high = middle }
    }
    return low
  }

  mutating func insert(_ task: Int, from start: Int, to end: Int) {
    stretches.insert(Stretch(start: start, end: end, task: task), at: place(at: start))
  }

  mutating func remove(_ task: Int, from start: Int) {
    var index = place(at: start)
    while index < stretches.count, stretches[index].task != task { index += 1 }
    if index < stretches.count { stretches.remove(at: index) }
  }

  mutating func removeAll() { stretches.removeAll(keepingCapacity: true) }

  /// When it is free for good.
  var end: Int { stretches.last?.end ?? 0 }

  /// The earliest start from `time` on at which a task that lasts so long fits.
  ///
  /// - Parameter setup: from a task to the next one, nil where that may not be.
  func fit(from time: Int, lasting length: Int, setup: ((Int, Int) -> Int?)?, task: Int) -> Int {
    var start = time
    var index = place(at: start)
    while true {
      if index > 0 {
        let before = stretches[index - 1]
        if let gap = setup.map({ $0(before.task, task) }) ?? 0 {
          start = max(start, before.end + gap)
        } else {
          guard index < stretches.count else { return .max }
          start = max(start, stretches[index].end)
          index += 1
          continue
        }
      }
      guard index < stretches.count else { return start }
      let after = stretches[index]
      if let gap = setup.map({ $0(task, after.task) }) ?? 0, start + length + gap <= after.start { return start }
      start = max(start, after.end)
      index += 1
    }
  }

  /// The same where each pair of tasks has a time between.
  func fitAmongAll(from time: Int, lasting length: Int, setup: (Int, Int) -> Int?, task: Int) -> Int {
    var start = time
    while true {
      var next = start
      for other in stretches {
        let before = setup(other.task, task)
        let after = setup(task, other.task)
        let isBehind = before.map { start >= other.end + $0 } ?? false
        let isAhead = after.map { start + length + $0 <= other.start } ?? false
        if isBehind || isAhead { continue }
        guard let before else { return .max }
        next = max(next, other.end + before)
      }
      if next == start { return start }
      start = next
    }
  }
}
