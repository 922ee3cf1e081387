extension ResourceProject.BoundData {
  /// Energetic reasoning as a destructive bound: one more than the largest deadline found that it refutes.
  ///
  /// Under a deadline D every activity has a window [head, D - tail]. In an interval [a, b) it spends at least the
  /// smaller of its overlaps when shifted to the left and to the right; if that asks more of a resource than is usable, D
  /// is impossible, and so is every smaller one. Usable at a time is the largest sum within the capacity of demands of
  /// activities whose windows hold the time.
  /// - Parameter start: a valid lower bound, at least the critical path; returned where nothing is refuted.
  /// - Complexity: O(n³) a resource and deadline; ends early after some 10⁹ steps, keeping what is proved.
  /// - Source: Erschler, Lopez, Thuriot 1991; Baptiste, Le Pape, Nuijten 1999, "Satisfiability tests and time-bound
  ///   adjustments for cumulative scheduling problems"; Cloutier, Quimper 2026 for what is usable.
  func energeticBound(from start: Int, shouldStop: () -> Bool = { false }) -> Int {
    var bound = start
    var work = 1_000_000_000
    // Doubling steps up from what is proved, then halving ones below the first deadline that stands.
    var step = 1
    var isRising = true
    while step > 0 {
      if isRefuted(deadline: bound + step - 1, &work, shouldStop) {
        bound += step
        step = isRising ? step * 2 : step / 2
      } else {
        if work < 0 || shouldStop() { break }
        isRising = false
        step /= 2
      }
    }
    return bound
  }

  /// - Parameter work: counted down; below 0 the test gives up, which says nothing about the deadline.
  private func isRefuted(deadline: Int, _ work: inout Int, _ shouldStop: () -> Bool) -> Bool {
    for resource in instance.capacities.indices {
      let users = users(of: resource)
      // Earliest and latest starts open the intervals, earliest and latest completions close them.
      let opening = Set(users.flatMap { [heads[$0], deadline - tails[$0] - instance.durations[$0]] }).sorted()
      let closing = Set(users.flatMap { [heads[$0] + instance.durations[$0], deadline - tails[$0]] }).sorted()
      let usable = usableEnergy(of: resource, users, deadline: deadline, at: opening + closing)
      for (first, a) in opening.enumerated() {
        if work < 0 || shouldStop() { return false }
        for (second, b) in closing.enumerated() where b > a {
          work -= users.count
          var energy = 0
          for activity in users {
            let duration = instance.durations[activity]
            let left = min(heads[activity] + duration, b) - max(heads[activity], a)
            let latestEnd = deadline - tails[activity]
            let right = min(latestEnd, b) - max(latestEnd - duration, a)
            let overlap = min(left, right)
            if overlap > 0 { energy += overlap * instance.demands[activity][resource] }
          }
          if energy > usable[opening.count + second] - usable[first] { return true }
        }
      }
    }
    return false
  }

  /// Word operations that one look at what is usable at each time may take.
  private static var sumLimit: Int { 20_000_000 }

  /// What is usable of a resource under a deadline from the start of the project to each of `times`.
  private func usableEnergy(of resource: Int, _ users: [Int], deadline: Int, at times: [Int]) -> [Int] {
    // In between two neighbours among the ends of windows, the same activities may run.
    let ends = Set(times + users.flatMap { [heads[$0], deadline - tails[$0]] }).sorted()
    var before = [Int: Int](minimumCapacity: ends.count)
    var energy = 0
    var last = 0
    let capacity = usableCapacities[resource]
    let isQuick = ends.count * users.count <= Self.sumLimit / (capacity / UInt64.bitWidth + 1)
    for time in ends {
      if time > last {
        var height = capacity
        if isQuick {
          let open = users.filter { heads[$0] <= last && last < deadline - tails[$0] }
          height = ResourceProject.largestSubsetSum(of: open.map { instance.demands[$0][resource] }, within: capacity)
        }
        energy += height * (time - last)
      }
      before[time] = energy
      last = time
    }
    return times.map { before[$0]! }
  }
}
