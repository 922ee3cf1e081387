#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The scores that differ between nodes: LeastAllocated and BalancedAllocation of cpu and memory with weight 1, and with
/// weight 2 the built-in soft spread by host name, skew 3, of pods that a workload created. Each is 0 to 100.
extension DefaultScheduler {
  /// The weighted sum for each of the nodes.
  ///
  /// - Parameter replicas: of the pod's workload, by node; nil for a pod of its own.
  func scores(of pod: Int, on nodes: [Int], replicas: [Int]?) -> [Int] {
    var scores = spreadScores(on: nodes, replicas)
    for (index, node) in nodes.enumerated() {
      let (cpu, memory) = (use(pod, node, cpuColumn), use(pod, node, memoryColumn))
      let leastAllocated = (Self.freeShare(cpu) + Self.freeShare(memory)) / 2
      scores[index] = 2 * scores[index] + leastAllocated + Self.balance(cpu, memory)
    }
    return scores
  }

  /// What the node has, and what would be used of it with the pod.
  private func use(_ pod: Int, _ node: Int, _ resource: Int?) -> (used: Int, capacity: Int) {
    guard let resource else { return (0, 0) }
    let width = instance.resourceCount
    let capacity = instance.allocatable[node * width + resource]
    let used = capacity - free[node * width + resource] + instance.request[pod * width + resource]
    return (used, capacity)
  }

  /// In hundredths.
  private static func freeShare(_ use: (used: Int, capacity: Int)) -> Int {
    if use.capacity <= 0 || use.used > use.capacity { return 0 }
    let (hundredfold, overflows) = (use.capacity - use.used).multipliedReportingOverflow(by: 100)
    if overflows { return Int(Int128(use.capacity - use.used) * 100 / Int128(use.capacity)) }
    return hundredfold / use.capacity
  }

  private static func balance(_ first: (used: Int, capacity: Int), _ second: (used: Int, capacity: Int)) -> Int {
    guard first.capacity > 0, second.capacity > 0 else { return 100 }
    let a = min(1, Double(first.used) / Double(first.capacity))
    let b = min(1, Double(second.used) / Double(second.capacity))
    return Int((1 - (a - b).magnitude / 2) * 100)
  }

  private func spreadScores(on nodes: [Int], _ replicas: [Int]?) -> [Int] {
    guard let replicas else { return Array(repeating: 0, count: nodes.count) }
    let weight = log(Double(nodes.count + 2))
    let skew = 3.0
    func raw(_ count: Int) -> Int { Int((Double(count) * weight + skew - 1).rounded()) }
    let none = raw(0)
    let scores = nodes.map { replicas[$0] == 0 ? none : raw(replicas[$0]) }
    let least = scores.min() ?? 0
    let most = scores.max() ?? 0
    return scores.map { most == 0 ? 100 : 100 * (most + least - $0) / most }
  }
}
