import Basics

/// A line whose machines do not idle: the start of every machine depends on all its jobs, so each place of a job is
/// computed from nothing.
final class NoIdleLine: FlowLine {
  private let tables: FlowTables
  private let jobs, sequence, counters: Buffer<Int>
  /// Where every job of the sequence ends on the machine in work.
  private let ends: Buffer<Int>

  init(_ tables: FlowTables) {
    self.tables = tables
    jobs = Buffer(repeating: 0, count: tables.jobs)
    sequence = Buffer(repeating: 0, count: tables.jobs)
    ends = Buffer(repeating: 0, count: tables.jobs)
    counters = Buffer(repeating: 0, count: 2)
  }

  var count: Int { counters[0] }
  var cost: Int { counters[1] }
  var tie: Int { .max }
  var workPerPlace: Int { 3 * count * tables.machines }
  func job(at place: Int) -> Int { jobs[place] }

  func insertion(of job: Int, at places: ClosedRange<Int>, below known: FlowInsertion) -> FlowInsertion {
    var best = known
    let count = count
    for index in 0..<count { sequence[index &+ 1] = jobs[index] }
    for index in 0..<places.lowerBound { sequence[index] = jobs[index] }
    for place in places {
      if place > places.lowerBound { sequence[place &- 1] = jobs[place &- 1] }
      sequence[place] = job
      let (cost, tie) = evaluate(count + 1)
      best = min(best, FlowInsertion(place: place, cost: cost, tie: tie))
    }
    return best
  }

  /// The objective of the first `count` jobs of `sequence`, and the sum of their completions.
  private func evaluate(_ count: Int) -> (cost: Int, completions: Int) {
    let machines = tables.machines
    ends.fill(0)
    for machine in 0..<machines {
      var offset = 0
      var first = 0
      for place in 0..<count {
        let job = sequence[place]
        if place > 0 { offset &+= tables.setups(sequence[place &- 1], job)[machine] }
        first = max(first, ends[place] &- offset)
        offset &+= tables.durations(of: job)[machine]
      }
      var end = first
      for place in 0..<count {
        let job = sequence[place]
        if place > 0 { end &+= tables.setups(sequence[place &- 1], job)[machine] }
        end &+= tables.durations(of: job)[machine]
        ends[place] = end
      }
    }
    var cost = 0
    var completions = 0
    for place in 0..<count {
      let part = tables.shop.cost(sequence[place], completion: ends[place])
      cost = tables.shop.objective == .makespan ? part : cost &+ part
      completions &+= ends[place]
    }
    return (cost, completions)
  }

  func insert(_ job: Int, at place: Int) {
    var index = count
    while index > place {
      jobs[index] = jobs[index &- 1]
      index &-= 1
    }
    jobs[place] = job
    settle(count + 1)
  }

  func remove(at place: Int) {
    for index in place..<count &- 1 { jobs[index] = jobs[index &+ 1] }
    settle(count - 1)
  }

  func load(_ order: [Int]) {
    for (place, job) in order.enumerated() { jobs[place] = job }
    settle(order.count)
  }

  private func settle(_ count: Int) {
    for index in 0..<count { sequence[index] = jobs[index] }
    counters[0] = count
    counters[1] = evaluate(count).cost
  }
}
