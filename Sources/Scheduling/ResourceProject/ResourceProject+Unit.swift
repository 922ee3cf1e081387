extension ResourceProject: UnitedTimes {
  static func divided(_ instance: Instance) -> (instance: Instance, unit: Int)? {
    guard instance.totalDuration > Instance.maximumTotalDuration else { return nil }
    let unit = instance.unit
    let small = try? Instance(
      name: instance.name, durations: instance.durations.map { $0 / unit }, demands: instance.demands,
      successors: instance.successors, capacities: instance.capacities)
    return small.map { ($0, unit) }
  }

  static func schedule(_ solution: Solution, times change: (Int) -> Int) -> Solution {
    Solution(starts: solution.starts.map(change))
  }
}
