import Basics

/// Makes schedules of permutations: the jobs enter the first stage in their order and each later stage as they arrive,
/// and always take the machine that is free first.
///
/// - Source: Ruiz, Vázquez-Rodríguez 2010, "The hybrid flow shop scheduling problem".
final class HybridListDecoder {
  let view: HybridFlowShop
  private let count: Int
  private let stages: Int
  /// Of each stage, how many machines can ever be in use.
  private let machineCounts: [Int]
  /// Stage after stage, the duration of each job.
  private let times: Buffer<Int>
  /// Stage after stage, what a job still needs behind it.
  private let rests: Buffer<Int>
  /// The jobs in the order of the stage at hand, and when each is done with the stage before.
  private var order: Buffer<Int>
  private var arrivals: Buffer<Int>
  /// When the stage's machines are free, in ascending order.
  private var free: Buffer<Int>

  init(_ view: HybridFlowShop) {
    self.view = view
    count = view.jobCount
    stages = view.stageCount
    machineCounts = view.machineCounts.map { [count] in min($0, count) }
    times = Buffer(repeating: 0, count: count * stages)
    rests = Buffer(repeating: 0, count: count * stages)
    order = Buffer(repeating: 0, count: count)
    arrivals = Buffer(repeating: 0, count: count)
    free = Buffer(repeating: 0, count: machineCounts.max() ?? 0)
    for job in 0..<count {
      var rest = 0
      for stage in stride(from: stages - 1, through: 0, by: -1) {
        let time = view.durations[job * stages + stage]
        times[stage * count + job] = time
        rests[stage * count + job] = rest
        rest += time
      }
    }
  }

  /// The makespan of the schedule of some jobs, no job twice; `Int.max` where it surely is not below the limit.
  func makespan(of permutation: [Int], below limit: Int = .max) -> Int {
    start(permutation)
    var makespan = 0
    for stage in 0..<stages {
      makespan = pass(stage, jobs: permutation.count, below: limit)
      if makespan == .max { return .max }
    }
    return makespan
  }

  /// The schedule of a permutation of all jobs.
  func candidate(of permutation: [Int]) -> HybridFlowShop.Candidate {
    var starts = [Int](repeating: 0, count: count * stages)
    var machines = starts
    start(permutation)
    for stage in 0..<stages {
      let before = (0..<count).map { arrivals[$0] }
      _ = pass(stage, jobs: count, below: .max)
      var ends = [Int](repeating: 0, count: machineCounts[stage])
      for position in 0..<count {
        let job = order[position]
        let machine = ends.indices.min { ends[$0] < ends[$1] } ?? 0
        machines[job * stages + stage] = machine
        starts[job * stages + stage] = max(ends[machine], before[job])
        ends[machine] = starts[job * stages + stage] + times[stage * count + job]
      }
    }
    return HybridFlowShop.Candidate(starts: starts, machines: machines)
  }

  private func start(_ permutation: [Int]) {
    for position in permutation.indices {
      order[position] = permutation[position]
      arrivals[permutation[position]] = 0
    }
  }

  /// Takes the jobs through one stage.
  ///
  /// - Returns: the last end; `Int.max` once a job's end and what it still needs reach the limit.
  private func pass(_ stage: Int, jobs: Int, below limit: Int) -> Int {
    let order = order.pointer
    let arrivals = arrivals.pointer
    let free = free.pointer
    let times = times.pointer + stage * count
    let rests = rests.pointer + stage * count
    let machines = machineCounts[stage]
    if stage > 0 { sortByArrival(jobs: jobs) }
    for machine in 0..<machines { free[machine] = 0 }
    var last = 0
    for position in 0..<jobs {
      let job = order[position]
      let end = max(free[0], arrivals[job]) + times[job]
      if end + rests[job] >= limit { return .max }
      arrivals[job] = end
      if end > last { last = end }
      var slot = 0
      while slot + 1 < machines, free[slot + 1] < end {
        free[slot] = free[slot + 1]
        slot += 1
      }
      free[slot] = end
    }
    return last
  }

  /// By insertion, as jobs leave a stage nearly in the order in which they came; of equal arrivals the order stays.
  private func sortByArrival(jobs: Int) {
    let order = order.pointer
    let arrivals = arrivals.pointer
    var position = 1
    while position < jobs {
      let job = order[position]
      let arrival = arrivals[job]
      var slot = position
      while slot > 0, arrivals[order[slot - 1]] > arrival {
        order[slot] = order[slot - 1]
        slot -= 1
      }
      order[slot] = job
      position += 1
    }
  }
}
