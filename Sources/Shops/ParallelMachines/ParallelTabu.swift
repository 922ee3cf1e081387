import Basics

/// Tabu search for an assignment whose loads are all within a target: jobs move off an overloaded machine or are swapped
/// with jobs of other machines, whatever leaves the least load above the target. Jobs count a little less where their
/// weighted work is near its least, since such assignments leave room elsewhere.
final class ParallelTabu {
  private let jobs: Int
  private let machines: Int
  private let times: Buffer<Int>
  /// Of each job and machine, how much more the weighted work is than at the job's best machine.
  private let costs: Buffer<Double>
  private let assigned: Buffer<Int>
  private let loads: Buffer<Int>
  /// The first step that may move a job again.
  private let freeFrom: Buffer<Int>
  private var step = 0
  private var random: RandomSource
  private var target = 0
  /// The sum of what the loads are above the target.
  private(set) var excess = 0

  /// What a unit of weighted work counts, in units of excess.
  private static let costShare = 0.1
  /// How many swaps a step looks at; of more, every second, third or so.
  private static let swapLimit = 1 << 18

  private struct Change {
    var score = Double.infinity
    var job = -1
    var machine = -1
    /// The job that takes its place; -1 where none does.
    var other = -1
  }

  /// - Parameters:
  ///   - view: has a job and two machines.
  ///   - weights: of the machines, their mean about one.
  init(_ view: ParallelMachines, weights: [Double], seed: UInt64) {
    jobs = view.jobCount
    machines = view.machineCount
    times = Buffer(view.times)
    costs = Buffer(repeating: 0, count: view.times.count)
    assigned = Buffer(repeating: 0, count: jobs)
    loads = Buffer(repeating: 0, count: machines)
    freeFrom = Buffer(repeating: 0, count: jobs)
    random = RandomSource(seed: seed)
    for job in 0..<jobs {
      let row = job * machines..<(job + 1) * machines
      for (machine, cell) in row.enumerated() where times[cell] != ParallelMachines.forbidden {
        costs[cell] = weights[machine] * Double(times[cell])
      }
      let possible = row.filter { times[$0] != ParallelMachines.forbidden }
      let least = possible.map { costs[$0] }.min() ?? 0
      for cell in possible { costs[cell] -= least }
    }
  }

  var candidate: ParallelMachines.Candidate { ParallelMachines.Candidate(machines: (0..<jobs).map { assigned[$0] }) }

  var makespan: Int { (0..<machines).reduce(0) { max($0, loads[$1]) } }

  func take(_ candidate: ParallelMachines.Candidate) {
    loads.fill(0)
    for job in 0..<jobs {
      assigned[job] = candidate.machines[job]
      loads[assigned[job]] += times[job * machines + assigned[job]]
    }
    aim(at: target)
  }

  /// Sets the largest load that is wanted.
  func aim(at newTarget: Int) {
    target = newTarget
    excess = 0
    for machine in 0..<machines { excess += max(0, loads[machine] - target) }
  }

  /// Moves a random job where its weighted work is small, whatever that does to the loads.
  func kick() {
    let job = random.below(jobs)
    var chosen = assigned[job]
    var least = Double.infinity
    for machine in 0..<machines where machine != assigned[job] && times[job * machines + machine] <= target {
      let cost = costs[job * machines + machine] * (0.5 + random.unit())
      if cost < least { (least, chosen) = (cost, machine) }
    }
    move(job, to: chosen)
    aim(at: target)
  }

  /// The best change at a random overloaded machine; some load is above the target.
  func improve() {
    step += 1
    let source = overloadedMachine()
    let best = bestChange(at: source)
    guard best.job >= 0 else { return kick() }
    let tenure = 5 + random.below(10)
    move(best.job, to: best.machine)
    freeFrom[best.job] = step + tenure
    if best.other >= 0 {
      move(best.other, to: source)
      freeFrom[best.other] = step + tenure
    }
    aim(at: target)
  }

  private func move(_ job: Int, to machine: Int) {
    let old = assigned[job]
    loads[old] -= times[job * machines + old]
    loads[machine] += times[job * machines + machine]
    assigned[job] = machine
  }

  /// With probabilities in proportion to the excess.
  private func overloadedMachine() -> Int {
    var left = Int(random.unit() * Double(excess))
    var source = 0
    for machine in 0..<machines where loads[machine] > target {
      source = machine
      left -= loads[machine] - target
      if left < 0 { break }
    }
    return source
  }

  private func bestChange(at source: Int) -> Change {
    let assigned = assigned.pointer
    var best = Change()
    var residents = 0
    for job in 0..<jobs where assigned[job] == source { residents += 1 }
    let stride = 1 + residents * jobs / Self.swapLimit
    for job in 0..<jobs where assigned[job] == source {
      tryMoves(of: job, from: source, &best)
      trySwaps(of: job, from: source, stride: stride, &best)
    }
    return best
  }

  private func tryMoves(of job: Int, from source: Int, _ best: inout Change) {
    let loads = loads.pointer
    let row = times.pointer + job * machines
    let rowCosts = costs.pointer + job * machines
    let isTabu = freeFrom[job] > step
    let freed = max(0, loads[source] - row[source] - target) - max(0, loads[source] - target)
    for machine in 0..<machines where machine != source && row[machine] <= target {
      let delta = freed + max(0, loads[machine] + row[machine] - target) - max(0, loads[machine] - target)
      if isTabu, excess + delta > 0 { continue }
      let score = Double(delta) + Self.costShare * (rowCosts[machine] - rowCosts[source])
      if score < best.score { best = Change(score: score, job: job, machine: machine) }
    }
  }

  private func trySwaps(of job: Int, from source: Int, stride: Int, _ best: inout Change) {
    let loads = loads.pointer
    let times = times.pointer
    let costs = costs.pointer
    let assigned = assigned.pointer
    let row = job * machines
    let isTabu = freeFrom[job] > step
    let without = loads[source] - times[row + source]
    let over = max(0, loads[source] - target)
    var other = stride == 1 ? 0 : random.below(stride)
    while other < jobs {
      defer { other += stride }
      let machine = assigned[other]
      let otherRow = other * machines
      let here = times[otherRow + source]
      let there = times[row + machine]
      guard machine != source, here <= target, there <= target else { continue }
      let load = loads[machine]
      let delta =
        max(0, without + here - target) - over + max(0, load - times[otherRow + machine] + there - target)
        - max(0, load - target)
      if isTabu || freeFrom[other] > step, excess + delta > 0 { continue }
      let cost = costs[row + machine] - costs[row + source] + costs[otherRow + source] - costs[otherRow + machine]
      let score = Double(delta) + Self.costShare * cost
      if score < best.score { best = Change(score: score, job: job, machine: machine, other: other) }
    }
  }
}
