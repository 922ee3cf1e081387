import Basics

/// What a random change of the line would cost, up to a limit.
extension PrefixLine {
  /// The cost with the job at `from` moved to `to`, or the two exchanged; nil once it is surely above the limit.
  ///
  /// Behind the change the jobs are the old ones. Where all machines are free as before, the old costs hold; where none
  /// is free earlier, the old costs bound the new ones.
  func trial(from: Int, to: Int, isExchange: Bool, limit: Int) -> Int? {
    let low = min(from, to)
    let high = max(from, to)
    for place in low...high { sequence[place] = jobs[place] }
    if isExchange {
      sequence.swapAt(low, high)
    } else if from < to {
      for place in from..<to { sequence[place] = jobs[place &+ 1] }
      sequence[to] = jobs[from]
    } else {
      for place in to..<from { sequence[place &+ 1] = jobs[place] }
      sequence[to] = jobs[from]
    }
    let front = front.pointer
    front.update(from: rows.pointer + low &* width, count: width)
    var cost = costs[low]
    var last = neighbour(low &- 1)
    for place in low...high {
      let job = sequence[place]
      cost &+= jobCost(job, advance(front, last, job))
      last = job
    }
    if cost > limit { return nil }
    let count = count
    let total = costs[count]
    var place = high &+ 1
    while place < count {
      let old = rows.pointer + place &* width
      let rest = total &- costs[place]
      if last == jobs[place &- 1] {
        if cost &+ rest > limit {
          if isLater(front, old) { return nil }
        } else if isEqual(front, old) {
          return cost &+ rest
        }
      }
      let job = jobs[place]
      cost &+= jobCost(job, advance(front, last, job))
      if cost > limit { return nil }
      last = job
      place &+= 1
    }
    return cost
  }

  /// Makes the change that was tried last.
  func acceptTrial(from: Int, to: Int) {
    for place in min(from, to)...max(from, to) { jobs[place] = sequence[place] }
    rebuild(from: min(from, to))
  }

  @inline(__always)
  private func isLater(_ row: UnsafeMutablePointer<Int>, _ old: UnsafeMutablePointer<Int>) -> Bool {
    var machine = width &- 1
    while machine >= 0 {
      if row[machine] < old[machine] { return false }
      machine &-= 1
    }
    return true
  }

  @inline(__always)
  private func isEqual(_ row: UnsafeMutablePointer<Int>, _ old: UnsafeMutablePointer<Int>) -> Bool {
    var machine = width &- 1
    while machine >= 0 {
      if row[machine] != old[machine] { return false }
      machine &-= 1
    }
    return true
  }
}
