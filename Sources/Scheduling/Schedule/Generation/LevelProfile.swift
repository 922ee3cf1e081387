/// The level of a reservoir over time, in a schedule that grows.
struct LevelProfile {
  private var times: [Int] = []
  /// After all changes of each time.
  private var levels: [Int] = []
  private let initial: Int
  private let minimum: Int
  private let maximum: Int

  init(initial: Int, minimum: Int, maximum: Int?) {
    self.initial = initial
    self.minimum = minimum
    self.maximum = maximum ?? .max
  }

  mutating func removeAll() {
    times = []
    levels = []
  }

  private func place(_ time: Int) -> Int {
    var (low, high) = (0, times.count)
    while low < high {
      let middle = (low + high) / 2
      if times[middle] < time { low = middle + 1 } else { high = middle }
    }
    return low
  }

  mutating func change(_ amount: Int, at time: Int) {
    var index = place(time)
    if index == times.count || times[index] != time {
      times.insert(time, at: index)
      levels.insert(index > 0 ? levels[index - 1] : initial, at: index)
    }
    while index < levels.count {
      levels[index] += amount
      index += 1
    }
  }

  /// Whether the level stays in its limits with these changes more.
  func allows(_ changes: [(time: Int, amount: Int)]) -> Bool {
    guard let first = changes.map(\.time).min() else { return true }
    var moments = changes.map(\.time)
    var index = place(first)
    while index < times.count {
      moments.append(times[index])
      index += 1
    }
    for moment in moments {
      let known = place(moment + 1)
      let base = known > 0 ? levels[known - 1] : initial
      let level = changes.reduce(base) { $1.time <= moment ? $0 + $1.amount : $0 }
      if level < minimum || level > maximum { return false }
    }
    return true
  }

  /// The next time at which the level changes; nil behind the last one.
  func change(after time: Int) -> Int? {
    let index = place(time + 1)
    return index < times.count ? times[index] : nil
  }
}
