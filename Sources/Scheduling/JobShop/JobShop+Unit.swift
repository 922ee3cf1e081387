extension JobShop: UnitedTimes {
  static func divided(_ instance: Instance) -> (instance: Instance, unit: Int)? {
    let unit = instance.unit
    guard instance.totalDuration > Instance.totalLimit else { return nil }
    let jobs = instance.jobs.map { $0.map { Operation(machine: $0.machine, duration: $0.duration / unit) } }
    guard let small = try? Instance(name: instance.name, machineCount: instance.machineCount, jobs: jobs) else {
      return nil
    }
    return (small, unit)
  }

  static func schedule(_ solution: Solution, times change: (Int) -> Int) -> Solution {
    Solution(makespan: change(solution.makespan), starts: solution.starts.map { $0.map(change) })
  }
}
