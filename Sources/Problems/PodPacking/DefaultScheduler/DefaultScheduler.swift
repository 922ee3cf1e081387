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
  private(set) var nodeOfPod: [Int32]
  /// `node * resourceCount + resource`.
  private(set) var free: [Int]
  /// Running pods by node.
  private(set) var running: [[Int]]
  /// When each pod started, as a number that grows.
  private(set) var started: [Int]
  /// Running pods by workload and node.
  private(set) var replicas: [[Int32: Int]]
  /// Pods that have been created.
  private var exists: [Bool]
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
    exists = Array(repeating: false, count: instance.podCount)
    for (pod, node) in instance.currentNode.enumerated() where node >= 0 { place(pod, on: Int(node)) }
  }

  /// Pods reach the queue together, and the scheduler works until nothing more happens.
  ///
  /// With preemption, every deletion sends all pods that wait back to the queue: one of them may fit now, and the
  /// victims themselves are created anew. It ends, since each preemption trades pods for a more important one.
  mutating func add(_ pods: some Sequence<Int>) {
    var queue = SchedulingQueue(priorityLevel: instance.priorityLevel)
    for pod in pods {
      exists[pod] = true
      queue.add(pod)
    }
    while let pod = queue.next() {
      if let node = bestNode(for: pod) {
        place(pod, on: node)
      } else if preempts, let (node, victims) = preemption(for: pod) {
        for victim in victims { remove(victim) }
        place(pod, on: node)
        for (waiting, place) in nodeOfPod.enumerated() where place < 0 && exists[waiting] { queue.add(waiting) }
      }
    }
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
    exists[pod] = true
    started[pod] = starts
    starts += 1
    account(for: pod, on: node, sign: 1)
  }

  private mutating func remove(_ pod: Int) {
    let node = Int(nodeOfPod[pod])
    nodeOfPod[pod] = -1
    running[node].removeAll { $0 == pod }
    account(for: pod, on: node, sign: -1)
  }

  private mutating func account(for pod: Int, on node: Int, sign: Int) {
    let width = instance.resourceCount
    for resource in 0..<width { free[node * width + resource] -= sign * instance.request[pod * width + resource] }
    if workloads[pod] >= 0 { replicas[workloads[pod]][Int32(node), default: 0] += sign }
  }

  /// The node with the highest score; nil where no node passes the filters.
  private mutating func bestNode(for pod: Int) -> Int? {
    let feasible = feasibleNodes(for: pod)
    let scores = scores(of: pod, on: feasible)
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
    var seen = 0
    while seen < count, feasible.count < wanted {
      let node = (searchStart + seen) % count
      if allowed.contains(node), fits(pod, on: node) { feasible.append(node) }
      seen += 1
    }
    searchStart = (searchStart + seen) % count
    return feasible
  }
}
