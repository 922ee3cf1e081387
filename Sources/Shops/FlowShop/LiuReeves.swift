import Basics

/// Orders for the sum of completions of one factory, job by job: the next one is the one that keeps the machines waiting
/// least, weighted by how many jobs that delays, and ends early itself, with a mean job behind it.
///
/// - Source: Liu, Reeves 2001, "Constructive and composite heuristic solutions to the P//ΣCi scheduling problem".
struct LiuReeves: ~Copyable {
  private let tables: FlowTables
  private let front, row: Buffer<Int>
  private let work: Buffer<Double>

  /// Durations looked at in all, about: a tenth of a second.
  private static var workLimit: Int { 1 << 25 }

  /// nil where it is not made for the shop.
  init?(_ tables: FlowTables) {
    let shop = tables.shop
    guard shop.kind == .permutation && shop.objective == .totalCompletion && shop.factories == 1 && shop.weights.isEmpty
    else { return nil }
    guard shop.jobs * shop.jobs * shop.machines <= Self.workLimit else { return nil }
    self.tables = tables
    front = Buffer(repeating: 0, count: tables.machines)
    row = Buffer(repeating: 0, count: tables.machines)
    work = Buffer(repeating: 0, count: tables.machines)
  }

  /// The best order over the first jobs that look best, as many as time allows; nil after a stop before any was done.
  func order(_ shouldStop: () -> Bool) -> [Int]? {
    let firsts = firstJobs()
    let tries = max(1, Self.workLimit / max(1, 2 * tables.jobs * tables.jobs * tables.machines))
    var best: (order: [Int], cost: Int)?
    for first in firsts.prefix(tries) {
      if shouldStop() { break }
      let (order, cost) = construct(first)
      if cost < best?.cost ?? .max { best = (order, cost) }
    }
    return best?.order
  }

  private func firstJobs() -> [Int] {
    reset()
    let indices = (0..<tables.jobs).map { index($0, last: -1, placed: 0) }
    return (0..<tables.jobs).sorted { (indices[$0], $0) < (indices[$1], $1) }
  }

  private func reset() {
    front.fill(0)
    work.fill(0)
    for job in 0..<tables.jobs {
      for machine in 0..<tables.machines { work[machine] += Double(tables.durations(of: job)[machine]) }
    }
  }

  private func construct(_ first: Int) -> (order: [Int], cost: Int) {
    reset()
    var left = Array(0..<tables.jobs)
    var order: [Int] = []
    var cost = 0
    while !left.isEmpty {
      var best = (index: Double.infinity, at: 0)
      let last = order.last ?? -1
      for (at, job) in left.enumerated() {
        let index = order.isEmpty ? (job == first ? 0 : 1) : index(job, last: last, placed: order.count)
        if index < best.index { best = (index, at) }
      }
      let job = left.remove(at: best.at)
      cost += append(job, last)
      order.append(job)
    }
    return (order, cost)
  }

  private func append(_ job: Int, _ last: Int) -> Int {
    let durations = tables.durations(of: job)
    let setups = tables.setups(last, job)
    var end = 0
    for machine in 0..<tables.machines {
      end = max(end, front[machine] &+ setups[machine]) &+ durations[machine]
      front[machine] = end
      work[machine] -= Double(durations[machine])
    }
    return end
  }

  private func index(_ job: Int, last: Int, placed: Int) -> Double {
    let machines = tables.machines
    let jobs = tables.jobs
    let durations = tables.durations(of: job)
    let setups = tables.setups(last, job)
    let others = Double(max(1, jobs - placed - 1))
    let share = Double(placed) / Double(max(1, jobs - 2))
    var end = 0
    var meanEnd = 0.0
    var idle = 0.0
    for machine in 0..<machines {
      let free = front[machine] &+ setups[machine]
      if machine > 0 && end > free {
        let position = Double(machine + 1)
        idle += Double(end - free) * Double(machines) / (position + share * (Double(machines) - position))
      }
      end = max(end, free) &+ durations[machine]
      meanEnd = max(meanEnd, Double(end)) + (work[machine] - Double(durations[machine])) / others
    }
    return Double(jobs - placed - 2) * idle + Double(end) + meanEnd
  }
}
