/// What runs where while a plan is made: room, disruption budgets, and the constraints between pods as the scheduler's
/// filters see them when a pod arrives.
///
/// - Complexity: O(resources + the constraints of the pod) a change and a test, and O(domains) for a spread.
struct ClusterState {
  let instance: PodPacking.Instance
  private(set) var nodeOfPod: [Int32]
  /// What the pods leave, `node * resourceCount + resource`.
  private(set) var free: [Int]
  private let rules: ArrivalRules
  /// By exclusion, from `rules.exclusionBase`, by domain.
  private var owners: [Int32]
  private var targets: [Int32]
  /// By topology of an affinity, from `rules.companyBase`, by domain: targets there.
  private var company: [Int32]
  /// By affinity: targets on nodes that have one of its keys.
  private var targetsInDomains: [Int32]
  /// By spread, from `rules.spreadBase`, by domain.
  private var counted: [Int32]
  /// By budget: its running pods that run nowhere.
  private var away: [Int]
  /// By limit of evictions: pods that are not where they run now.
  private var displaced: [Int]
  /// By node: pods that run there now and do not any more.
  private var leftNode: [Int]

  init(_ instance: PodPacking.Instance) {
    self.instance = instance
    nodeOfPod = Array(repeating: -1, count: instance.podCount)
    free = instance.capacity
    rules = ArrivalRules(instance)
    owners = Array(repeating: 0, count: rules.exclusionBase.last ?? 0)
    targets = owners
    company = rules.fixedCompany
    targetsInDomains = rules.fixedTargets
    counted = rules.fixedCounted
    away = instance.budgets.map(\.pods.count)
    displaced = instance.evictionLimits.map(\.pods.count)
    leftNode = Array(repeating: 0, count: instance.nodeCount)
    for node in instance.currentNode where node >= 0 { leftNode[Int(node)] += 1 }
    for (pod, node) in instance.currentNode.enumerated() where node >= 0 { place(pod, on: Int(node)) }
  }

  mutating func place(_ pod: Int, on node: Int) {
    nodeOfPod[pod] = Int32(node)
    account(for: pod, on: node, 1)
  }

  mutating func remove(_ pod: Int) {
    account(for: pod, on: Int(nodeOfPod[pod]), -1)
    nodeOfPod[pod] = -1
  }

  private mutating func account(for pod: Int, on node: Int, _ sign: Int) {
    let width = instance.resourceCount
    for resource in 0..<width { free[node * width + resource] -= sign * instance.request[pod * width + resource] }
    if instance.currentNode[pod] == Int32(node) { leftNode[node] -= sign }
    for part in rules.parts[pod] {
      switch part.kind {
      case .exclusion:
        let domain = domain(instance.exclusions[part.index].topology, node)
        if domain < 0 { continue }
        if part.isOwner { owners[rules.exclusionBase[part.index] + domain] += Int32(sign) }
        if part.isTarget { targets[rules.exclusionBase[part.index] + domain] += Int32(sign) }
      case .affinity:
        guard part.isTarget else { continue }
        var hasKey = false
        for (k, topology) in instance.affinities[part.index].topologies.enumerated() {
          let domain = domain(topology, node)
          if domain < 0 { continue }
          hasKey = true
          company[rules.companyBase[part.index][k] + domain] += Int32(sign)
        }
        if hasKey { targetsInDomains[part.index] += Int32(sign) }
      case .spread:
        let spread = instance.spreads[part.index]
        let domain = domain(spread.topology, node)
        guard part.isTarget, domain >= 0, instance.nodeSets[Int(spread.nodeSet)].contains(node) else { continue }
        counted[rules.spreadBase[part.index] + domain] += Int32(sign)
      case .budget: away[part.index] -= sign
      case .limit: if instance.currentNode[pod] == Int32(node) { displaced[part.index] -= sign }
      case .freeRoom: break
      }
    }
  }

  private func domain(_ topology: Int, _ node: Int) -> Int { Int(instance.topologies[topology].domainOfNode[node]) }

  /// Whether a pod that runs nowhere can arrive on `node` now.
  func fits(_ pod: Int, on node: Int) -> Bool {
    hasRoom(for: pod, on: node) && instance.admits(pod: pod, node: node)
      && rules.parts[pod].allSatisfy { allows($0, pod, node) }
  }

  /// Whether the pod can arrive on `node` now or, where it runs elsewhere, leave and arrive.
  mutating func canArrive(_ pod: Int, on node: Int) -> Bool {
    let now = Int(nodeOfPod[pod])
    if now < 0 { return fits(pod, on: node) }
    guard mayLeave(pod) else { return false }
    remove(pod)
    defer { place(pod, on: now) }
    return fits(pod, on: node)
  }

  /// Whether its disruption budget and the limits of evictions let a running pod leave now.
  func mayLeave(_ pod: Int) -> Bool {
    rules.parts[pod].allSatisfy { part in
      switch part.kind {
      case .budget: away[part.index] < instance.budgets[part.index].allowed
      case .limit:
        nodeOfPod[pod] == instance.currentNode[pod]
          && displaced[part.index] < instance.evictionLimits[part.index].allowed
      default: true
      }
    }
  }

  private func hasRoom(for pod: Int, on node: Int) -> Bool {
    let width = instance.resourceCount
    for resource in 0..<width {
      let amount = instance.request[pod * width + resource]
      if amount > 0, amount > free[node * width + resource] { return false }
    }
    return true
  }

  /// Of what the pod requests, the resources that the node has too little of.
  func missingResources(_ pod: Int, on node: Int) -> [Int] {
    let width = instance.resourceCount
    return (0..<width).filter { resource in
      let amount = instance.request[pod * width + resource]
      return amount > 0 && amount > free[node * width + resource]
    }
  }

  /// The first rule that keeps the pod from arriving on a node with room; nil where none does.
  func brokenRule(_ pod: Int, on node: Int) -> Rule? {
    rules.parts[pod].first { !allows($0, pod, node) }?.kind
  }

  /// What may keep a pod from arriving or leaving.
  enum Rule { case exclusion, affinity, spread, budget, limit, freeRoom }

  private func allows(_ part: ArrivalRules.Part, _ pod: Int, _ node: Int) -> Bool {
    switch part.kind {
    case .exclusion:
      let domain = domain(instance.exclusions[part.index].topology, node)
      let base = rules.exclusionBase[part.index]
      return domain < 0 || !(part.isOwner && targets[base + domain] > 0 || part.isTarget && owners[base + domain] > 0)
    case .affinity: return !part.isOwner || hasCompany(part, node)
    case .spread: return !part.isOwner || keepsSpread(part, node)
    case .budget: return true
    case .limit: return instance.currentNode[pod] != Int32(node)
    case .freeRoom: return leftNode[node] == 0
    }
  }

  private func hasCompany(_ part: ArrivalRules.Part, _ node: Int) -> Bool {
    if targetsInDomains[part.index] == 0 { return part.isTarget }
    for (k, topology) in instance.affinities[part.index].topologies.enumerated() {
      let domain = domain(topology, node)
      guard domain >= 0, company[rules.companyBase[part.index][k] + domain] > 0 else { return false }
    }
    return true
  }

  private func keepsSpread(_ part: ArrivalRules.Part, _ node: Int) -> Bool {
    let spread = instance.spreads[part.index]
    let base = rules.spreadBase[part.index]
    let domains = rules.spreadDomains[part.index]
    let domain = domain(spread.topology, node)
    guard domain >= 0 else { return false }
    var fewest: Int32 = 0
    if !domains.isEmpty, domains.count >= spread.minDomains {
      fewest = .max
      for other in domains { fewest = min(fewest, counted[base + other]) }
    }
    return Int(counted[base + domain] - fewest) + (part.isTarget ? 1 : 0) <= spread.maxSkew
  }
}

/// Which constraints each pod is part of, and what fixed pods count in them.
private final class ArrivalRules {
  struct Part {
    let kind: ClusterState.Rule
    let index: Int
    var isOwner: Bool
    /// Targets, and counted pods.
    var isTarget: Bool
  }

  private(set) var parts: [[Part]]
  /// Where the domains of each exclusion and spread begin, and of each topology of an affinity; one end more.
  private(set) var exclusionBase: [Int] = [0]
  private(set) var spreadBase: [Int] = [0]
  private(set) var companyBase: [[Int]] = []
  /// The domains of each spread that have a counting node.
  private(set) var spreadDomains: [[Int]] = []
  private(set) var fixedCompany: [Int32] = []
  private(set) var fixedTargets: [Int32] = []
  private(set) var fixedCounted: [Int32] = []

  init(_ instance: PodPacking.Instance) {
    parts = Array(repeating: [], count: instance.podCount)
    for (index, exclusion) in instance.exclusions.enumerated() {
      exclusionBase.append(exclusionBase[index] + instance.topologies[exclusion.topology].domainCount)
      note(.exclusion, index, owners: exclusion.owners, targets: exclusion.targets)
    }
    for (index, affinity) in instance.affinities.enumerated() {
      note(.affinity, index, owners: affinity.owners, targets: affinity.targets)
      noteFixed(affinity, instance)
    }
    for (index, spread) in instance.spreads.enumerated() {
      note(.spread, index, owners: spread.owners, targets: spread.counted)
      spreadBase.append(spreadBase[index] + instance.topologies[spread.topology].domainCount)
      fixedCounted += spread.fixedCount.map { Int32(clamping: $0) }
      let domains = instance.nodeSets[Int(spread.nodeSet)].nodes.map {
        Int(instance.topologies[spread.topology].domainOfNode[$0])
      }
      spreadDomains.append(Set(domains).filter { $0 >= 0 }.sorted())
    }
    for (index, budget) in instance.budgets.enumerated() { note(.budget, index, owners: budget.pods, targets: []) }
    for (index, limit) in instance.evictionLimits.enumerated() { note(.limit, index, owners: limit.pods, targets: []) }
    note(.freeRoom, 0, owners: instance.waitsForRoom, targets: [])
  }

  private func note(_ kind: ClusterState.Rule, _ index: Int, owners: [Int32], targets: [Int32]) {
    for pod in owners { parts[Int(pod)].append(Part(kind: kind, index: index, isOwner: true, isTarget: false)) }
    for pod in targets {
      if let last = parts[Int(pod)].indices.last, parts[Int(pod)][last].kind == kind,
        parts[Int(pod)][last].index == index
      {
        parts[Int(pod)][last].isTarget = true
      } else {
        parts[Int(pod)].append(Part(kind: kind, index: index, isOwner: false, isTarget: true))
      }
    }
  }

  private func noteFixed(_ affinity: PodPacking.Affinity, _ instance: PodPacking.Instance) {
    var bases: [Int] = []
    for topology in affinity.topologies {
      let base = fixedCompany.count
      bases.append(base)
      fixedCompany += Array(repeating: 0, count: instance.topologies[topology].domainCount)
      for node in affinity.fixedTargets {
        let domain = Int(instance.topologies[topology].domainOfNode[Int(node)])
        if domain >= 0 { fixedCompany[base + domain] += 1 }
      }
    }
    companyBase.append(bases)
    let inDomains = affinity.fixedTargets.count { node in
      affinity.topologies.contains { instance.topologies[$0].domainOfNode[Int(node)] >= 0 }
    }
    fixedTargets.append(Int32(inDomains))
  }
}
