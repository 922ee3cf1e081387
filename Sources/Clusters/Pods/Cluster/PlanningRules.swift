/// Rules of the planner's own, beside those of the scheduler's filters.
extension PodPacking {
  /// Pods that are worth something together only: none of them is placed, or at least `needed`.
  public struct Gang: Sendable, Equatable {
    /// As its pods name it.
    public let name: String
    /// Pending pods, ascending; members that run stay where they are.
    public let pods: [Int32]
    /// Members missing beside those that run; at least 2, and more than there are pods where the group cannot be complete.
    public let needed: Int
  }

  /// At most `allowed` of these running pods are moved or evicted, each once: it does not come back to its node.
  public struct EvictionLimit: Sendable, Equatable {
    /// Such as "of the plan" or "of node 'n1'".
    public let name: String
    /// Running pods, ascending.
    public let pods: [Int32]
    /// At least 0.
    public let allowed: Int
  }
}

extension PodPacking.Instance {
  /// By node, the pods that run there now.
  func residents() -> [[Int32]] {
    var residents = [[Int32]](repeating: [], count: nodeCount)
    for (pod, node) in currentNode.enumerated() where node >= 0 { residents[Int(node)].append(Int32(pod)) }
    return residents
  }

  /// Whether a placement, however it came about, leaves no gang in part, nobody displaced by a pod that waits for free
  /// room, and no limit exceeded.
  func keepsPlanningRules(_ nodeOfPod: [Int32]) -> Bool {
    for gang in gangs {
      let placed = gang.pods.count { nodeOfPod[Int($0)] >= 0 }
      if placed > 0, placed < gang.needed { return false }
    }
    for limit in evictionLimits {
      if limit.pods.count(where: { nodeOfPod[Int($0)] != currentNode[Int($0)] }) > limit.allowed { return false }
    }
    guard waitsForRoom.contains(where: { nodeOfPod[Int($0)] >= 0 }) else { return true }
    var isTaken = [Bool](repeating: false, count: nodeCount)
    for pod in waitsForRoom where nodeOfPod[Int(pod)] >= 0 { isTaken[Int(nodeOfPod[Int(pod)])] = true }
    return currentNode.indices.allSatisfy {
      currentNode[$0] < 0 || currentNode[$0] == nodeOfPod[$0] || !isTaken[Int(currentNode[$0])]
    }
  }

  /// The same placement without the pods of gangs that are placed in part.
  func withoutPartialGangs(_ nodeOfPod: [Int32]) -> [Int32] {
    var result = nodeOfPod
    for gang in gangs where gang.pods.count(where: { nodeOfPod[Int($0)] >= 0 }) < gang.needed {
      for pod in gang.pods { result[Int(pod)] = -1 }
    }
    return result
  }
}
