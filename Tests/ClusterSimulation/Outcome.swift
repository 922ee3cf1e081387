import APIServerDouble
import Basics
import MIP
import Scheduler

/// What waits in the end, and what would have to.
package struct Outcome: Sendable {
  /// From the highest.
  package let priorities: [Int]
  /// Pods without a place by priority, as it is and after the best plan that is known.
  package let pending: [Int]
  package let best: [Int]
  /// All pods by priority.
  package let pods: [Int]
  /// Whether nobody can place more.
  package let isProved: Bool

  /// - Parameter seconds: of the plan.
  package init(of snapshot: [UInt8], seconds: Double, workers: Int, mipSolver: (any MIPSolver)?) throws {
    var options = FallbackScheduler.Options()
    options.timeLimit = seconds
    options.workers = workers
    options.mipSolver = mipSolver
    let plan = try FallbackScheduler(options).blockingPlan(for: JSONSnapshot.read(snapshot, named: "the cluster"))
    let instance = plan.instance
    priorities = plan.priorities
    func counted(_ holds: (Int) -> Bool) -> [Int] {
      var counts = Array(repeating: 0, count: instance.priorities.count)
      for pod in 0..<instance.podCount where holds(pod) { counts[Int(instance.priorityLevel[pod])] += 1 }
      return counts
    }
    pending = counted { instance.currentNode[$0] < 0 }
    pods = counted { _ in true }
    best = Array(plan.objective.prefix(priorities.count))
    isProved = plan.provedPriority == plan.priorities.last
  }

  /// Whether no more of the higher priorities wait than must, and one in a hundred; the lowest does not count.
  package var isGood: Bool {
    for level in 0..<max(0, priorities.count - 1) {
      // A pod more of a higher priority outweighs any number below.
      if pending[level] < best[level] { return true }
      if pending[level] > best[level] + (pods[level] + 99) / 100 { return false }
    }
    return true
  }
}
