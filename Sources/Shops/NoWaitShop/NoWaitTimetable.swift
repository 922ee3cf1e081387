import Basics

/// The forbidden differences of a no-wait shop and starts of its jobs, for quick timetabling.
final class NoWaitTimetable {
  let jobCount: Int
  let lengths: Buffer<Int>
  let offsets: Buffer<Int>
  let first: Buffer<Int>
  let end: Buffer<Int>
  /// The starts of the jobs by the last timetabling.
  let starts: Buffer<Int>
  private let pointer: Buffer<Int>

  /// - Parameter isReversed: whether time runs backward, so that starts count from the end of the schedule.
  init(_ shop: NoWaitShop, isReversed: Bool = false) {
    let jobs = shop.jobCount
    jobCount = jobs
    lengths = Buffer(shop.lengths)
    offsets = Buffer(shop.gapOffsets)
    first = Buffer(shop.forbiddenFirst)
    end = Buffer(shop.forbiddenEnd)
    starts = Buffer(repeating: 0, count: jobs)
    pointer = Buffer(repeating: 0, count: jobs)
    guard isReversed else { return }
    // In reversed time job j starts at C − s_j − length: the difference of a pair changes its sign and shifts.
    for i in 0..<jobs {
      for j in 0..<jobs {
        let shift = lengths[i] - lengths[j]
        let range = offsets[i * jobs + j]..<offsets[i * jobs + j + 1]
        for (index, source) in zip(range, range.reversed()) {
          first[index] = shift - (shop.forbiddenEnd[source] - 1)
          end[index] = shift - shop.forbiddenFirst[source] + 1
        }
      }
    }
  }

  /// Starts the jobs of an order one after another at the earliest time that suits those before.
  ///
  /// - Parameter from: the places before this one have their starts already.
  /// - Returns: the makespan, or nothing if it is above the limit.
  func timetable(_ order: borrowing Buffer<Int32>, from: Int = 0, limit: Int) -> Int? {
    var makespan = 0
    for index in 0..<from {
      let job = Int(order[index])
      makespan = max(makespan, starts[job] &+ lengths[job])
    }
    for index in from..<order.count {
      let job = Int(order[index])
      let time = earliest(job, behind: index, of: order)
      starts[job] = time
      makespan = max(makespan, time &+ lengths[job])
      if makespan > limit { return nil }
    }
    return makespan
  }

  /// The earliest start of a job that suits the jobs on the first `count` places.
  private func earliest(_ job: Int, behind count: Int, of order: borrowing Buffer<Int32>) -> Int {
    for index in 0..<count { pointer[index] = offsets[Int(order[index]) &* jobCount &+ job] }
    var time = 0
    var agreeing = 0
    var index = 0
    while agreeing < count {
      let other = Int(order[index])
      let limit = offsets[other &* jobCount &+ job &+ 1]
      let difference = time &- starts[other]
      var at = pointer[index]
      while at < limit, end[at] <= difference { at &+= 1 }
      pointer[index] = at
      if at < limit, first[at] <= difference {
        time = starts[other] &+ end[at]
        agreeing = 1
      } else {
        agreeing &+= 1
      }
      index &+= 1
      if index == count { index = 0 }
    }
    return time
  }
}
