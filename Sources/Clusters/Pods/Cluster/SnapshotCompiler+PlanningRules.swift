extension SnapshotCompiler {
  /// Pod groups, pods that wait for free room, and limits of evictions.
  mutating func compilePlanningRules() {
    compileGangs()
    for pod in present where snapshot.pods[pod].neverPreempts && nodeOfPod[pod] == nil {
      parts.waitsForRoom.append(podIndex[pod])
    }
    compileLimits()
  }

  private mutating func compileGangs() {
    struct Key: Hashable {
      let namespace: String
      let name: String
    }
    var waiting: [Key: [Int32]] = [:]
    var running: [Key: Int] = [:]
    for pod in present {
      guard let group = snapshot.pods[pod].podGroup else { continue }
      let key = Key(namespace: snapshot.pods[pod].namespace, name: group)
      if nodeOfPod[pod] != nil {
        running[key, default: 0] += 1
      } else {
        waiting[key, default: []].append(podIndex[pod])
      }
    }
    for group in snapshot.podGroups {
      let key = Key(namespace: group.namespace, name: group.name)
      let needed = group.minMember - (running[key] ?? 0)
      guard let pods = waiting[key], needed > 1 else { continue }
      let name = group.namespace.isEmpty ? group.name : "\(group.namespace)/\(group.name)"
      parts.gangs.append(PodPacking.Gang(name: name, pods: pods, needed: needed))
    }
  }

  private mutating func compileLimits() {
    let running = parts.currentNode.indices.filter { parts.currentNode[$0] >= 0 }
    func add(_ allowed: Int?, _ name: (Int) -> String?) {
      guard let allowed else { return }
      var order: [String] = []
      var members: [String: [Int32]] = [:]
      for pod in running {
        guard let name = name(pod) else { continue }
        if members[name] == nil { order.append(name) }
        members[name, default: []].append(Int32(pod))
      }
      for name in order {
        guard let pods = members[name], pods.count > allowed else { continue }
        parts.evictionLimits.append(PodPacking.EvictionLimit(name: name, pods: pods, allowed: allowed))
      }
    }
    let limits = snapshot.evictionLimits
    func pod(_ index: Int) -> ClusterSnapshot.Pod { snapshot.pods[Int(parts.snapshotPod[index])] }
    add(limits.perPlan) { _ in "of the plan" }
    add(limits.perNode) { "of node '\(parts.nodeNames[Int(parts.currentNode[$0])])'" }
    add(limits.perOwner) { index in pod(index).owner.map { "of \(pod(index).namespace)/\($0)" } }
    add(limits.perNamespace) { "of namespace '\(pod($0).namespace)'" }
  }
}
