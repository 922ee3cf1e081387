import Basics

extension PodPacking {
  /// Counts that tell whether the constraints between pods hold: anti-affinity, affinity, spread, disruption budgets.
  ///
  /// - Complexity: O(the constraints of the pod) a change, and O(domains) a test of an affinity or a spread.
  final class CouplingState {
    private enum Role: UInt8 {
      case exclusionOwner, exclusionTarget, affinityOwner, affinityTarget, spreadOwner, spreadCounted, budget, limit,
        guest, resident
    }

    private struct Part {
      let role: Role
      let index: Int
    }

    /// Owners and targets in one domain; those at home count apart.
    private struct Exclusive {
      var owners = 0
      var stayingOwners = 0
      var targets = 0
      var stayingTargets = 0
      /// Pods that are both, which do not exclude themselves.
      var both = 0
      var stayingBoth = 0
    }

    private struct Company {
      var targets = 0
      /// Owners that are new on their node, and those of them that are targets.
      var newOwners = 0
      var newOwnTargets = 0
    }

    private struct Share {
      var exists = false
      var counted = 0
      var newOwners = 0
    }

    private let instance: Instance
    private let parts: [[Part]]
    private var exclusive: [[Exclusive]]
    /// By affinity, by its topologies, by domain.
    private var company: [[[Company]]]
    private var placedTargets: [Int]
    private var shares: [[Share]]
    /// Running pods that have no place, by budget.
    private var gone: [Int]
    /// Running pods that are not at home, by limit of evictions and by node.
    private var displaced: [Int]
    private var left: [Int]
    /// Pods that wait for free room, by the node that they are placed on.
    private var guests: [Int]

    static func isNeeded(_ instance: Instance) -> Bool {
      !(instance.exclusions.isEmpty && instance.affinities.isEmpty && instance.spreads.isEmpty
        && instance.budgets.isEmpty && instance.gangs.isEmpty && instance.evictionLimits.isEmpty
        && instance.waitsForRoom.isEmpty)
    }

    init(_ instance: Instance) {
      self.instance = instance
      var parts = [[Part]](repeating: [], count: instance.podCount)
      func note(_ pods: [Int32], _ role: Role, _ index: Int) {
        for pod in pods { parts[Int(pod)].append(Part(role: role, index: index)) }
      }
      for (index, exclusion) in instance.exclusions.enumerated() {
        note(exclusion.owners, .exclusionOwner, index)
        note(exclusion.targets, .exclusionTarget, index)
      }
      for (index, affinity) in instance.affinities.enumerated() {
        note(affinity.owners, .affinityOwner, index)
        note(affinity.targets, .affinityTarget, index)
      }
      for (index, spread) in instance.spreads.enumerated() {
        note(spread.owners, .spreadOwner, index)
        note(spread.counted, .spreadCounted, index)
      }
      for (index, budget) in instance.budgets.enumerated() { note(budget.pods, .budget, index) }
      for (index, limit) in instance.evictionLimits.enumerated() { note(limit.pods, .limit, index) }
      if !instance.waitsForRoom.isEmpty {
        note(instance.waitsForRoom, .guest, 0)
        for residents in instance.residents() { note(residents, .resident, 0) }
      }
      self.parts = parts
      exclusive = []
      company = []
      placedTargets = []
      shares = []
      gone = []
      displaced = []
      left = []
      guests = []
      reset()
    }

    /// Back to the state in which no pod is placed.
    func reset() {
      exclusive = instance.exclusions.map {
        Array(repeating: Exclusive(), count: instance.topologies[$0.topology].domainCount)
      }
      company = instance.affinities.map { affinity in
        affinity.topologies.map { number in
          let topology = instance.topologies[number]
          var domains = [Company](repeating: Company(), count: topology.domainCount)
          for node in affinity.fixedTargets {
            let domain = Int(topology.domainOfNode[Int(node)])
            if domain >= 0 { domains[domain].targets += 1 }
          }
          return domains
        }
      }
      placedTargets = Array(repeating: 0, count: instance.affinities.count)
      shares = instance.spreads.map { spread in
        let topology = instance.topologies[spread.topology]
        var domains = [Share](repeating: Share(), count: topology.domainCount)
        for node in instance.nodeSets[Int(spread.nodeSet)].nodes where topology.domainOfNode[node] >= 0 {
          let domain = Int(topology.domainOfNode[node])
          domains[domain].exists = true
          domains[domain].counted = spread.fixedCount[domain]
        }
        return domains
      }
      gone = instance.budgets.map(\.pods.count)
      displaced = instance.evictionLimits.map(\.pods.count)
      left = Array(repeating: 0, count: instance.nodeCount)
      for node in instance.currentNode where node >= 0 { left[Int(node)] += 1 }
      guests = Array(repeating: 0, count: instance.nodeCount)
    }

    /// Counts a pod that arrives on (+1) or leaves (-1) a node.
    func note(_ pod: Int, on node: Int, by step: Int) {
      let stays = instance.currentNode[pod] == Int32(node)
      for (place, part) in parts[pod].enumerated() {
        switch part.role {
        case .exclusionOwner, .exclusionTarget:
          let exclusion = instance.exclusions[part.index]
          let domain = Int(instance.topologies[exclusion.topology].domainOfNode[node])
          if domain >= 0 {
            let isBoth = part.role == .exclusionTarget && has(pod, .exclusionOwner, part.index, before: place)
            count(&exclusive[part.index][domain], part.role, isBoth: isBoth, stays: stays, step)
          }
        case .affinityOwner, .affinityTarget:
          noteCompany(pod, part, node, stays: stays, step)
        case .spreadOwner, .spreadCounted:
          let spread = instance.spreads[part.index]
          let domain = Int(instance.topologies[spread.topology].domainOfNode[node])
          if domain < 0 { continue }
          if part.role == .spreadOwner {
            if !stays { shares[part.index][domain].newOwners += step }
          } else if instance.nodeSets[Int(spread.nodeSet)].contains(node) {
            shares[part.index][domain].counted += step
          }
        case .budget: gone[part.index] -= step
        case .limit: if stays { displaced[part.index] -= step }
        case .guest: guests[node] += step
        case .resident: if stays { left[node] -= step }
        }
      }
    }

    private func has(_ pod: Int, _ role: Role, _ index: Int, before place: Int) -> Bool {
      parts[pod][..<place].contains { $0.role == role && $0.index == index }
    }

    private func count(_ domain: inout Exclusive, _ role: Role, isBoth: Bool, stays: Bool, _ step: Int) {
      if role == .exclusionOwner {
        domain.owners += step
        if stays { domain.stayingOwners += step }
      } else {
        domain.targets += step
        if stays { domain.stayingTargets += step }
        if isBoth {
          domain.both += step
          if stays { domain.stayingBoth += step }
        }
      }
    }

    private func noteCompany(_ pod: Int, _ part: Part, _ node: Int, stays: Bool, _ step: Int) {
      let affinity = instance.affinities[part.index]
      if part.role == .affinityTarget { placedTargets[part.index] += step }
      let isOwner =
        part.role == .affinityTarget && !stays
        && parts[pod].contains {
          $0.role == .affinityOwner && $0.index == part.index
        }
      for (k, number) in affinity.topologies.enumerated() {
        let domain = Int(instance.topologies[number].domainOfNode[node])
        if domain < 0 { continue }
        if part.role == .affinityTarget {
          company[part.index][k][domain].targets += step
          if isOwner { company[part.index][k][domain].newOwnTargets += step }
        } else if !stays {
          company[part.index][k][domain].newOwners += step
        }
      }
    }

    // MARK: Tests

    /// Whether the constraints that `pod` takes part in hold now, after it has arrived on or left `node`.
    func holds(after pod: Int, on node: Int) -> Bool {
      for part in parts[pod] {
        switch part.role {
        case .exclusionOwner, .exclusionTarget:
          let topology = instance.topologies[instance.exclusions[part.index].topology]
          let domain = Int(topology.domainOfNode[node])
          guard domain < 0 || Self.isExclusive(exclusive[part.index][domain]) else { return false }
        case .affinityOwner, .affinityTarget: guard affinityHolds(part.index) else { return false }
        case .spreadOwner, .spreadCounted: guard spreadHolds(part.index) else { return false }
        case .limit:
          guard displaced[part.index] <= instance.evictionLimits[part.index].allowed else { return false }
        case .guest, .resident: guard guests[node] == 0 || left[node] == 0 else { return false }
        case .budget: guard gone[part.index] <= instance.budgets[part.index].allowed else { return false }
        }
      }
      return true
    }

    /// No owner with another target, but for pairs that both stay.
    private static func isExclusive(_ domain: Exclusive) -> Bool {
      let pairs = domain.owners * domain.targets - domain.both
      let staying = domain.stayingOwners * domain.stayingTargets - domain.stayingBoth
      return pairs == staying
    }

    private func affinityHolds(_ index: Int) -> Bool {
      let isFirstAllowed = placedTargets[index] == 1 && instance.affinities[index].fixedTargets.isEmpty
      return company[index].allSatisfy { domains in
        domains.allSatisfy { domain in
          if domain.newOwners == 0 || domain.targets > 1 { return true }
          if domain.targets == 0 { return false }
          return domain.newOwnTargets == 0 || isFirstAllowed
        }
      }
    }

    private func spreadHolds(_ index: Int) -> Bool {
      let spread = instance.spreads[index]
      var fewest = Int.max
      var most = Int.min
      var domains = 0
      for share in shares[index] {
        if share.exists {
          domains += 1
          fewest = min(fewest, share.counted)
        }
        if share.newOwners > 0 { most = max(most, share.counted) }
      }
      if domains == 0 || domains < spread.minDomains { fewest = 0 }
      return most == .min || most - fewest <= spread.maxSkew
    }
  }
}
