import Basics

/// What is held of a resource over time, while a schedule is made: steps of constant load.
struct ResourceProfile: ~Copyable {
  private let capacity: Int
  /// Ascending; a step lasts until the next one, the last one for ever at load 0.
  private var times = Buffer<Int>()
  private var loads = Buffer<Int>()

  init(capacity: Int) {
    self.capacity = capacity
    clear()
  }

  mutating func clear() {
    times.removeAll()
    loads.removeAll()
    times.append(Int.min / 4)
    loads.append(0)
  }

  /// The first time from `earliest` on at which `amount` is free for `duration`; nil where it never is.
  ///
  /// - Complexity: O(steps).
  func earliestFit(from earliest: Int, duration: Int, amount: Int) -> Int? {
    if amount > capacity { return nil }
    if duration == 0 { return earliest }
    var start = earliest
    var step = place(of: earliest)
    while step < times.count, times[step] < start + duration {
      // Too much is held in this step: begin behind it.
      if loads[step] + amount > capacity { start = max(start, step + 1 < times.count ? times[step + 1] : start) }
      step += 1
    }
    return start
  }

  mutating func hold(_ amount: Int, from start: Int, to end: Int) {
    if start >= end { return }
    let first = split(at: start)
    let last = split(at: end)
    for step in first..<last { loads[step] += amount }
  }

  /// The step that `time` is in.
  private func place(of time: Int) -> Int {
    var low = 0
    var high = times.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if times[middle] <= time { low = middle } else { high = middle }
    }
    return low
  }

  /// The step that begins at `time`, made where there is none.
  private mutating func split(at time: Int) -> Int {
    let step = place(of: time)
    if times[step] == time { return step }
    times.append(0)
    loads.append(0)
    var index = times.count - 1
    while index > step + 1 {
      times[index] = times[index - 1]
      loads[index] = loads[index - 1]
      index -= 1
    }
    times[step + 1] = time
    loads[step + 1] = loads[step]
    return step + 1
  }
}
