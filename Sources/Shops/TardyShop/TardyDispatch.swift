/// An active schedule by apparent tardiness: on the machine that is free to end an operation first, the job goes
/// ahead whose weight a unit of time presses most.
///
/// - Source: Giffler, Thompson 1960 (active schedules); Vepsalainen, Morton 1987 (the rule).
enum TardyDispatch {
  /// The operations of each machine in the order of the rule.
  ///
  /// - Parameter patience: the rule looks ahead so many mean durations.
  static func orders(_ shop: TardyShop, patience: Double) -> [[Int]] {
    let chains = shop.chains
    let scale = patience * max(1, Double(chains.durations.reduce(0, +)) / Double(max(1, chains.operationCount)))
    var next = Array(chains.offsets.dropLast())
    var ready = shop.releases
    var free = [Int](repeating: 0, count: chains.machineCount)
    var remaining = (0..<chains.jobCount).map(chains.work)
    var orders = [[Int]](repeating: [], count: chains.machineCount)
    for _ in 0..<chains.operationCount {
      var least = Int.max
      var machine = 0
      for job in 0..<chains.jobCount where next[job] < chains.offsets[job + 1] {
        let candidate = chains.machines[next[job]]
        let end = max(ready[job], free[candidate]) + chains.durations[next[job]]
        if end < least { (least, machine) = (end, candidate) }
      }
      var chosen = -1
      var highest = -1.0
      for job in 0..<chains.jobCount where next[job] < chains.offsets[job + 1] && chains.machines[next[job]] == machine
      {
        let start = max(ready[job], free[machine])
        let duration = chains.durations[next[job]]
        guard start < least || start + duration == least else { continue }
        let slack = Double(max(0, shop.dueDates[job] - remaining[job] - start))
        let press = (Double(shop.weights[job]) + 0.001) / Double(max(1, duration)) * exponential(-slack / scale)
        if press > highest { (highest, chosen) = (press, job) }
      }
      let operation = next[chosen]
      ready[chosen] = max(ready[chosen], free[machine]) + chains.durations[operation]
      free[machine] = ready[chosen]
      remaining[chosen] -= chains.durations[operation]
      next[chosen] += 1
      orders[machine].append(operation)
    }
    return orders
  }
}
