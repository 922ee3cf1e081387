/// The constraints between pods: affinity, anti-affinity and topology spread. What fixed pods forbid becomes part of
/// the node sets, what they permit is counted in the constraint.
struct CouplingCompiler {
  private struct SpreadRule: Hashable {
    let constraint: ClusterSnapshot.SpreadConstraint
    let namespace: String
    let nodes: PodPacking.NodeSet
  }

  private struct AffinityRule: Hashable {
    let terms: [ClusterSnapshot.AffinityTerm]
  }

  private let snapshot: ClusterSnapshot
  private let podIndex: [Int32]
  private let nodeOfPod: [Int?]
  private let present: [Int]
  private let classes: LabelClasses
  private var topologies: [PodPacking.Topology] = []
  private var topologyIndex: [String: Int] = [:]
  private var exclusions: [PodPacking.Exclusion] = []
  private var affinities: [PodPacking.Affinity] = []
  private var spreads: [PodPacking.Spread] = []
  /// By pod of the snapshot.
  private var baseSet: [Int32]
  /// Topologies whose key its nodes must have, and domains that it may not enter, by pod of the snapshot.
  private var required: [Int: Set<Int>] = [:]
  private var forbidden: [Int: Set<Domain>] = [:]

  struct Domain: Hashable {
    let topology: Int
    let domain: Int32
  }

  init(
    _ snapshot: ClusterSnapshot, _ parts: PodPacking.InstanceParts, _ podIndex: [Int32], _ nodeOfPod: [Int?],
    _ present: [Int], _ classes: LabelClasses
  ) {
    self.snapshot = snapshot
    self.podIndex = podIndex
    self.nodeOfPod = nodeOfPod
    self.present = present
    self.classes = classes
    baseSet = Array(repeating: -1, count: snapshot.pods.count)
  }

  mutating func compile(_ filters: inout NodeFilters) {
    for pod in present where podIndex[pod] >= 0 { baseSet[pod] = filters.feasibleNodes(snapshot.pods[pod]) }
    compileExclusions()
    compileAffinities()
    compileSpreads(&filters)
  }

  /// Numbers the final node sets and hands everything over.
  mutating func finish(_ filters: inout NodeFilters, _ parts: inout PodPacking.InstanceParts) {
    // Rules that differ may leave the same nodes; pods that are alike share the work.
    struct Change: Hashable {
      let base: Int32
      let required: Set<Int>
      let forbidden: Set<Domain>
    }
    var known: [Change: Int32] = [:]
    parts.arrivalSetOfPod = parts.snapshotPod.map { number in
      let pod = Int(number)
      let change = Change(base: baseSet[pod], required: required[pod] ?? [], forbidden: forbidden[pod] ?? [])
      var result = baseSet[pod]
      if !change.required.isEmpty || !change.forbidden.isEmpty {
        if let number = known[change] {
          result = number
        } else {
          result = filters.number(of: changed(filters.sets[Int(change.base)], change.required, change.forbidden))
          known[change] = result
        }
      }
      return result
    }
    parts.nodeSetOfPod = zip(parts.snapshotPod, parts.arrivalSetOfPod).map { number, arrival in
      guard let node = nodeOfPod[Int(number)], !filters.sets[Int(arrival)].contains(node) else { return arrival }
      var set = filters.sets[Int(arrival)]
      set.insert(node)
      return filters.number(of: set)
    }
    parts.nodeSets = filters.sets
    parts.topologies = topologies
    parts.exclusions = exclusions
    parts.affinities = affinities
    parts.spreads = spreads
  }

  private func changed(
    _ set: PodPacking.NodeSet, _ required: Set<Int>, _ forbidden: Set<Domain>
  ) -> PodPacking.NodeSet {
    var set = set
    for node in snapshot.nodes.indices where set.contains(node) {
      let isOut =
        required.contains { topologies[$0].domainOfNode[node] < 0 }
        || forbidden.contains { topologies[$0.topology].domainOfNode[node] == $0.domain }
      if isOut { set.remove(node) }
    }
    return set
  }

  private mutating func topology(_ key: String) -> Int {
    if let known = topologyIndex[key] { return known }
    var domains: [String: Int32] = [:]
    let domainOfNode = snapshot.nodes.map { node in
      guard let value = node.labels[key] else { return Int32(-1) }
      if let known = domains[value] { return known }
      domains[value] = Int32(domains.count)
      return Int32(domains.count - 1)
    }
    topologyIndex[key] = topologies.count
    topologies.append(PodPacking.Topology(key: key, domainOfNode: domainOfNode, domainCount: domains.count))
    return topologies.count - 1
  }

  private func includes(_ namespace: String, _ term: ClusterSnapshot.AffinityTerm) -> Bool {
    if term.namespaces.contains(namespace) { return true }
    guard let selector = term.namespaceSelector else { return false }
    return selector.matches(snapshot.namespaceLabels[namespace] ?? [:])
  }

  private func domain(of pod: Int, _ topology: Int) -> Domain? {
    guard let node = nodeOfPod[pod] else { return nil }
    let domain = topologies[topology].domainOfNode[node]
    return domain < 0 ? nil : Domain(topology: topology, domain: domain)
  }

  private mutating func compileExclusions() {
    for (term, owners) in grouped({ $0.antiAffinity }) {
      let topology = topology(term.topologyKey)
      let targets = classes.pods(matching: term.selector, in: { includes($0, term) })
      let fixedOwners = Set(owners.filter { podIndex[$0] < 0 }.compactMap { domain(of: $0, topology) })
      let fixedTargets = Set(targets.filter { podIndex[$0] < 0 }.compactMap { domain(of: $0, topology) })
      let openOwners = owners.filter { podIndex[$0] >= 0 }
      let openTargets = targets.filter { podIndex[$0] >= 0 }
      if !fixedOwners.isEmpty { for pod in openTargets { forbidden[pod, default: []].formUnion(fixedOwners) } }
      if !fixedTargets.isEmpty { for pod in openOwners { forbidden[pod, default: []].formUnion(fixedTargets) } }
      keepApart(openOwners, from: openTargets, topology)
      keepApart(openTargets, from: openOwners, topology)
      guard !openOwners.isEmpty, !openTargets.isEmpty, Set(openOwners + openTargets).count > 1 else { continue }
      exclusions.append(
        PodPacking.Exclusion(
          topology: topology, owners: openOwners.map { podIndex[$0] }, targets: openTargets.map { podIndex[$0] }))
    }
  }

  /// Nobody leaves for a pod that waits for free room, so it does not come to where it and a pod that runs now exclude
  /// each other.
  private mutating func keepApart(_ pods: [Int], from others: [Int], _ topology: Int) {
    let waiting = pods.filter { snapshot.pods[$0].neverPreempts && nodeOfPod[$0] == nil }
    if waiting.isEmpty { return }
    let taken = Set(others.compactMap { domain(of: $0, topology) })
    for pod in waiting where !taken.isEmpty { forbidden[pod, default: []].formUnion(taken) }
  }

  private mutating func compileAffinities() {
    for (terms, owners) in grouped({ $0.affinity.isEmpty ? [] : [$0.affinity] }) {
      let open = owners.filter { podIndex[$0] >= 0 }
      guard !open.isEmpty else { continue }
      let topologies = terms.map { topology($0.topologyKey) }
      for pod in open { required[pod, default: []].formUnion(topologies) }
      let targets = classes.pods { namespace, labels in
        terms.allSatisfy { includes(namespace, $0) && $0.selector.matches(labels) }
      }
      affinities.append(
        PodPacking.Affinity(
          topologies: Array(Set(topologies)).sorted(), owners: open.map { podIndex[$0] },
          targets: targets.map { podIndex[$0] }.filter { $0 >= 0 },
          fixedTargets: targets.filter { podIndex[$0] < 0 }.compactMap { nodeOfPod[$0] }.map(Int32.init)))
    }
  }

  private mutating func compileSpreads(_ filters: inout NodeFilters) {
    var order: [SpreadRule] = []
    var owners: [SpreadRule: [Int]] = [:]
    for pod in present where podIndex[pod] >= 0 && !snapshot.pods[pod].spreadConstraints.isEmpty {
      let constraints = snapshot.pods[pod].spreadConstraints
      let keys = constraints.map { topology($0.topologyKey) }
      required[pod, default: []].formUnion(keys)
      for constraint in constraints {
        // Nodes count only where they have the keys of all the pod's constraints.
        let counted = filters.countedNodes(snapshot.pods[pod], constraint)
        let rule = SpreadRule(
          constraint: constraint, namespace: snapshot.pods[pod].namespace, nodes: changed(counted, Set(keys), []))
        if owners[rule] == nil { order.append(rule) }
        owners[rule, default: []].append(pod)
      }
    }
    for rule in order {
      let topology = topology(rule.constraint.topologyKey)
      let counted = classes.pods(matching: rule.constraint.selector, in: { $0 == rule.namespace })
      var fixedCount = [Int](repeating: 0, count: topologies[topology].domainCount)
      for pod in counted where podIndex[pod] < 0 {
        guard let node = nodeOfPod[pod], rule.nodes.contains(node), snapshot.pods[pod].immovable != .terminating,
          let domain = domain(of: pod, topology)
        else { continue }
        fixedCount[Int(domain.domain)] += 1
      }
      spreads.append(
        PodPacking.Spread(
          topology: topology, maxSkew: rule.constraint.maxSkew, minDomains: rule.constraint.minDomains,
          owners: (owners[rule] ?? []).map { podIndex[$0] }, counted: counted.map { podIndex[$0] }.filter { $0 >= 0 },
          fixedCount: fixedCount, nodeSet: filters.number(of: rule.nodes)))
    }
  }

  /// The distinct rules in order of first appearance, each with the present pods that have it.
  private func grouped<Rule: Hashable>(_ rules: (ClusterSnapshot.Pod) -> [Rule]) -> [(rule: Rule, pods: [Int])] {
    var order: [Rule] = []
    var pods: [Rule: [Int]] = [:]
    for pod in present {
      for rule in rules(snapshot.pods[pod]) {
        if pods[rule] == nil { order.append(rule) }
        pods[rule, default: []].append(pod)
      }
    }
    return order.map { ($0, pods[$0] ?? []) }
  }
}
