/// What the work on each resource says about the objective, from lags alone.
///
/// All activities that cannot start before some time fill the resource from there on, and after the last of them a
/// least tail follows.
struct EnergyBound {
  let value: Int

  init(_ project: LagProject, _ windows: LagWindows) {
    var value = 0
    for k in 0..<project.resources {
      let capacity = project.capacities.largest(k)
      var users = (0..<project.count).filter {
        project.durations[$0] > 0 && project.demands[$0 * project.resources + k] > 0
      }
      guard capacity > 0, !users.isEmpty else { continue }
      users.sort { windows.heads[$0] > windows.heads[$1] }
      var energy = 0
      var tail = Int.max
      for i in users {
        let (work, overflow) = project.durations[i].multipliedReportingOverflow(
          by: project.demands[i * project.resources + k])
        if overflow || energy > Int.max / 4 - work { break }
        energy += work
        tail = min(tail, windows.tails[i] - project.durations[i])
        value = max(value, windows.heads[i] + (energy + capacity - 1) / capacity + tail)
      }
    }
    self.value = value
  }
}
