/// How much of a renewable resource is held when, in a schedule that grows.
struct UseProfile {
  /// By increasing time; the amount from then on, the last one 0.
  private var times: [Int] = [0]
  private var amounts: [Int] = [0]
  /// What there is, in the same form.
  private let capacityTimes: [Int]
  private let capacities: [Int]

  init(_ resource: GeneralSchedule.Resource) {
    var times = [0]
    var capacities = [resource.capacity(at: 0)]
    for step in resource.capacities where step.time > 0 {
      times.append(step.time)
      capacities.append(step.capacity)
    }
    capacityTimes = times
    self.capacities = capacities
  }

  mutating func removeAll() {
    times = [0]
    amounts = [0]
  }

  private static func place(_ time: Int, in times: [Int]) -> Int {
    var (low, high) = (0, times.count)
    while low < high {
      let middle = (low + high) / 2
      if times[middle] <= time { low = middle + 1 } else { high = middle }
    }
    return low - 1
  }

  /// Holds an amount more, or less below 0, in a stretch of time.
  mutating func hold(_ amount: Int, from start: Int, to end: Int) {
    for time in [start, end] {
      let index = Self.place(time, in: times)
      if times[index] != time {
        times.insert(time, at: index + 1)
        amounts.insert(amounts[index], at: index + 1)
      }
    }
    var index = Self.place(start, in: times)
    while times[index] < end {
      amounts[index] += amount
      index += 1
    }
  }

  /// The earliest start from `time` on at which so much is free for so long; `Int.max` where that never is.
  ///
  /// - Parameter isFree: whether a stretch of time does not count, such as a break.
  func fit(_ amount: Int, from time: Int, lasting length: Int) -> Int {
    var start = time
    while true {
      guard let blocked = firstBlock(amount, from: start, to: start + length) else { return start }
      if blocked == .max { return .max }
      start = blocked
    }
  }

  /// Where the first stretch ends in which less is free; nil where there is none.
  private func firstBlock(_ amount: Int, from start: Int, to end: Int) -> Int? {
    var use = Self.place(start, in: times)
    var step = Self.place(start, in: capacityTimes)
    var time = start
    while time < end {
      let useEnd = use + 1 < times.count ? times[use + 1] : Int.max
      let stepEnd = step + 1 < capacityTimes.count ? capacityTimes[step + 1] : Int.max
      if amounts[use] + amount > capacities[step] { return min(useEnd, stepEnd) }
      time = min(useEnd, stepEnd)
      if time == .max { break }
      if useEnd == time { use += 1 }
      if stepEnd == time { step += 1 }
    }
    return nil
  }
}
