import Basics

/// What is free of every resource over time, while activities come and go.
///
/// One list of breakpoints for all resources: an activity mostly needs several of them, and projects have few.
struct FreeProfile: ~Copyable {
  /// Later than every time.
  static let never = Int.max / 4

  private let resources: Int
  private var times: Buffer<Int>
  private var free: Buffer<Int>

  init(_ capacities: CapacitySteps) {
    resources = capacities.resources
    times = Buffer(capacities.times)
    free = Buffer(capacities.amounts)
  }

  /// As before the first activity.
  mutating func reset(to capacities: CapacitySteps) {
    times.removeAll()
    free.removeAll()
    for time in capacities.times { times.append(time) }
    for amount in capacities.amounts { free.append(amount) }
  }

  /// The first time from `ready` on at which all that an activity uses is free throughout; `never` where there is none.
  func earliest(_ activity: Int, of uses: borrowing ActivityUses, from ready: Int) -> Int {
    let duration = uses.duration[activity]
    let first = uses.offset[activity]
    let last = uses.offset[activity + 1]
    guard duration > 0, first < last else { return ready }
    let count = times.count
    let resource = uses.resource.pointer
    let amount = uses.amount.pointer
    var start = ready
    var segment = segment(at: ready)
    while segment < count, times[segment] < start + duration {
      let row = free.pointer + segment * resources
      var fits = true
      for use in first..<last where row[resource[use]] < amount[use] {
        fits = false
        break
      }
      segment += 1
      if !fits {
        guard segment < count else { return Self.never }
        start = times[segment]
      }
    }
    return start
  }

  /// Takes from `start` to the activity's end what it uses; with `sign` -1 gives it back.
  mutating func take(_ activity: Int, of uses: borrowing ActivityUses, at start: Int, sign: Int = 1) {
    let duration = uses.duration[activity]
    let uses0 = uses.offset[activity]
    let uses1 = uses.offset[activity + 1]
    guard duration > 0, uses0 < uses1 else { return }
    let first = breakpoint(at: start)
    let last = breakpoint(at: start + duration)
    for segment in first..<last {
      for use in uses0..<uses1 { free[segment * resources + uses.resource[use]] -= sign * uses.amount[use] }
    }
    if sign < 0 {  // what was a change may be none now
      dropIfFlat(last)
      dropIfFlat(first)
    }
  }

  /// The breakpoint at or before a time.
  private func segment(at time: Int) -> Int {
    var low = 0
    var high = times.count
    while high - low > 1 {
      let middle = (low + high) >> 1
      if times[middle] <= time { low = middle } else { high = middle }
    }
    return low
  }

  /// The breakpoint at a time, made where there is none.
  private mutating func breakpoint(at time: Int) -> Int {
    let before = segment(at: time)
    if times[before] == time { return before }
    let old = times.count
    times.append(0)
    for _ in 0..<resources { free.append(0) }
    let tail = old - before - 1
    (times.pointer + before + 2).update(from: times.pointer + before + 1, count: tail)
    (free.pointer + (before + 2) * resources).update(
      from: free.pointer + (before + 1) * resources, count: tail * resources)
    times[before + 1] = time
    for resource in 0..<resources { free[(before + 1) * resources + resource] = free[before * resources + resource] }
    return before + 1
  }

  private mutating func dropIfFlat(_ segment: Int) {
    guard segment > 0 else { return }
    let row = free.pointer + segment * resources
    for resource in 0..<resources where row[resource] != row[resource - resources] { return }
    let tail = times.count - segment - 1
    (times.pointer + segment).update(from: times.pointer + segment + 1, count: tail)
    row.update(from: row + resources, count: tail * resources)
    times.truncate(to: times.count - 1)
    free.truncate(to: free.count - resources)
  }
}

/// What each activity takes of which resource, without the zeros.
struct ActivityUses: ~Copyable {
  let duration: Buffer<Int>
  let offset: Buffer<Int>
  let resource: Buffer<Int>
  let amount: Buffer<Int>

  init(durations: [Int], demands: [Int], resources: Int) {
    duration = Buffer(durations)
    var offset = Buffer<Int>(capacity: durations.count + 1)
    var resource = Buffer<Int>()
    var amount = Buffer<Int>()
    offset.append(0)
    for activity in durations.indices {
      for k in 0..<resources where demands[activity * resources + k] > 0 {
        resource.append(k)
        amount.append(demands[activity * resources + k])
      }
      offset.append(resource.count)
    }
    self.offset = offset
    self.resource = resource
    self.amount = amount
  }
}
