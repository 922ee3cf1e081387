import Race

extension PodPacking {
  /// The independent judge of plans: carries a plan out step by step on a model of the cluster and looks at every rule
  /// as it goes. It shares no code with what makes plans.
  ///
  /// - At every step: a pod that is evicted runs on that node; a pod that is bound runs nowhere, and the node permits
  ///   it, has room, and keeps every constraint between pods, as the scheduler would see it. Of no disruption budget
  ///   more running pods are without a place than it allows. Where evictions are limited, a pod is evicted once and does
  ///   not return. Nobody has left a node where a pod that preempts never arrives.
  /// - Where a group ends: every pod that ran when the group began runs, but those that the plan leaves without a place;
  ///   and running pods by priority are lexicographically no fewer than at the start.
  /// - In the end: every pod is where `target` says.
  /// - Returns: how many steps were carried out.
  /// - Throws: the first rule that a step breaks, with its number.
  @discardableResult
  public static func simulate(
    _ plan: Plan, of instance: Instance, target: [Int32]
  ) throws(CheckFailure) -> Int {
    var simulator = PlanSimulator(instance, target: target)
    for (index, step) in plan.steps.enumerated() {
      let isLastOfGroup = index + 1 == plan.steps.count || plan.steps[index + 1].group != step.group
      do {
        try simulator.carryOut(step)
        if isLastOfGroup { try simulator.endGroup() }
      } catch {
        throw CheckFailure("step \(index + 1) of the plan: \(error)")
      }
    }
    try simulator.compareWithTarget()
    return plan.steps.count
  }
}

private struct PlanSimulator {
  private let instance: PodPacking.Instance
  private let target: [Int32]
  private var podNumber: [String: Int] = [:]
  private var nodeNumber: [String: Int] = [:]
  private var place: [Int?]
  private var podsOn: [Set<Int>]
  /// Running pods without a place, by budget.
  private var away: [Int]
  private var budgetOfPod: [Int: Int] = [:]
  private var lastGroup = 0
  private let atStart: [Int]

  init(_ instance: PodPacking.Instance, target: [Int32]) {
    self.instance = instance
    self.target = target
    for (index, name) in instance.podNames.enumerated() { podNumber[name] = index }
    for (index, name) in instance.nodeNames.enumerated() { nodeNumber[name] = index }
    place = instance.currentNode.map { $0 < 0 ? nil : Int($0) }
    podsOn = Array(repeating: [], count: instance.nodeCount)
    for (pod, node) in place.enumerated() { if let node { podsOn[node].insert(pod) } }
    away = Array(repeating: 0, count: instance.budgets.count)
    for (index, budget) in instance.budgets.enumerated() {
      for pod in budget.pods { budgetOfPod[Int(pod)] = index }
    }
    atStart = Self.counts(place, instance)
  }

  private static func counts(_ place: [Int?], _ instance: PodPacking.Instance) -> [Int] {
    var counts = [Int](repeating: 0, count: instance.levelCount)
    for (pod, node) in place.enumerated() where node != nil { counts[Int(instance.priorityLevel[pod])] += 1 }
    return counts
  }

  mutating func carryOut(_ step: PodPacking.Plan.Step) throws(CheckFailure) {
    guard let pod = podNumber[step.pod] else { throw CheckFailure("there is no pod '\(step.pod)' that may be placed") }
    guard let node = nodeNumber[step.node] else { throw CheckFailure("there is no node '\(step.node)'") }
    guard step.group == lastGroup || step.group == lastGroup + 1 else {
      throw CheckFailure("group \(step.group) follows group \(lastGroup)")
    }
    lastGroup = step.group
    switch step.action {
    case .evict: try evict(pod, from: node)
    case .bind: try bind(pod, to: node)
    }
  }

  private mutating func evict(_ pod: Int, from node: Int) throws(CheckFailure) {
    guard place[pod] == node else { throw CheckFailure("'\(instance.podNames[pod])' does not run there") }
    if let budget = budgetOfPod[pod] {
      away[budget] += 1
      guard away[budget] <= instance.budgets[budget].allowed else {
        throw CheckFailure(
          "one pod too many of the disruption budget '\(instance.budgets[budget].name)' is without a place")
      }
    }
    for limit in instance.evictionLimits where limit.pods.contains(Int32(pod)) {
      guard Int32(node) == instance.currentNode[pod] else {
        throw CheckFailure("'\(instance.podNames[pod])' is evicted twice, and evictions \(limit.name) are limited")
      }
    }
    place[pod] = nil
    podsOn[node].remove(pod)
  }

  private mutating func bind(_ pod: Int, to node: Int) throws(CheckFailure) {
    let name = instance.podNames[pod]
    guard place[pod] == nil else { throw CheckFailure("'\(name)' still runs elsewhere") }
    guard instance.nodeSets[Int(instance.arrivalSetOfPod[pod])].contains(node) else {
      throw CheckFailure("'\(name)' may not arrive there")
    }
    try checkPlanningRules(pod, node)
    place[pod] = node
    if let budget = budgetOfPod[pod] { away[budget] -= 1 }
    podsOn[node].insert(pod)
    let width = instance.resourceCount
    for resource in 0..<width where instance.request[pod * width + resource] > 0 {
      let used = podsOn[node].reduce(0) { $0 + instance.request[$1 * width + resource] }
      guard used <= instance.capacity[node * width + resource] else {
        throw CheckFailure("there is not enough \(instance.resourceNames[resource]) for '\(name)'")
      }
    }
    for exclusion in instance.exclusions { try checkArrival(of: pod, exclusion) }
    for affinity in instance.affinities where affinity.owners.contains(Int32(pod)) {
      try checkArrival(of: pod, affinity)
    }
    for spread in instance.spreads where spread.owners.contains(Int32(pod)) { try checkArrival(of: pod, spread) }
  }

  private func checkPlanningRules(_ pod: Int, _ node: Int) throws(CheckFailure) {
    let name = instance.podNames[pod]
    for limit in instance.evictionLimits where limit.pods.contains(Int32(pod)) {
      guard Int32(node) != instance.currentNode[pod] else {
        throw CheckFailure("'\(name)' returns, and evictions \(limit.name) are limited")
      }
    }
    guard instance.waitsForRoom.contains(Int32(pod)) else { return }
    for other in place.indices where instance.currentNode[other] == Int32(node) && place[other] != node {
      throw CheckFailure("'\(instance.podNames[other])' has left the node before '\(name)', which preempts never")
    }
  }

  private func domain(of pod: Int, _ topology: Int) -> Int32? {
    guard let node = place[pod] else { return nil }
    let domain = instance.topologies[topology].domainOfNode[node]
    return domain < 0 ? nil : domain
  }

  private func checkArrival(of pod: Int, _ exclusion: PodPacking.Exclusion) throws(CheckFailure) {
    guard let own = domain(of: pod, exclusion.topology) else { return }
    var opponents: [Int32] = []
    if exclusion.owners.contains(Int32(pod)) { opponents += exclusion.targets }
    if exclusion.targets.contains(Int32(pod)) { opponents += exclusion.owners }
    for other in opponents.map(Int.init) where other != pod && domain(of: other, exclusion.topology) == own {
      throw CheckFailure("anti-affinity keeps '\(instance.podNames[pod])' from '\(instance.podNames[other])'")
    }
  }

  private func checkArrival(of pod: Int, _ affinity: PodPacking.Affinity) throws(CheckFailure) {
    func hasKey(_ node: Int) -> Bool {
      affinity.topologies.contains { instance.topologies[$0].domainOfNode[node] >= 0 }
    }
    let partners = affinity.targets.map(Int.init).filter { other in
      other != pod && place[other].map(hasKey) ?? false
    }
    if partners.isEmpty, !affinity.fixedTargets.contains(where: { hasKey(Int($0)) }) {
      guard affinity.targets.contains(Int32(pod)) else {
        throw CheckFailure("no pod runs that the affinity of '\(instance.podNames[pod])' asks for")
      }
      return
    }
    for topology in affinity.topologies {
      var domains = Set(partners.compactMap { domain(of: $0, topology) })
      domains.formUnion(affinity.fixedTargets.map { instance.topologies[topology].domainOfNode[Int($0)] })
      guard let own = domain(of: pod, topology), domains.contains(own) else {
        throw CheckFailure("the affinity of '\(instance.podNames[pod])' finds none of its pods there")
      }
    }
  }

  private func checkArrival(of pod: Int, _ spread: PodPacking.Spread) throws(CheckFailure) {
    let set = instance.nodeSets[Int(spread.nodeSet)]
    var counts: [Int32: Int] = [:]
    for node in set.nodes {
      let domain = instance.topologies[spread.topology].domainOfNode[node]
      if domain >= 0 { counts[domain] = spread.fixedCount[Int(domain)] }
    }
    // The scheduler looks for the emptiest domain before the pod has arrived.
    var before = counts
    for other in spread.counted.map(Int.init) {
      guard let node = place[other], set.contains(node), let domain = domain(of: other, spread.topology) else {
        continue
      }
      counts[domain, default: 0] += 1
      if other != pod { before[domain, default: 0] += 1 }
    }
    let fewest = before.count < spread.minDomains ? 0 : before.values.min() ?? 0
    guard let own = domain(of: pod, spread.topology), counts[own, default: 0] - fewest <= spread.maxSkew else {
      throw CheckFailure("'\(instance.podNames[pod])' makes the spread more uneven than it may be")
    }
  }

  func endGroup() throws(CheckFailure) {
    for (pod, node) in place.enumerated() where node == nil {
      guard target[pod] < 0 || instance.currentNode[pod] < 0 else {
        throw CheckFailure("'\(instance.podNames[pod])' still waits for its return where the group ends")
      }
    }
    for gang in instance.gangs {
      let placed = gang.pods.count { place[Int($0)] != nil }
      guard placed == 0 || placed >= gang.needed else {
        throw CheckFailure("\(placed) pods of the group '\(gang.name)' run where the group of steps ends")
      }
    }
    guard !Self.counts(place, instance).lexicographicallyPrecedes(atStart) else {
      throw CheckFailure("fewer important pods run where the group ends than at the start")
    }
  }

  func compareWithTarget() throws(CheckFailure) {
    for (pod, node) in place.enumerated() where Int32(node ?? -1) != target[pod] {
      throw CheckFailure("after the plan '\(instance.podNames[pod])' is not where the solution has it")
    }
  }
}
