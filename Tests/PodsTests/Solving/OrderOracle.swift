import Race

@testable import Pods

/// Everything that some order of evictions and arrivals reaches in a small cluster, rule by rule from the instance's
/// tables, each rule counted anew for every arrival.
struct OrderOracle {
  let instance: PodPacking.Instance

  /// The best objective that can be reached, with the soft score where one was asked for.
  static func optimum(of instance: PodPacking.Instance) -> Objective {
    let oracle = OrderOracle(instance: instance)
    return oracle.best(by: oracle.objective) ?? Objective(levels: [0])
  }

  /// The best objective for an aim of what can be reached with everyone who runs having a place.
  static func optimum(of instance: PodDescheduling.Instance) -> Objective? {
    let oracle = OrderOracle(instance: instance.cluster)
    let now = oracle.instance.currentNode
    return oracle.best { places in
      if zip(now, places).contains(where: { $0 >= 0 && $1 < 0 }) { return nil }
      let levels = oracle.objective(places).levels
      let count = oracle.instance.levelCount
      guard case .drain(let names) = instance.aim else {
        return Objective(levels: levels.prefix(count) + [levels[count + 1], levels[count]])
      }
      let left = (0..<count).map { level in
        places.indices.count { pod in
          Int(oracle.instance.priorityLevel[pod]) == level && places[pod] >= 0
            && names.contains(oracle.instance.nodeNames[Int(places[pod])])
        }
      }
      return Objective(levels: levels.prefix(count) + left + [levels[count]])
    }
  }

  private func best(by objective: ([Int32]) -> Objective?) -> Objective? {
    var seen: Set<[Int32]> = [instance.currentNode]
    var open = [instance.currentNode]
    var best = objective(instance.currentNode)
    while let places = open.popLast() {
      for pod in places.indices {
        for node in places[pod] >= 0 ? [-1] : (0..<instance.nodeCount).map(Int32.init) {
          var next = places
          next[pod] = node
          guard node < 0 ? keepsBudgets(next) : arrives(pod, on: Int(node), places) else { continue }
          guard seen.insert(next).inserted else { continue }
          open.append(next)
          if let value = objective(next) { best = best.map { min($0, value) } ?? value }
        }
      }
    }
    return best
  }

  private func objective(_ places: [Int32]) -> Objective {
    var levels = instance.priorities.indices.map { level in
      places.indices.count { Int(instance.priorityLevel[$0]) == level && places[$0] < 0 }
    }
    levels.append(places.indices.count { instance.currentNode[$0] >= 0 && instance.currentNode[$0] != places[$0] })
    switch instance.softScore {
    case nil: break
    case .binPack:
      levels.append(
        (0..<instance.nodeCount).count { node in instance.holdsFixedWork[node] || places.contains(Int32(node)) })
    case .spread: levels.append((0..<instance.nodeCount).map { use(of: $0, places) }.max() ?? 0)
    }
    return Objective(levels: levels)
  }

  /// Of cpu or memory, in thousandths of what the node has, rounded up: the smallest number that is not too small.
  private func use(of node: Int, _ places: [Int32]) -> Int {
    var use = 0
    for (resource, name) in instance.resourceNames.enumerated() where ["cpu", "memory"].contains(name) {
      let index = node * instance.resourceCount + resource
      let all = instance.allocatable[index]
      let used = places.indices.filter { places[$0] == Int32(node) }
        .reduce(all - instance.capacity[index]) { $0 + instance.request[$1 * instance.resourceCount + resource] }
      while all > 0, use * all < 1000 * used { use += 1 }
    }
    return use
  }

  private func keepsBudgets(_ places: [Int32]) -> Bool {
    instance.budgets.allSatisfy { budget in budget.pods.count { places[Int($0)] < 0 } <= budget.allowed }
  }

  private func arrives(_ pod: Int, on node: Int, _ places: [Int32]) -> Bool {
    let width = instance.resourceCount
    for resource in 0..<width where instance.request[pod * width + resource] > 0 {
      let used = places.indices.filter { places[$0] == Int32(node) || $0 == pod }
        .reduce(0) { $0 + instance.request[$1 * width + resource] }
      if used > instance.capacity[node * width + resource] { return false }
    }
    return instance.nodeSets[Int(instance.arrivalSetOfPod[pod])].contains(node)
      && instance.exclusions.allSatisfy { keeps($0, pod, node, places) }
      && instance.affinities.allSatisfy { keeps($0, pod, node, places) }
      && instance.spreads.allSatisfy { keeps($0, pod, node, places) }
  }

  private func domain(_ topology: Int, _ node: Int32) -> Int32? {
    guard node >= 0 else { return nil }
    let domain = instance.topologies[topology].domainOfNode[Int(node)]
    return domain < 0 ? nil : domain
  }

  private func keeps(_ rule: PodPacking.Exclusion, _ pod: Int, _ node: Int, _ places: [Int32]) -> Bool {
    guard let own = domain(rule.topology, Int32(node)) else { return true }
    return places.indices.allSatisfy { other in
      guard other != pod, domain(rule.topology, places[other]) == own else { return true }
      func clash(_ a: Int, _ b: Int) -> Bool { rule.owners.contains(Int32(a)) && rule.targets.contains(Int32(b)) }
      return !clash(pod, other) && !clash(other, pod)
    }
  }

  private func keeps(_ rule: PodPacking.Affinity, _ pod: Int, _ node: Int, _ places: [Int32]) -> Bool {
    guard rule.owners.contains(Int32(pod)) else { return true }
    let partners = rule.targets.filter { Int($0) != pod }.map { places[Int($0)] } + rule.fixedTargets
    let isAlone = partners.allSatisfy { place in rule.topologies.allSatisfy { domain($0, place) == nil } }
    if isAlone { return rule.targets.contains(Int32(pod)) }
    return rule.topologies.allSatisfy { topology in
      guard let own = domain(topology, Int32(node)) else { return false }
      return partners.contains { domain(topology, $0) == own }
    }
  }

  private func keeps(_ rule: PodPacking.Spread, _ pod: Int, _ node: Int, _ places: [Int32]) -> Bool {
    guard rule.owners.contains(Int32(pod)) else { return true }
    guard let own = domain(rule.topology, Int32(node)) else { return false }
    let counting = instance.nodeSets[Int(rule.nodeSet)]
    func count(_ domain: Int32) -> Int {
      rule.fixedCount[Int(domain)]
        + rule.counted.count { other in
          let place = places[Int(other)]
          return Int(other) != pod && place >= 0 && counting.contains(Int(place))
            && self.domain(rule.topology, place) == domain
        }
    }
    let domains = Set(counting.nodes.compactMap { domain(rule.topology, Int32($0)) })
    let fewest = domains.count < rule.minDomains ? 0 : domains.map(count).min() ?? 0
    return count(own) + (rule.counted.contains(Int32(pod)) ? 1 : 0) - fewest <= rule.maxSkew
  }
}
