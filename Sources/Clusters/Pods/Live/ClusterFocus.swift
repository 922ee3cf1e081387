extension ClusterSnapshot {
  /// The part of a large cluster where room for the pods that wait is made most easily: the nodes that miss least for each of
  /// them, and the emptiest ones for those that move. What it leaves out changes nothing for what it has: only pods move
  /// whose rules look at their own node alone.
  ///
  /// A plan of the part is a plan of the whole; that there is none says nothing of the whole.
  /// - Parameter count: of nodes, about.
  /// - Returns: nil where the cluster is not much larger, or has rules that reach over nodes for the pods that wait.
  package func focused(onNodes count: Int = 300) -> ClusterSnapshot? {
    guard nodes.count > 3 * count else { return nil }
    let waiting = pods.indices.filter { pods[$0].nodeName == nil && pods[$0].notPlanned == nil }
    guard !waiting.isEmpty, waiting.allSatisfy({ pods[$0].looksAtItsNodeAlone && pods[$0].podGroup == nil }),
      pods.allSatisfy({ $0.antiAffinity.allSatisfy(\.isOfOneNode) }), areHostnamesUnique
    else { return nil }
    let chosen = nodesToLookAt(for: waiting, count)
    var part = self
    part.nodes = chosen.sorted().map { nodes[$0] }
    let names = Set(part.nodes.map(\.name))
    part.pods = pods.filter { $0.nodeName.map(names.contains) ?? true }
    for index in part.pods.indices where part.pods[index].nodeName != nil && !part.pods[index].looksAtItsNodeAlone {
      part.pods[index].reasonsToStay.append(.init("its rules reach over nodes that are not looked at", .notModelled))
    }
    part.warnings.append("the plan looks at \(part.nodes.count) of \(nodes.count) nodes")
    return part
  }

  private var areHostnamesUnique: Bool {
    let names = nodes.compactMap { $0.labels["kubernetes.io/hostname"] }
    return Set(names).count == names.count
  }

  private func nodesToLookAt(for waiting: [Int], _ count: Int) -> Set<Int> {
    let names = Set(waiting.flatMap { pods[$0].requests.keys }).union(["cpu", "memory"]).sorted()
    let room = freeRoom(of: names)
    /// How much of the whole node is missing, or negative where something is left, by resource.
    func missing(_ resource: Int, _ amount: Int, _ node: Int) -> Double {
      Double(amount - room[resource][node]) / Double(max(1, nodes[node].allocatable[names[resource]] ?? 0))
    }
    func best(_ wanted: Int, _ isOpen: (Int) -> Bool, _ miss: (Int) -> Double) -> ArraySlice<Int> {
      let all = nodes.indices.filter(isOpen).map { (node: $0, miss: miss($0)) }
      return all.sorted { ($0.miss, $0.node) < ($1.miss, $1.node) }.map(\.node).prefix(wanted)
    }
    let usual = names.indices.filter { names[$0] == "cpu" || names[$0] == "memory" }
    let emptiest = best(
      count / 3, { nodes[$0].notDestination == nil && !nodes[$0].isUnschedulable },
      { node in usual.map { missing($0, 0, node) }.max() ?? 0 })
    var chosen = Set(emptiest)
    var filters = NodeFilters(self)
    var kinds: [Kind: Int] = [:]
    for pod in waiting {
      let kind = Kind(requests: pods[pod].requests, nodes: filters.feasibleNodes(pods[pod]))
      if kinds[kind] == nil { kinds[kind] = pod }
    }
    let sets = filters.sets
    for (kind, _) in kinds.sorted(by: { $0.value < $1.value }).prefix(64) {
      let amounts = names.indices.map { kind.requests[names[$0]] ?? 0 }
      chosen.formUnion(
        best(
          max(8, 2 * count / 3 / kinds.count), sets[Int(kind.nodes)].contains,
          { node in names.indices.reduce(0) { $0 + (amounts[$1] > 0 ? max(0, missing($1, amounts[$1], node)) : 0) } }))
    }
    return chosen
  }

  /// What running pods leave, by resource and node.
  private func freeRoom(of names: [String]) -> [[Int]] {
    var room = names.map { name in nodes.map { $0.allocatable[name] ?? 0 } }
    var index: [String: Int] = [:]
    for (number, node) in nodes.enumerated() { index[node.name] = number }
    for pod in pods.indices {
      guard let name = pods[pod].nodeName, let node = index[name] else { continue }
      for (resource, name) in names.enumerated() { room[resource][node] -= pods[pod].requests[name] ?? 0 }
    }
    return room
  }

  private struct Kind: Hashable {
    let requests: [String: Int]
    let nodes: Int32
  }
}

extension ClusterSnapshot.Pod {
  /// Whether nothing on other nodes decides where it may be.
  fileprivate var looksAtItsNodeAlone: Bool {
    affinity.isEmpty && spreadConstraints.isEmpty && antiAffinity.allSatisfy(\.isOfOneNode)
  }
}

extension ClusterSnapshot.AffinityTerm {
  fileprivate var isOfOneNode: Bool { topologyKey == "kubernetes.io/hostname" }
}
