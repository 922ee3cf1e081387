import Basics

/// What is free of every resource over time, while activities come and go.
///
/// One list of breakpoints for all resources: an activity mostly needs several of them, and projects have few.
struct FreeProfile: ~Copyable {
  /// Later than every time.
  static let never = Int.max / 4

  private var rows: StepRows

  init(_ capacities: CapacitySteps) {
    rows = StepRows(width: capacities.resources)
    reset(to: capacities)
  }

  /// As before the first activity.
  mutating func reset(to capacities: CapacitySteps) {
    rows.removeAll()
    for time in capacities.times { rows.appendTime(time) }
    for amount in capacities.amounts { rows.appendValue(amount) }
  }

  /// The first time from `ready` on at which all that an activity uses is free throughout; `never` where there is none.
  func earliest(_ activity: Int, of uses: borrowing ActivityUses, from ready: Int) -> Int {
    let duration = uses.duration[activity]
    let first = uses.offset[activity]
    let last = uses.offset[activity + 1]
    guard duration > 0, first < last else { return ready }
    let count = rows.count
    let times = rows.times.pointer
    let resources = rows.width
    let resource = uses.resource.pointer
    let amount = uses.amount.pointer
    var start = ready
    var segment = rows.segment(at: ready)
    while segment < count, times[segment] < start + duration {
      let row = rows.values.pointer + segment * resources
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
    let first = rows.breakpoint(at: start)
    let last = rows.breakpoint(at: start + duration)
    for segment in first..<last {
      let row = segment * rows.width
      for use in uses0..<uses1 { rows.values[row + uses.resource[use]] -= sign * uses.amount[use] }
    }
    if sign < 0 {  // what was a change may be none now; the last first, as it moves those behind it
      rows.dropIfFlat(last)
      rows.dropIfFlat(first)
    }
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
