import Basics

/// The free amounts of all renewable resources over time while a schedule grows: segments between the moments where
/// something changes, so it does not depend on how long the times are.
final class ModeProfile {
  private let project: PackedModes
  private let width: Int
  /// The first moment of each segment; the last one has no end, and everything is free there.
  private let times: Buffer<Int>
  /// The free amounts of segment k from `k * width` on.
  private let free: Buffer<Int>
  private var count = 1

  init(_ project: PackedModes) {
    self.project = project
    width = project.renewableCount
    times = Buffer(repeating: 0, count: 2 * project.count + 2)
    free = Buffer(repeating: 0, count: (2 * project.count + 2) * width)
    reset()
  }

  /// Makes everything free.
  func reset() {
    count = 1
    times[0] = 0
    free.pointer.update(from: project.renewableCapacities.pointer, count: width)
  }

  /// Takes over what another profile of the same project holds.
  func copy(_ other: ModeProfile) {
    count = other.count
    times.pointer.update(from: other.times.pointer, count: count)
    free.pointer.update(from: other.free.pointer, count: count &* width)
  }

  /// The last segment that starts at `time` or before.
  @inline(__always)
  private func segment(at time: Int) -> Int {
    let times = times.pointer
    var low = 0
    var high = count
    while high &- low > 1 {
      let middle = (low &+ high) >> 1
      if times[middle] <= time { low = middle } else { high = middle }
    }
    return low
  }

  /// The earliest start from `time` on at which the mode's demands are free for its whole duration.
  func earliestFit(_ mode: Int, from time: Int) -> Int {
    let duration = project.durations[mode]
    if duration == 0 { return time }
    let demand = project.demands.pointer + mode &* width
    let times = times.pointer
    var index = segment(at: time)
    var start = time
    while true {
      let cell = free.pointer + index &* width
      var fits = true
      for resource in 0..<width where cell[resource] < demand[resource] { fits = false }
      index &+= 1
      if index == count { return start }
      if !fits {
        start = times[index]
      } else if times[index] >= start &+ duration {
        return start
      }
    }
  }

  /// Occupies the mode's demands from `start` on, where they are free.
  func reserve(_ mode: Int, at start: Int) {
    let duration = project.durations[mode]
    if duration == 0 || width == 0 { return }
    let demand = project.demands.pointer + mode &* width
    let first = split(at: start)
    let last = split(at: start &+ duration)
    for index in first..<last {
      let cell = free.pointer + index &* width
      for resource in 0..<width { cell[resource] &-= demand[resource] }
    }
  }

  /// The segment that starts at `time`, made where there is none.
  private func split(at time: Int) -> Int {
    let index = segment(at: time)
    if times[index] == time { return index }
    var place = count
    while place > index &+ 1 {
      times[place] = times[place &- 1]
      place &-= 1
    }
    times[index &+ 1] = time
    let cells = free.pointer
    (cells + (index &+ 2) &* width).update(from: cells + (index &+ 1) &* width, count: (count &- index &- 1) &* width)
    (cells + (index &+ 1) &* width).update(from: cells + index &* width, count: width)
    count &+= 1
    return index &+ 1
  }
}
