import APIServerDouble

/// The default scheduler: the most important pod first, to the node with the highest score of those that pass.
///
/// Filters: room, node selector, taints, cordons, and room that is nominated for pods as important. Scores:
/// LeastAllocated, BalancedAllocation, and twice the spread of a ReplicaSet's pods.
extension ClusterSimulation {
  func schedule() async {
    let now = now
    var due = waiting.compactMap { pods[$0] }.filter { pod in
      guard let attempt = attempts[pod.uid] else { return true }
      // Without a change that may help, a pod is tried for again after a minute.
      return now >= attempt.next && (attempt.helps != helps || now >= attempt.next + 60)
    }
    due.sort { ($1.priority, $0.created) < ($0.priority, $1.created) }
    for pod in due.prefix(settings.podsPerTick) { await attempt(pod, now) }
  }

  private func attempt(_ pod: SimulatedPod, _ now: Double) async {
    var feasible = nodes.values.filter { $0.admits(pod) && hasRoom(for: pod, on: $0) }
    if feasible.isEmpty { return noteFailure(of: pod, now) }
    feasible.sort { $0.name < $1.name }
    var scores = scores(of: pod, on: feasible)
    if let extender = settings.extender, let object = server.object(.pods, pod.namespace, pod.name) {
      let answer = await extender.ask(about: object, among: feasible.map(\.name), scores)
      // Whoever waits for an answer must look again.
      guard let current = pods[pod.uid], current.node == nil, current.isActive else { return }
      if answer.isEmpty { return noteFailure(of: pod, now) }
      feasible = feasible.filter { answer[$0.name] != nil && nodes[$0.name].map { hasRoom(for: pod, on: $0) } == true }
      scores = feasible.map { answer[$0.name] ?? 0 }
      if feasible.isEmpty { return }
    }
    guard let highest = scores.max() else { return }
    let best = zip(feasible, scores).filter { $0.1 == highest }.map(\.0.name)
    let node = best[random.below(best.count)]
    guard server.bind(pod: pod.name, in: pod.namespace, uid: pod.uid, to: node) else {
      waiting.remove(pod.uid)
      return
    }
    countBinding()
    attempts[pod.uid] = nil
    // Until the change has been seen, the room counts as taken.
    waiting.remove(pod.uid)
    nominated.remove(pod.uid)
    nodes[node]?.used += pod.requests
    assumed(pod, on: node)
  }

  /// Takes the pod's change at once, so that the next pod sees the room that is left.
  private func assumed(_ pod: SimulatedPod, on node: String) {
    guard let object = server.tables[ResourceType.pods.path]?.objects[StoredObject.key(pod.namespace, pod.name)],
      object.uid == pod.uid
    else {
      nodes[node]?.used -= pod.requests
      return
    }
    pods[pod.uid] = SimulatedPod(object, created: pod.created)
    nodes[node]?.pods.insert(pod.uid)
  }

  /// Beside what runs there and what more important pods have been promised.
  private func hasRoom(for pod: SimulatedPod, on node: SimulatedNode, without victims: Amounts = Amounts()) -> Bool {
    guard (pod.requests).fits(in: node.free + victims) else { return false }
    if nominated.isEmpty { return true }
    let promised = nominated.compactMap { pods[$0] }.filter {
      $0.nominatedNode == node.name && $0.uid != pod.uid && $0.priority >= pod.priority
    }.reduce(Amounts()) { $0 + $1.requests }
    return pod.requests.fits(in: node.free + victims - promised)
  }

  private func scores(of pod: SimulatedPod, on nodes: [SimulatedNode]) -> [Int] {
    let siblings = pod.owner.map { podsOfOwner[$0] ?? [] } ?? []
    return nodes.map { node in
      let cpu = min(1, Double(node.used.cpu + pod.requests.cpu) / Double(max(1, node.allocatable.cpu)))
      let memory = min(1, Double(node.used.memory + pod.requests.memory) / Double(max(1, node.allocatable.memory)))
      let least = (1 - cpu) * 50 + (1 - memory) * 50
      let balance = (1 - abs(cpu - memory) / 2) * 100
      let replicas = siblings.count { pods[$0]?.node == node.name }
      return Int(least + balance) + 2 * max(0, 100 - 25 * replicas)
    }
  }

  private func noteFailure(of pod: SimulatedPod, _ now: Double) {
    var attempt = attempts[pod.uid] ?? Attempt()
    let wait = min(settings.lastBackOff, settings.firstBackOff * Double(1 << min(attempt.count, 10)))
    attempt.count += 1
    attempt.next = now + wait
    attempt.helps = helps
    attempts[pod.uid] = attempt
    let nominated = settings.preempts && !isWaitingForVictims(pod) ? preempt(for: pod) : nil
    server.modify(.pods, pod.namespace, pod.name) { object in
      guard object["metadata", "uid"]?.text == pod.uid, (object["spec", "nodeName"]?.text ?? "").isEmpty else {
        return false
      }
      object.setCondition(
        "PodScheduled", "False", reason: "Unschedulable",
        message: "0/\(nodes.count) nodes are available")
      if let nominated { object["status", "nominatedNodeName"] = .text(nominated) }
      return true
    }
  }

  // MARK: Preemption

  private struct Candidate {
    let node: String
    let victims: [SimulatedPod]
    let cost: (Int, Int, Int, Int)
  }

  /// Whether pods that were to make room for it are still on their way out.
  private func isWaitingForVictims(_ pod: SimulatedPod) -> Bool {
    guard let node = pod.nominatedNode.flatMap({ nodes[$0] }) else { return false }
    return node.pods.contains { pods[$0].map { $0.isLeaving && $0.priority < pod.priority } ?? false }
  }

  /// Deletes the least important pods of one node.
  ///
  /// - Returns: the node; nil where none can be freed.
  private func preempt(for pod: SimulatedPod) -> String? {
    var best: Candidate?
    for node in nodes.values.sorted(by: { $0.name < $1.name }) where node.admits(pod) {
      guard let candidate = candidate(for: pod, on: node) else { continue }
      if let known = best, known.cost <= candidate.cost { continue }
      best = candidate
    }
    guard let best else { return nil }
    countPreemption()
    for victim in best.victims {
      server.deleteGracefully(.pods, victim.namespace, victim.name, uid: victim.uid)
      pods[victim.uid]?.isLeaving = true
    }
    // The next pod must know at once, so that it does not count on the same room.
    pods[pod.uid]?.nominatedNode = best.node
    nominated.insert(pod.uid)
    return best.node
  }

  private func candidate(for pod: SimulatedPod, on node: SimulatedNode) -> Candidate? {
    let lower = node.pods.compactMap { pods[$0] }.filter { $0.priority < pod.priority && !$0.isLeaving }
    if lower.isEmpty { return nil }
    var freed = lower.reduce(Amounts()) { $0 + $1.requests }
    guard hasRoom(for: pod, on: node, without: freed) else { return nil }
    // Those that a budget holds come back first, then the most important.
    let held = Set(lower.filter { victim in budgets.values.contains { $0.matches(victim) } }.map(\.uid))
    var victims: [SimulatedPod] = []
    for victim in lower.sorted(by: {
      (held.contains($0.uid) ? 0 : 1, -$0.priority, $0.created) < (
        held.contains($1.uid) ? 0 : 1, -$1.priority, $1.created
      )
    }) {
      let rest = freed - victim.requests
      if hasRoom(for: pod, on: node, without: rest) { freed = rest } else { victims.append(victim) }
    }
    if victims.isEmpty { return nil }
    return Candidate(
      node: node.name, victims: victims,
      cost: (
        victims.count { held.contains($0.uid) }, victims.map(\.priority).max() ?? 0,
        victims.reduce(0) { $0 + $1.priority }, victims.count
      ))
  }
}
