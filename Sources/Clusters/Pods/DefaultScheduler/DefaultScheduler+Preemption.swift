/// DefaultPreemption: where no node passes the filters, less important pods of one node make room.
extension DefaultScheduler {
  struct Candidate {
    let node: Int
    let victims: [Int]
    /// Smaller is better, compared in this order: the most important victim's priority; the sum of priorities, each
    /// raised so that more victims always cost more; the number of victims; how early the most important ones began,
    /// negative, for those that began late have done less.
    let cost: (highest: Int, sum: Int, count: Int, start: Int)
  }

  /// - Returns: the node and its victims; nil where no node could be freed.
  func preemption(for pod: Int) -> (node: Int, victims: [Int])? {
    let allowed = instance.nodeSets[Int(instance.nodeSetOfPod[pod])]
    var best: Candidate?
    for node in 0..<instance.nodeCount where allowed.contains(node) {
      guard let candidate = candidate(for: pod, on: node, atMost: best?.cost.highest ?? .max) else { continue }
      if let known = best, known.cost <= candidate.cost { continue }
      best = candidate
    }
    return best.map { ($0.node, $0.victims) }
  }

  /// All less important pods leave; then, the most important and oldest first, each comes back that can.
  ///
  /// - Returns: nil too where a victim of a priority above `highest` would have to go.
  func candidate(for pod: Int, on node: Int, atMost highest: Int) -> Candidate? {
    guard couldFit(pod, on: node, withoutPrioritiesUpTo: highest) else { return nil }
    let level = instance.priorityLevel[pod]
    let leaving = running[node].filter { instance.priorityLevel[$0] > level }
      .sorted { (instance.priorityLevel[$0], started[$0]) < (instance.priorityLevel[$1], started[$1]) }
    let width = instance.resourceCount
    var room = Array(free[node * width..<(node + 1) * width])
    func change(_ pod: Int, sign: Int) {
      for resource in 0..<width { room[resource] += sign * instance.request[pod * width + resource] }
    }
    func hasRoom(for pod: Int) -> Bool {
      (0..<width).allSatisfy { resource in
        let amount = instance.request[pod * width + resource]
        return amount == 0 || amount <= room[resource]
      }
    }
    for victim in leaving { change(victim, sign: 1) }
    guard hasRoom(for: pod) else { return nil }
    change(pod, sign: -1)
    var victims: [Int] = []
    for victim in leaving {
      if hasRoom(for: victim) { change(victim, sign: -1) } else { victims.append(victim) }
    }
    guard let first = victims.first else { return nil }
    let firstLevel = instance.priorityLevel[first]
    let earliest = victims.filter { instance.priorityLevel[$0] == firstLevel }.map { started[$0] }.min() ?? 0
    let priorities = victims.map { instance.priorities[Int(instance.priorityLevel[$0])] }
    let raised = priorities.reduce(0) { $0 &+ $1 &+ (1 << 31) }
    return Candidate(node: node, victims: victims, cost: (priorities[0], raised, victims.count, -earliest))
  }

  /// Whether the pod fits where less important ones of a priority up to `highest` are gone.
  private func couldFit(_ pod: Int, on node: Int, withoutPrioritiesUpTo highest: Int) -> Bool {
    let width = instance.resourceCount
    for resource in 0..<width {
      let amount = instance.request[pod * width + resource]
      if amount == 0 { continue }
      var room = free[node * width + resource]
      for other in running[node] {
        let otherLevel = instance.priorityLevel[other]
        if otherLevel > instance.priorityLevel[pod], instance.priorities[Int(otherLevel)] <= highest {
          room += instance.request[other * width + resource]
        }
      }
      if room < amount { return false }
    }
    return true
  }
}
