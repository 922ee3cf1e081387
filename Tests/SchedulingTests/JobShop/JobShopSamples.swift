import Basics

@testable import Scheduling

/// Small random job shops, the plain ones and ones with skipped machines, recirculation and zero durations.
enum JobShopSamples {
  static func random(
    jobs: Int, machines: Int, isGeneral: Bool, durations: ClosedRange<Int> = 0...9, seed: UInt64
  ) -> JobShop.Instance {
    guard isGeneral else {
      return JobShop.Generator.random(jobs: jobs, machines: machines, seed: seed, durations: durations)
    }
    var random = RandomSource(seed: seed)
    let made = (0..<jobs).map { _ in
      (0..<random.within(1...machines + 1)).map { _ in
        JobShop.Operation(machine: random.below(machines), duration: random.within(durations))
      }
    }
    return try! JobShop.Instance(name: "general-\(seed)", machineCount: machines, jobs: made)
  }

  static func instance(machines: Int, _ jobs: [[(Int, Int)]]) -> JobShop.Instance {
    try! JobShop.Instance(
      name: "sample", machineCount: machines,
      jobs: jobs.map { $0.map { JobShop.Operation(machine: $0.0, duration: $0.1) } })
  }

  /// The least makespan, by trying every order of starting operations: each semi-active schedule is one of them.
  /// Operations without duration take no capacity.
  static func optimum(of instance: JobShop.Instance) -> Int {
    var next = [Int](repeating: 0, count: instance.jobCount)
    var ready = next
    var free = [Int](repeating: 0, count: instance.machineCount)
    var best = instance.totalDuration

    func place(_ remaining: Int, _ makespan: Int) {
      if makespan >= best { return }
      if remaining == 0 {
        best = makespan
        return
      }
      for job in instance.jobs.indices where next[job] < instance.jobs[job].count {
        let operation = instance.jobs[job][next[job]]
        let saved = (ready[job], free[operation.machine])
        let takesCapacity = operation.duration > 0
        let end = (takesCapacity ? max(saved.0, saved.1) : saved.0) + operation.duration
        next[job] += 1
        ready[job] = end
        if takesCapacity { free[operation.machine] = end }
        place(remaining - 1, max(makespan, end))
        next[job] -= 1
        (ready[job], free[operation.machine]) = saved
      }
    }
    // A best of totalDuration is reached by running one operation at a time, so the strict comparison loses nothing.
    place(instance.operationCount, 0)
    return best
  }
}
