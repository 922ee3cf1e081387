import Race

@testable import Pods

/// Whether a placement keeps every rule between pods in the end, for all pods that are new on their nodes: more than the
/// scheduler asks, and what heuristics keep on their way.
struct FinalRules {
  let instance: PodPacking.Instance

  init(_ instance: PodPacking.Instance) { self.instance = instance }

  /// nil where a rule is broken.
  func objective(of places: [Int32]) -> Objective? {
    // The checker looks at room, node sets, anti-affinity and budgets; without affinity and spread the order is free.
    let free = PodPacking.Instance(PodPacking.InstanceParts(instance))
    guard let objective = try? PodPacking.check(PodPacking.Solution(places, of: free), of: free),
      instance.budgets.allSatisfy({ budget in budget.pods.count { places[Int($0)] < 0 } <= budget.allowed }),
      instance.affinities.allSatisfy({ holds($0, places) }), instance.spreads.allSatisfy({ holds($0, places) })
    else { return nil }
    return objective
  }

  private func isNew(_ pod: Int32, _ places: [Int32]) -> Bool {
    places[Int(pod)] >= 0 && places[Int(pod)] != instance.currentNode[Int(pod)]
  }

  private func domain(_ topology: Int, _ node: Int32) -> Int32 {
    node < 0 ? -1 : instance.topologies[topology].domainOfNode[Int(node)]
  }

  private func holds(_ affinity: PodPacking.Affinity, _ places: [Int32]) -> Bool {
    affinity.owners.filter { isNew($0, places) }.allSatisfy { owner in
      let others = affinity.targets.filter { $0 != owner && places[Int($0)] >= 0 }.map { places[Int($0)] }
      if others.isEmpty, affinity.fixedTargets.isEmpty, affinity.targets.contains(owner) { return true }
      return affinity.topologies.allSatisfy { topology in
        (others + affinity.fixedTargets).contains { domain(topology, $0) == domain(topology, places[Int(owner)]) }
      }
    }
  }

  private func holds(_ spread: PodPacking.Spread, _ places: [Int32]) -> Bool {
    let counting = instance.nodeSets[Int(spread.nodeSet)]
    let domains = Set(counting.nodes.map { domain(spread.topology, Int32($0)) }).subtracting([-1])
    func count(_ domain: Int32) -> Int {
      spread.fixedCount[Int(domain)]
        + spread.counted.count { pod in
          let place = places[Int(pod)]
          return place >= 0 && counting.contains(Int(place)) && self.domain(spread.topology, place) == domain
        }
    }
    let fewest = domains.count < spread.minDomains ? 0 : domains.map(count).min() ?? 0
    return spread.owners.filter { isNew($0, places) }.allSatisfy {
      let own = domain(spread.topology, places[Int($0)])
      return (domains.contains(own) ? count(own) : 0) - fewest <= spread.maxSkew
    }
  }
}

extension PodPacking.InstanceParts {
  fileprivate init(_ instance: PodPacking.Instance) {
    self.init()
    name = instance.name
    snapshot = instance.snapshot
    nodeNames = instance.nodeNames
    podNames = instance.podNames
    snapshotPod = instance.snapshotPod
    fixedPods = instance.fixedPods
    resourceNames = instance.resourceNames
    capacity = instance.capacity
    allocatable = instance.allocatable
    request = instance.request
    priorities = instance.priorities
    priorityLevel = instance.priorityLevel
    currentNode = instance.currentNode
    nodeSetOfPod = instance.nodeSetOfPod
    arrivalSetOfPod = instance.arrivalSetOfPod
    nodeSets = instance.nodeSets
    topologies = instance.topologies
    exclusions = instance.exclusions
    softScore = instance.softScore
    holdsFixedWork = instance.holdsFixedWork
  }
}
