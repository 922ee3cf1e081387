extension ResourceProject.BoundData {
  /// Energetic reasoning as a destructive bound: one more than the largest deadline found that it refutes.
  ///
  /// Under a deadline D every activity has a window [head, D - tail]. In an interval [a, b) it spends at least the
  /// smaller of its overlaps when shifted to the left and to the right; if that asks more of a resource than its usable
  /// capacity gives, D is impossible, and so is every smaller one.
  /// - Parameter start: a valid lower bound, at least the critical path; returned where nothing is refuted.
  /// - Complexity: O(n³) a resource and deadline; ends early after some 10⁹ steps, keeping what is proved.
  /// - Source: Erschler, Lopez, Thuriot 1991; Baptiste, Le Pape, Nuijten 1999, "Satisfiability tests and time-bound
  ///   adjustments for cumulative scheduling problems".
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
      let capacity = usableCapacities[resource]
      // Earliest and latest starts open the intervals, earliest and latest completions close them.
      let opening = Set(users.flatMap { [heads[$0], deadline - tails[$0] - instance.durations[$0]] }).sorted()
      let closing = Set(users.flatMap { [heads[$0] + instance.durations[$0], deadline - tails[$0]] }).sorted()
      for a in opening {
        if work < 0 || shouldStop() { return false }
        for b in closing where b > a {
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
          if energy > capacity * (b - a) { return true }
        }
      }
    }
    return false
  }
}
