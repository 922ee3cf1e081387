/// A simulation of the default scheduler: pods one after the other, each to the node with the highest score among those
/// that pass the filters, without ever looking ahead. This is the gap that a packing solver closes.
///
/// Filters: room, node selector and affinity, taints. Scores: see `DefaultScheduler+Scores`. Ties go to the node that
/// comes first, where Kubernetes draws lots; so a run can be repeated. Constraints between pods are not simulated.
///
/// - Source: the plug-ins of kube-scheduler, as their documentation and code describe them.
struct DefaultScheduler {
  let instance: PodPacking.Instance
  let preempts: Bool
  /// The workload by pod, -1 for a pod of its own.
  let workloads: [Int]
  let cpuColumn: Int?
  let memoryColumn: Int?
  private(set) var nodeOfPod: [Int32]
  /// `node * resourceCount + resource`.
  private(set) var free: [Int]
  /// Running pods by node.
  private(set) var running: [[Int]]
  /// When each pod started, as a number that grows.
  private(set) var started: [Int]
  /// Running pods by workload and node.
  private(set) var replicas: [[Int32: Int]]
  /// Pods that have been created and run nowhere, ascending.
  private var pending: [Int] = []
  private var failures: FailedSearches
  /// Running pods of the workload at hand by node; 0 between two searches.
  private var replicasOnNode: [Int]
  private var starts = 0
  /// The node at which the next search begins.
  private var searchStart = 0

  /// - Parameters:
  ///   - instance: what runs at its present place stays there.
  ///   - workloads: pods of the same number were created by the same ReplicaSet; -1 for none.
  ///   - preempts: whether DefaultPreemption is on.
  init(_ instance: PodPacking.Instance, workloads: [Int], preempts: Bool) {
    self.instance = instance
    self.workloads = workloads
    self.preempts = preempts
    nodeOfPod = Array(repeating: -1, count: instance.podCount)
    free = instance.capacity
    running = Array(repeating: [], count: instance.nodeCount)
    started = Array(repeating: 0, count: instance.podCount)
    replicas = Array(repeating: [:], count: (workloads.max() ?? -1) + 1)
    failures = FailedSearches(typeCount: instance.podTypeCount)
    replicasOnNode = Array(repeating: 0, count: instance.nodeCount)
    cpuColumn = instance.resourceNames.firstIndex(of: "cpu")
    memoryColumn = instance.resourceNames.firstIndex(of: "memory")
    for (pod, node) in instance.currentNode.enumerated() where node >= 0 { place(pod, on: Int(node)) }
  }

  /// Pods reach the queue together, and the scheduler works until nothing more happens.
  ///
  /// With preemption, every deletion sends all pods that wait back to the queue: one of them may fit now, and the
  /// victims themselves are created anew. It ends, since each preemption trades pods for a more important one.
  mutating func add(_ pods: some Sequence<Int>) {
    var queue = SchedulingQueue(priorityLevel: instance.priorityLevel)
    for pod in pods {
      wait(pod)
      queue.add(pod)
    }
    while let pod = queue.next() {
      if let node = bestNode(for: pod) {
        place(pod, on: node)
      } else if preempts, let (node, victims) = search(for: pod) {
        for victim in victims { remove(victim) }
        place(pod, on: node)
        for waiting in pending { queue.add(waiting) }
      }
    }
  }

  /// Preemption, unless the last search for such a pod failed and no node has changed to its good since.
  private mutating func search(for pod: Int) -> (node: Int, victims: [Int])? {
    let type = Int(instance.podType[pod])
    let isHopeless = failures.isHopeless(.preemption, type) { candidate(for: pod, on: $0, atMost: .max) == nil }
    if !isHopeless, let found = preemption(for: pod) { return found }
    failures.note(.preemption, type)
    return nil
  }

  func fits(_ pod: Int, on node: Int) -> Bool {
    let width = instance.resourceCount
    for resource in 0..<width {
      let amount = instance.request[pod * width + resource]
      if amount > 0, amount > free[node * width + resource] { return false }
    }
    return true
  }

  private mutating func place(_ pod: Int, on node: Int) {
    nodeOfPod[pod] = Int32(node)
    running[node].append(pod)
    if let at = placeInPending(pod) { pending.remove(at: at) }
    started[pod] = starts
    starts += 1
    account(for: pod, on: node, sign: 1)
  }

  private mutating func remove(_ pod: Int) {
    let node = Int(nodeOfPod[pod])
    nodeOfPod[pod] = -1
    running[node].removeAll { $0 == pod }
    account(for: pod, on: node, sign: -1)
    wait(pod)
    failures.noteRoom(on: node)
  }

  private mutating func wait(_ pod: Int) {
    if nodeOfPod[pod] < 0, placeInPending(pod) == nil { pending.insert(pod, at: firstPending(notBefore: pod)) }
  }

  private func placeInPending(_ pod: Int) -> Int? {
    let at = firstPending(notBefore: pod)
    return at < pending.count && pending[at] == pod ? at : nil
  }

  private func firstPending(notBefore pod: Int) -> Int {
    var low = 0
    var high = pending.count
    while low < high {
      let middle = (low + high) / 2
      if pending[middle] < pod { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private mutating func account(for pod: Int, on node: Int, sign: Int) {
    let width = instance.resourceCount
    for resource in 0..<width { free[node * width + resource] -= sign * instance.request[pod * width + resource] }
    if workloads[pod] >= 0 { replicas[workloads[pod]][Int32(node), default: 0] += sign }
  }

  /// The node with the highest score; nil where no node passes the filters.
  private mutating func bestNode(for pod: Int) -> Int? {
    let type = Int(instance.podType[pod])
    let allowed = instance.nodeSets[Int(instance.nodeSetOfPod[pod])]
    if failures.isHopeless(.filter, type, { !allowed.contains($0) || !fits(pod, on: $0) }) {
      failures.note(.filter, type)
      return nil
    }
    let feasible = feasibleNodes(for: pod)
    if feasible.isEmpty { failures.note(.filter, type) }
    let workload = workloads[pod]
    if workload >= 0 { for (node, count) in replicas[workload] { replicasOnNode[Int(node)] = count } }
    defer { if workload >= 0 { for node in replicas[workload].keys { replicasOnNode[Int(node)] = 0 } } }
    let scores = scores(of: pod, on: feasible, replicas: workload >= 0 ? replicasOnNode : nil)
    var best: (node: Int, score: Int)?
    for (node, score) in zip(feasible, scores) {
      if let known = best, (known.score, -known.node) > (score, -node) { continue }
      best = (node, score)
    }
    return best?.node
  }

  /// All nodes that pass in small clusters; in large ones the search ends at a share of the nodes, and goes on from
  /// there with the next pod.
  private mutating func feasibleNodes(for pod: Int) -> [Int] {
    let count = instance.nodeCount
    let share = max(5, 50 - count / 125)
    let wanted = count < 100 ? count : max(100, count * share / 100)
    let allowed = instance.nodeSets[Int(instance.nodeSetOfPod[pod])]
    var feasible: [Int] = []
    feasible.reserveCapacity(wanted)
    var seen = 0
    var node = searchStart
    while seen < count, feasible.count < wanted {
      if fits(pod, on: node), allowed.contains(node) { feasible.append(node) }
      seen += 1
      node += 1
      if node == count { node = 0 }
    }
    searchStart = (searchStart + seen) % count
    return feasible
  }
}
