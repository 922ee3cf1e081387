import Race

extension PodPacking {
  /// The independent checker: every pod once, on a node that its rules permit and that has room, anti-affinity, and as
  /// many pods without a place as their budgets allow. Affinity and spread are asked of pods when they arrive, so where
  /// the order of steps matters, there must be a plan, which the simulator carries out; and always where one came with
  /// the solution.
  ///
  /// - Returns: unplaced pods by priority from the highest; then running pods that are moved or evicted; then the soft
  ///   score where one was asked for.
  /// - Throws: the first rule that the solution breaks.
  /// - Complexity: O(pods · resources + the size of all constraints).
  public static func check(_ solution: Solution, of instance: Instance) throws(CheckFailure) -> Objective {
    let nodes: [Int]
    do {
      nodes = try solution.nodes(in: instance).map(Int.init)
    } catch {
      throw CheckFailure(error.description)
    }
    for (pod, node) in nodes.enumerated() {
      guard (-1..<instance.nodeCount).contains(node) else {
        throw CheckFailure("pod '\(instance.podNames[pod])' is on node number \(node), which there is not")
      }
      guard node < 0 || instance.nodeSets[Int(instance.nodeSetOfPod[pod])].contains(node) else {
        throw CheckFailure("pod '\(instance.podNames[pod])' may not run on node '\(instance.nodeNames[node])'")
      }
    }
    let check = PlacementCheck(instance, nodes)
    try check.checkRoom()
    for exclusion in instance.exclusions { try check.check(exclusion) }
    for budget in instance.budgets { try check.check(budget) }
    for gang in instance.gangs { try check.check(gang) }
    for limit in instance.evictionLimits { try check.check(limit) }
    try check.checkPodsThatWait()
    var plan = solution.givenPlan
    if plan == nil, instance.isOrderSensitive {
      do {
        plan = try solution.plan(in: instance)
      } catch {
        throw CheckFailure(error.description)
      }
    }
    if let plan { try simulate(plan, of: instance, target: nodes.map(Int32.init)) }
    return Objective(levels: check.levels)
  }
}

/// The rules of a whole placement, each by itself.
private struct PlacementCheck {
  let instance: PodPacking.Instance
  let nodes: [Int]

  init(_ instance: PodPacking.Instance, _ nodes: [Int]) {
    self.instance = instance
    self.nodes = nodes
  }

  private func name(_ pod: Int) -> String { "pod '\(instance.podNames[pod])'" }
  private func stays(_ pod: Int) -> Bool { nodes[pod] == Int(instance.currentNode[pod]) }

  /// The domain that the pod is in; nil where it is not placed or its node has no such key.
  private func domain(_ pod: Int, _ topology: Int) -> Int? {
    guard nodes[pod] >= 0 else { return nil }
    let domain = Int(instance.topologies[topology].domainOfNode[nodes[pod]])
    return domain < 0 ? nil : domain
  }

  func checkRoom() throws(CheckFailure) {
    let width = instance.resourceCount
    var used = [Int](repeating: 0, count: instance.nodeCount * width)
    var isWanted = [Bool](repeating: false, count: instance.nodeCount * width)
    for (pod, node) in nodes.enumerated() where node >= 0 {
      for resource in 0..<width {
        let amount = instance.request[pod * width + resource]
        used[node * width + resource] += amount
        if amount > 0 { isWanted[node * width + resource] = true }
      }
    }
    for node in 0..<instance.nodeCount {
      for resource in 0..<width where isWanted[node * width + resource] {
        let (amount, capacity) = (used[node * width + resource], instance.capacity[node * width + resource])
        guard amount <= capacity else {
          throw CheckFailure(
            "node '\(instance.nodeNames[node])' has \(capacity) of \(instance.resourceNames[resource]) "
              + "for these pods, which request \(amount)")
        }
      }
    }
  }

  func check(_ exclusion: PodPacking.Exclusion) throws(CheckFailure) {
    var targets: [Int: [Int]] = [:]
    for pod in exclusion.targets.map(Int.init) {
      if let domain = domain(pod, exclusion.topology) { targets[domain, default: []].append(pod) }
    }
    for owner in exclusion.owners.map(Int.init) {
      guard let domain = domain(owner, exclusion.topology) else { continue }
      for target in targets[domain] ?? [] where target != owner && !(stays(owner) && stays(target)) {
        let key = instance.topologies[exclusion.topology].key
        throw CheckFailure("\(name(owner)) shares its \(key) with \(name(target)), which its anti-affinity forbids")
      }
    }
  }

  func check(_ budget: PodPacking.Budget) throws(CheckFailure) {
    let gone = budget.pods.count { nodes[Int($0)] < 0 }
    guard gone <= budget.allowed else {
      throw CheckFailure(
        "\(gone) pods of the disruption budget '\(budget.name)' are evicted for good, it allows \(budget.allowed)")
    }
  }

  func check(_ gang: PodPacking.Gang) throws(CheckFailure) {
    let placed = gang.pods.count { nodes[Int($0)] >= 0 }
    guard placed == 0 || placed >= gang.needed else {
      throw CheckFailure("\(placed) pods of the group '\(gang.name)' are placed, \(gang.needed) or none make sense")
    }
  }

  func check(_ limit: PodPacking.EvictionLimit) throws(CheckFailure) {
    let disturbed = limit.pods.count { !stays(Int($0)) }
    guard disturbed <= limit.allowed else {
      throw CheckFailure("\(disturbed) pods \(limit.name) are moved or evicted, \(limit.allowed) may be")
    }
  }

  func checkPodsThatWait() throws(CheckFailure) {
    var guest: [Int: Int] = [:]
    for pod in instance.waitsForRoom.map(Int.init) where nodes[pod] >= 0 { guest[nodes[pod]] = pod }
    for pod in nodes.indices where instance.currentNode[pod] >= 0 && !stays(pod) {
      if let guest = guest[Int(instance.currentNode[pod])] {
        throw CheckFailure("\(name(pod)) leaves its node for \(name(guest)), which preempts never")
      }
    }
  }

  var levels: [Int] {
    var levels = [Int](repeating: 0, count: instance.levelCount)
    var disturbed = 0
    for (pod, node) in nodes.enumerated() {
      if node < 0 { levels[Int(instance.priorityLevel[pod])] += 1 }
      if instance.currentNode[pod] >= 0, !stays(pod) { disturbed += 1 }
    }
    levels.append(disturbed)
    switch instance.softScore {
    case nil: break
    case .spread: levels.append(highestUse)
    case .binPack:
      let used = Set(nodes.filter { $0 >= 0 })
      levels.append((0..<instance.nodeCount).count { instance.holdsFixedWork[$0] || used.contains($0) })
    }
    return levels
  }

  /// Of cpu and memory, in thousandths of what a node has, rounded up.
  private var highestUse: Int {
    var highest = 0
    for name in ["cpu", "memory"] {
      guard let resource = instance.resourceNames.firstIndex(of: name) else { continue }
      let width = instance.resourceCount
      var used = (0..<instance.nodeCount).map { node in
        instance.allocatable[node * width + resource] - instance.capacity[node * width + resource]
      }
      for (pod, node) in nodes.enumerated() where node >= 0 {
        used[node] += instance.request[pod * width + resource]
      }
      for (node, amount) in used.enumerated() {
        let available = instance.allocatable[node * width + resource]
        guard available > 0 else { continue }
        let share = (Int128(amount) * 1000 + Int128(available) - 1) / Int128(available)
        highest = max(highest, Int(clamping: share))
      }
    }
    return highest
  }
}
