import Basics

/// A shop's numbers as the lines of a search read them: one job's, or one pair's, for all machines side by side.
final class FlowTables {
  let shop: FlowShop
  let jobs, machines: Int
  let hasSetups: Bool
  /// Job-major durations.
  let durations: Buffer<Int>
  /// The setups between a job and the next one: `machines` numbers a pair.
  private let setups: Buffer<Int>
  /// `machines` zeros: the setups beside no neighbour.
  private let noSetups: Buffer<Int>
  /// Between the starts of a job and its successor where jobs do not wait, and are not too many for a table.
  private let lags: Buffer<Int>
  /// The work of each job.
  let totals: Buffer<Int>
  let weights, dueDates: Buffer<Int>

  init(_ shop: FlowShop) {
    self.shop = shop
    jobs = shop.jobs
    machines = shop.machines
    hasSetups = !shop.setups.isEmpty
    durations = Buffer(shop.durations)
    noSetups = Buffer(repeating: 0, count: machines)
    totals = Buffer((0..<shop.jobs).map(shop.total))
    weights = Buffer((0..<shop.jobs).map(shop.weight))
    dueDates = shop.objective == .totalTardiness ? Buffer(shop.dueDates) : Buffer(repeating: 0, count: shop.jobs)
    setups = Buffer(repeating: 0, count: shop.setups.count)
    if !shop.setups.isEmpty {
      for machine in 0..<machines {
        for pair in 0..<jobs * jobs { setups[pair * machines + machine] = shop.setups[machine * jobs * jobs + pair] }
      }
    }
    lags = Buffer(shop.kind == .noWait && shop.jobs <= Self.lagTableLimit ? shop.startLags() : [])
  }

  /// Jobs of the largest table of lags: 32 MiB.
  private static var lagTableLimit: Int { 2000 }

  /// By how much a job that does not wait starts after the job before it.
  @inline(__always) func lag(_ job: Int, _ next: Int) -> Int {
    lags.isEmpty ? shop.startLag(job, next) : lags[job &* jobs &+ next]
  }

  @inline(__always) func durations(of job: Int) -> UnsafeMutablePointer<Int> { durations.pointer + job &* machines }

  /// The setups between neighbours; zeros where one of them is -1, which is nobody, or nothing has setups.
  @inline(__always) func setups(_ job: Int, _ next: Int) -> UnsafeMutablePointer<Int> {
    if !hasSetups || job < 0 || next < 0 { return noSetups.pointer }
    return setups.pointer + (job &* jobs &+ next) &* machines
  }
}

extension FlowShop {
  /// By how much a job that does not wait starts after its predecessor:
  /// d = max over machines k of Σ_{h ≤ k} p_h(job) + setup_k − Σ_{h < k} p_h(next).
  func startLag(_ job: Int, _ next: Int) -> Int {
    var lag = 0
    var ahead = 0
    for machine in 0..<machines {
      ahead += duration(job, machine)
      lag = max(lag, ahead + setup(machine, job, next))
      ahead -= duration(next, machine)
    }
    return lag
  }

  /// These lags at `job * jobs + next`, 0 from a job to itself.
  package func startLags() -> [Int] {
    var lags = [Int](repeating: 0, count: jobs * jobs)
    for job in 0..<jobs {
      for next in 0..<jobs where next != job { lags[job * jobs + next] = startLag(job, next) }
    }
    return lags
  }

  /// Between the nodes of a tour of jobs that do not wait: the lags, and one node more, before the first job at no
  /// distance and after the last one at its work. From a node to itself it is forbidden.
  func tourDistances() -> Buffer<Int> {
    let nodes = jobs + 1
    let lags = startLags()
    let distances = Buffer(repeating: 0, count: nodes * nodes)
    for job in 0..<jobs {
      for next in 0..<jobs { distances[job * nodes + next] = lags[job * jobs + next] }
      distances[job * nodes + jobs] = total(job)
    }
    for node in 0..<nodes { distances[node * nodes + node] = Assignment.forbidden }
    return distances
  }
}
