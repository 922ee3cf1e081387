import Basics

extension HybridBeamSearch {
  /// The schedule of a front and a back, the last job first, with the makespan that the search says.
  func candidate(front: [Int], back: [Int], makespan: Int) -> HybridFlowShop.Candidate {
    let early = run(front, stages: Array(0..<stages))
    let late = run(back, stages: (0..<stages).reversed())
    var result = HybridFlowShop.Candidate(starts: early.starts, machines: early.machines)
    for stage in 0..<stages {
      let byEnd = (0..<machineCounts[stage]).sorted { early.free[stage][$0] < early.free[stage][$1] }
      let byNeed = (0..<machineCounts[stage]).sorted { late.free[stage][$0] > late.free[stage][$1] }
      var partners = byEnd
      for (machine, partner) in zip(byNeed, byEnd) { partners[machine] = partner }
      for job in back {
        let operation = job * stages + stage
        result.starts[operation] = makespan - late.starts[operation] - times[operation]
        result.machines[operation] = partners[late.machines[operation]]
      }
    }
    return result
  }

  /// The jobs from one end: starts, machines, and when the machines of each stage are free.
  private func run(_ jobs: [Int], stages order: [Int]) -> (starts: [Int], machines: [Int], free: [[Int]]) {
    var starts = [Int](repeating: 0, count: count * stages)
    var machines = starts
    var arrivals = [Int](repeating: 0, count: count)
    var free = machineCounts.map { [Int](repeating: 0, count: $0) }
    for stage in order {
      for job in jobs {
        let operation = job * stages + stage
        let machine = free[stage].indices.min { free[stage][$0] < free[stage][$1] } ?? 0
        starts[operation] = max(arrivals[job], free[stage][machine])
        machines[operation] = machine
        arrivals[job] = starts[operation] + times[operation]
        free[stage][machine] = arrivals[job]
      }
    }
    return (starts, machines, free)
  }
}
