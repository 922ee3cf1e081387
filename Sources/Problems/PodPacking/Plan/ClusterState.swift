/// What runs where while a plan is made: room, and the constraints between pods as the scheduler's filters see them when
/// a pod arrives.
struct ClusterState {
  let instance: PodPacking.Instance
  private(set) var nodeOfPod: [Int32]
  private var free: [Int]
  private let rules: ConstraintIndex

  init(_ instance: PodPacking.Instance) {
    self.instance = instance
    nodeOfPod = instance.currentNode
    free = instance.capacity
    rules = ConstraintIndex(instance)
    for (pod, node) in nodeOfPod.enumerated() where node >= 0 { account(for: pod, on: Int(node), sign: 1) }
  }

  private mutating func account(for pod: Int, on node: Int, sign: Int) {
    let width = instance.resourceCount
    for resource in 0..<width { free[node * width + resource] -= sign * instance.request[pod * width + resource] }
  }

  mutating func place(_ pod: Int, on node: Int) {
    nodeOfPod[pod] = Int32(node)
    account(for: pod, on: node, sign: 1)
  }

  mutating func remove(_ pod: Int) {
    account(for: pod, on: Int(nodeOfPod[pod]), sign: -1)
    nodeOfPod[pod] = -1
  }

  /// Whether a pod that runs nowhere, or elsewhere, can arrive on `node` now.
  func fits(_ pod: Int, on node: Int) -> Bool {
    hasRoom(for: pod, on: node) && instance.allows(pod: pod, node: node) && keepsConstraints(pod, on: node)
  }

  func hasRoom(for pod: Int, on node: Int) -> Bool {
    let width = instance.resourceCount
    for resource in 0..<width {
      let amount = instance.request[pod * width + resource]
      if amount > 0, amount > free[node * width + resource] { return false }
    }
    return true
  }

  private func keepsConstraints(_ pod: Int, on node: Int) -> Bool {
    guard let own = rules.ofPod[pod] else { return true }
    return own.exclusions.allSatisfy { allows(instance.exclusions[$0], pod, node) }
      && own.affinities.allSatisfy { allows(instance.affinities[$0], pod, node) }
      && own.spreads.allSatisfy { allows(instance.spreads[$0], pod, node) }
  }

  private func allows(_ exclusion: PodPacking.Exclusion, _ pod: Int, _ node: Int) -> Bool {
    let domains = instance.topologies[exclusion.topology].domainOfNode
    let domain = domains[node]
    guard domain >= 0 else { return true }
    func isClear(of others: [Int32], when applies: Bool) -> Bool {
      !applies
        || others.allSatisfy { other in
          let place = nodeOfPod[Int(other)]
          return Int(other) == pod || place < 0 || domains[Int(place)] != domain
        }
    }
    return isClear(of: exclusion.targets, when: contains(exclusion.owners, pod))
      && isClear(of: exclusion.owners, when: contains(exclusion.targets, pod))
  }

  private func allows(_ affinity: PodPacking.Affinity, _ pod: Int, _ node: Int) -> Bool {
    guard contains(affinity.owners, pod) else { return true }
    let others = affinity.targets.filter { Int($0) != pod && nodeOfPod[Int($0)] >= 0 }.map { nodeOfPod[Int($0)] }
    if others.isEmpty, affinity.fixedTargets.isEmpty { return contains(affinity.targets, pod) }
    return affinity.topologies.allSatisfy { topology in
      let domains = instance.topologies[topology].domainOfNode
      return (others + affinity.fixedTargets).contains { domains[Int($0)] == domains[node] }
    }
  }

  private func allows(_ spread: PodPacking.Spread, _ pod: Int, _ node: Int) -> Bool {
    guard contains(spread.owners, pod) else { return true }
    let domains = instance.topologies[spread.topology].domainOfNode
    let set = instance.nodeSets[Int(spread.nodeSet)]
    var count = spread.fixedCount
    for other in spread.counted where Int(other) != pod {
      let place = nodeOfPod[Int(other)]
      if place >= 0, set.contains(Int(place)), domains[Int(place)] >= 0 { count[Int(domains[Int(place)])] += 1 }
    }
    var isDomain = [Bool](repeating: false, count: count.count)
    for node in 0..<instance.nodeCount where set.contains(node) && domains[node] >= 0 {
      isDomain[Int(domains[node])] = true
    }
    let counts = zip(count, isDomain).filter(\.1).map(\.0)
    let fewest = counts.count < spread.minDomains ? 0 : counts.min() ?? 0
    let own = contains(spread.counted, pod) ? 1 : 0
    return domains[node] >= 0 && count[Int(domains[node])] + own - fewest <= spread.maxSkew
  }

  /// - Parameter pods: ascending.
  private func contains(_ pods: [Int32], _ pod: Int) -> Bool {
    var low = 0
    var high = pods.count
    while low < high {
      let middle = (low + high) / 2
      if Int(pods[middle]) < pod { low = middle + 1 } else { high = middle }
    }
    return low < pods.count && Int(pods[low]) == pod
  }
}

/// Which constraints a pod is part of.
private struct ConstraintIndex {
  struct Membership {
    var exclusions: [Int] = []
    var affinities: [Int] = []
    var spreads: [Int] = []
  }

  private(set) var ofPod: [Int: Membership] = [:]

  init(_ instance: PodPacking.Instance) {
    for (index, exclusion) in instance.exclusions.enumerated() {
      for pod in Set(exclusion.owners + exclusion.targets) {
        ofPod[Int(pod), default: .init()].exclusions.append(index)
      }
    }
    for (index, affinity) in instance.affinities.enumerated() {
      for pod in affinity.owners { ofPod[Int(pod), default: .init()].affinities.append(index) }
    }
    for (index, spread) in instance.spreads.enumerated() {
      for pod in spread.owners { ofPod[Int(pod), default: .init()].spreads.append(index) }
    }
  }
}
