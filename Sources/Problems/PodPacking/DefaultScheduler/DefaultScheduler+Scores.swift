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
  func scores(of pod: Int, on nodes: [Int]) -> [Int] {
    let columns = ["cpu", "memory"].map { instance.resourceNames.firstIndex(of: $0) }
    let spread = spreadScores(of: pod, on: nodes)
    return nodes.indices.map { index in
      let uses = columns.map { column in
        column.map { use(pod, nodes[index], $0) } ?? (used: 0, capacity: 0)
      }
      return 2 * spread[index] + Self.leastAllocated(uses) + Self.balancedAllocation(uses)
    }
  }

  /// What the node has, and what would be used of it with the pod.
  private func use(_ pod: Int, _ node: Int, _ resource: Int) -> (used: Int, capacity: Int) {
    let width = instance.resourceCount
    let capacity = instance.allocatable[node * width + resource]
    let used = capacity - free[node * width + resource] + instance.request[pod * width + resource]
    return (used, capacity)
  }

  private static func leastAllocated(_ uses: [(used: Int, capacity: Int)]) -> Int {
    let scores = uses.map { use in
      use.capacity <= 0 || use.used > use.capacity
        ? 0 : Int(Int128(use.capacity - use.used) * 100 / Int128(use.capacity))
    }
    return scores.reduce(0, +) / scores.count
  }

  private static func balancedAllocation(_ uses: [(used: Int, capacity: Int)]) -> Int {
    let fractions = uses.filter { $0.capacity > 0 }.map { min(1, Double($0.used) / Double($0.capacity)) }
    let deviation = fractions.count == 2 ? (fractions[0] - fractions[1]).magnitude / 2 : 0
    return Int((1 - deviation) * 100)
  }

  private func spreadScores(of pod: Int, on nodes: [Int]) -> [Int] {
    guard workloads[pod] >= 0 else { return Array(repeating: 0, count: nodes.count) }
    let counts = replicas[workloads[pod]]
    let weight = log(Double(nodes.count + 2))
    let skew = 3.0
    let raw = nodes.map { Int((Double(counts[Int32($0)] ?? 0) * weight + skew - 1).rounded()) }
    let least = raw.min() ?? 0
    let most = raw.max() ?? 0
    return raw.map { most == 0 ? 100 : 100 * (most + least - $0) / most }
  }
}
