import Basics

/// A line whose objective is the end of its last job, where waiting or blocked jobs make every makespan a longest path:
/// all places of a job are tried in O(jobs · machines).
///
/// A head row holds, for each machine, the earliest time at which the jobs up to a place have left it; a tail row holds
/// how long the rest takes from the moment when a place's job enters each machine. A job between two places joins the
/// head before and the tail behind. Tail rows are counted from the end, so an insertion leaves those behind it alone.
///
/// - Source: Taillard 1990, "Some efficient heuristic methods for the flow shop sequencing problem".
final class MakespanLine: FlowLine {
  let tables: FlowTables
  let machines: Int
  let isBlocking: Bool
  /// Jobs in order; `counters[0]` of them.
  let jobs: Buffer<Int>
  private let counters: Buffer<Int>
  /// Row r: after r jobs. Row 0: nothing.
  let heads: Buffer<Int>
  /// Row r: the last r jobs. Row 0: nothing.
  let tails: Buffer<Int>
  /// The row of the job to be inserted.
  let front: Buffer<Int>

  init(_ tables: FlowTables) {
    self.tables = tables
    machines = tables.machines
    isBlocking = tables.shop.kind == .blocking
    jobs = Buffer(repeating: 0, count: tables.jobs)
    counters = Buffer(repeating: 0, count: 1)
    heads = Buffer(repeating: 0, count: (tables.jobs + 1) * machines)
    tails = Buffer(repeating: 0, count: (tables.jobs + 1) * machines)
    front = Buffer(repeating: 0, count: machines)
  }

  var count: Int { counters[0] }
  var cost: Int { heads[count * machines + machines - 1] }
  var tie: Int { .max }
  var workPerPlace: Int { machines }
  func job(at place: Int) -> Int { jobs[place] }

  /// The job at a place, -1 outside.
  @inline(__always) private func neighbour(_ place: Int) -> Int { place < 0 || place >= count ? -1 : jobs[place] }

  func insertion(of job: Int, at places: ClosedRange<Int>, below known: FlowInsertion) -> FlowInsertion {
    var best = known
    let knowsIdleTime = !isBlocking && !tables.hasSetups
    for place in places {
      let cost = cost(of: job, at: place)
      if cost > best.cost { continue }
      let tie = knowsIdleTime ? idleTime(of: job, at: place) : 0
      let here = FlowInsertion(place: place, cost: cost, tie: tie)
      if here < best { best = here }
    }
    return best
  }

  /// The makespan with a job at a place; its row is in `front` then.
  @inline(__always)
  private func cost(of job: Int, at place: Int) -> Int {
    let before = heads.pointer + place &* machines
    let behind = tails.pointer + (count &- place) &* machines
    if !isBlocking && !tables.hasSetups { return joined(job, before, behind) }
    let setupsIn = tables.setups(neighbour(place &- 1), job)
    let setupsOut = tables.setups(job, neighbour(place))
    headRow(job, before, setupsIn, front.pointer)
    var longest = 0
    for machine in 0..<machines {
      longest = max(longest, front[machine] &+ setupsOut[machine] &+ behind[machine])
    }
    return longest
  }

  @inline(__always)
  private func joined(_ job: Int, _ before: UnsafeMutablePointer<Int>, _ behind: UnsafeMutablePointer<Int>) -> Int {
    let durations = tables.durations(of: job)
    let row = front.pointer
    var end = 0
    var longest = 0
    for machine in 0..<machines {
      end = max(end, before[machine]) &+ durations[machine]
      row[machine] = end
      longest = max(longest, end &+ behind[machine])
    }
    return longest
  }

  /// An estimate of the idle time that a job at a place leaves between it and its neighbours on the later machines.
  ///
  /// - Source: Fernandez-Viagas, Framinan 2014, "On insertion tie-breaking rules in heuristics for the permutation
  ///   flowshop scheduling problem".
  private func idleTime(of job: Int, at place: Int) -> Int {
    let before = heads.pointer + place &* machines
    var idle = 0
    if place == count {
      for machine in stride(from: 1, to: machines, by: 1) { idle &+= front[machine] &- before[machine] }
      return idle
    }
    let next = jobs[place]
    let durations = tables.durations(of: next)
    let old = before + machines
    var moved = front[0] &+ durations[0]
    for machine in stride(from: 1, to: machines, by: 1) {
      let end = front[machine]
      idle &+= end &- old[machine] &+ durations[machine] &+ max(0, moved &- end)
      moved = max(moved, end) &+ durations[machine]
    }
    return idle
  }

  func insert(_ job: Int, at place: Int) {
    let count = count
    var index = count
    while index > place {
      jobs[index] = jobs[index &- 1]
      index &-= 1
    }
    jobs[place] = job
    counters[0] = count &+ 1
    rebuild(from: place, to: place)
  }

  func remove(at place: Int) {
    let count = count &- 1
    for index in place..<count { jobs[index] = jobs[index &+ 1] }
    counters[0] = count
    rebuild(from: place, to: place &- 1)
  }

  func load(_ order: [Int]) {
    counters[0] = order.count
    for (place, job) in order.enumerated() { jobs[place] = job }
    rebuild(from: 0, to: order.count - 1)
  }

  /// Head rows of the places from `first` on, tail rows of those down from `last`.
  private func rebuild(from first: Int, to last: Int) {
    let count = count
    var place = first
    while place < count {
      let row = heads.pointer + place &* machines
      headRow(jobs[place], row, tables.setups(neighbour(place &- 1), jobs[place]), row + machines)
      place &+= 1
    }
    place = last
    while place >= 0 {
      let row = tails.pointer + (count &- 1 &- place) &* machines
      tailRow(jobs[place], row, tables.setups(jobs[place], neighbour(place &+ 1)), row + machines)
      place &-= 1
    }
  }
}
