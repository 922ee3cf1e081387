import Basics

extension OpenShop {
  /// The operations in an order that keeps conflicts apart: job after job, each one machine further.
  var diagonalOrder: [Int] {
    var order: [Int] = []
    for shift in 0..<machineCount {
      for job in 0..<jobCount { order.append(job * machineCount + (job + shift) % machineCount) }
    }
    return order
  }

  /// The operations as they are dispatched: whatever can start first, of several the one whose job or machine has the
  /// most work left; nil where stopped.
  ///
  /// - Source: Bräsel, Tautenhahn, Werner 1993, "Constructive heuristic algorithms for the open shop problem".
  /// - Complexity: O(jobs² · machines²).
  func dispatch(noise: Double, _ random: inout RandomSource, shouldStop: () -> Bool) -> [Int]? {
    var jobFree = [Int](repeating: 0, count: jobCount)
    var machineFree = [Int](repeating: 0, count: machineCount)
    var jobWork = jobFree
    var machineWork = machineFree
    for operation in durations.indices {
      jobWork[operation / machineCount] += durations[operation]
      machineWork[operation % machineCount] += durations[operation]
    }
    var left = Array(durations.indices)
    var order: [Int] = []
    while !left.isEmpty {
      if shouldStop() { return nil }
      var chosen = 0
      var least = Int.max
      var most = -Double.infinity
      for (index, operation) in left.enumerated() {
        let job = operation / machineCount
        let machine = operation % machineCount
        let start = max(jobFree[job], machineFree[machine])
        guard start <= least else { continue }
        let work = Double(max(jobWork[job], machineWork[machine])) * (1 + noise * random.unit())
        if start < least || work > most { (chosen, least, most) = (index, start, work) }
      }
      let operation = left[chosen]
      left.swapAt(chosen, left.count - 1)
      left.removeLast()
      order.append(operation)
      let job = operation / machineCount
      let machine = operation % machineCount
      jobFree[job] = least + durations[operation]
      machineFree[machine] = jobFree[job]
      jobWork[job] -= durations[operation]
      machineWork[machine] -= durations[operation]
    }
    return order
  }
}
