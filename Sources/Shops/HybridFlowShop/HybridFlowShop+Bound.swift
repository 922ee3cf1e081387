import Basics

extension HybridFlowShop {
  /// A makespan that no schedule is below: the larger of the longest job and the stages' own bounds.
  ///
  /// - Complexity: O(stages · jobs² log jobs).
  package func lowerBound(shouldStop: () -> Bool = { false }) -> Int {
    var bound = 0
    for job in 0..<jobCount {
      bound = max(bound, durations[job * stageCount..<(job + 1) * stageCount].reduce(0, +))
    }
    for stage in 0..<stageCount where !shouldStop() {
      bound = max(bound, lowerBound(of: stage, shouldStop: shouldStop))
    }
    return bound
  }

  /// What one stage needs. Of jobs on k machines, the first one that a machine takes starts no earlier than its head
  /// (what the job needs before), and what follows the last one takes no less than its tail, so
  /// k · makespan >= k least heads + work + k least tails. It holds for any set of at least k jobs; sets are those with
  /// heads and tails from a threshold on.
  private func lowerBound(of stage: Int, shouldStop: () -> Bool) -> Int {
    let machines = machineCounts[stage]
    guard jobCount >= machines else { return 0 }
    var heads: [Int] = []
    var tails: [Int] = []
    var times: [Int] = []
    for job in 0..<jobCount {
      let row = durations[job * stageCount..<(job + 1) * stageCount]
      heads.append(row.prefix(stage).reduce(0, +))
      tails.append(row.dropFirst(stage + 1).reduce(0, +))
      times.append(row[job * stageCount + stage])
    }
    let byHead = (0..<jobCount).sorted { heads[$0] > heads[$1] }
    let byTail = (0..<jobCount).sorted { tails[$0] > tails[$1] }
    var bound = 0
    var isIn = [Bool](repeating: false, count: jobCount)
    var count = 0
    for newest in byHead {
      isIn[newest] = true
      count += 1
      guard count >= machines else { continue }
      guard !shouldStop() else { break }
      bound = max(bound, thresholdBound(of: byTail.filter { isIn[$0] }, machines: machines, heads, tails, times))
    }
    return bound
  }

  /// The best bound of these jobs, the largest tail first, over thresholds of the tails.
  private func thresholdBound(
    of jobs: [Int], machines: Int, _ heads: [Int], _ tails: [Int], _ times: [Int]
  ) -> Int {
    var bound = 0
    var work = 0
    /// The least heads of those taken, as a heap with the largest on top.
    var leastHeads = MinHeap<Int>()
    var headSum = 0
    /// The tails of the last `machines` ones taken, which are the least.
    var tailSum = 0
    for (index, job) in jobs.enumerated() {
      work += times[job]
      leastHeads.push(-heads[job])
      headSum += heads[job]
      tailSum += tails[job]
      if index >= machines {
        if let largest = leastHeads.pop() { headSum += largest }
        tailSum -= tails[jobs[index - machines]]
      }
      if index >= machines - 1 { bound = max(bound, (headSum + work + tailSum + machines - 1) / machines) }
    }
    return bound
  }
}

/// Tells the board what the stages need.
package struct HybridFlowShopBound: Sendable {
  private let view: HybridFlowShop

  package init(_ view: HybridFlowShop) { self.view = view }

  package func run(on board: SearchBoard<HybridFlowShop.Candidate>) {
    let bound = view.lowerBound(shouldStop: board.shouldStop)
    board.prove(bound)
  }
}
