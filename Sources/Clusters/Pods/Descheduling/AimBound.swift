/// What no plan for an aim is better than, from a look at the cluster's numbers.
struct AimBound {
  private let instance: PodDescheduling.Instance
  private let cluster: PodPacking.Instance

  init(_ instance: PodDescheduling.Instance) {
    self.instance = instance
    cluster = instance.cluster
  }

  /// Of the whole objective.
  ///
  /// - Complexity: O(types of pods · nodes + pods).
  var levels: [Int] {
    var hopeless = [Int](repeating: 0, count: cluster.levelCount)
    var hasPlace: [Int32: Bool] = [:]
    for pod in 0..<cluster.podCount where cluster.currentNode[pod] < 0 {
      let known = hasPlace[cluster.podType[pod]]
      let fits = known ?? (0..<cluster.nodeCount).contains { instance.couldHold(pod, $0) }
      hasPlace[cluster.podType[pod]] = fits
      if !fits { hopeless[Int(cluster.priorityLevel[pod])] += 1 }
    }
    switch instance.aim {
    case .drain: return hopeless + drain
    case .consolidate, .rebalance(.binPack): return hopeless + nodes
    case .rebalance(.spread): return hopeless + spread
    }
  }

  // MARK: Drain

  /// Pods that fit nowhere else stay; the others move once each.
  private var drain: [Int] {
    var left = [Int](repeating: 0, count: cluster.levelCount)
    var leaving = 0
    var hasPlace: [Int32: Bool] = [:]
    for node in 0..<cluster.nodeCount where instance.isDrained[node] {
      for pod in instance.residents[node].map(Int.init) {
        let known = hasPlace[cluster.podType[pod]]
        let fits = known ?? (0..<cluster.nodeCount).contains { !instance.isDrained[$0] && instance.couldHold(pod, $0) }
        hasPlace[cluster.podType[pod]] = fits
        if fits { leaving += 1 } else { left[Int(cluster.priorityLevel[pod])] += 1 }
      }
    }
    return left + [leaving]
  }

  // MARK: Nodes in use

  /// Enough nodes, the largest first, for what runs; those that limits let nobody free stay in use too.
  private var nodes: [Int] {
    let fixed = cluster.holdsFixedWork
    let fixedCount = fixed.count { $0 }
    var most = max(fixedCount, fixedCount + occupied.count - freeable)
    for resource in 0..<cluster.resourceCount { most = max(most, nodesFor(resource)) }
    let toFree = fixedCount + occupied.count - most
    let moves = toFree > 0 ? occupied.map { instance.residents[$0].count }.sorted().prefix(toFree).reduce(0, +) : 0
    return [most, moves]
  }

  /// Nodes in use whose pods may all move, but perhaps not all at once.
  private var occupied: [Int] {
    (0..<cluster.nodeCount).filter { !instance.residents[$0].isEmpty && !cluster.holdsFixedWork[$0] }
  }

  /// Of these, how many the limits of evictions let be freed.
  private var freeable: Int {
    let limits = cluster.snapshot.evictionLimits
    var left = limits.perPlan ?? .max
    var count = 0
    for size in occupied.map({ instance.residents[$0].count }).sorted() {
      guard size <= limits.perNode ?? .max, size <= left else { break }
      left -= size
      count += 1
    }
    return count
  }

  private func nodesFor(_ resource: Int) -> Int {
    let width = cluster.resourceCount
    var left: Int128 = 0
    for pod in 0..<cluster.podCount where cluster.currentNode[pod] >= 0 {
      left += Int128(cluster.request[pod * width + resource])
    }
    func room(_ node: Int) -> Int128 { Int128(max(0, cluster.capacity[node * width + resource])) }
    var used = 0
    for node in 0..<cluster.nodeCount where cluster.holdsFixedWork[node] {
      left -= room(node)
      used += 1
    }
    for share in (0..<cluster.nodeCount).filter({ !cluster.holdsFixedWork[$0] }).map(room).sorted(by: >) {
      if left <= 0 { break }
      left -= share
      used += 1
    }
    return used
  }

  // MARK: Spread

  /// No node's use is below the average; each one above it has to lose a pod.
  private var spread: [Int] {
    var highest: Int128 = 0
    let width = cluster.resourceCount
    let columns = ["cpu", "memory"].compactMap { cluster.resourceNames.firstIndex(of: $0) }
    for resource in columns {
      var used: Int128 = 0
      var available: Int128 = 0
      for node in 0..<cluster.nodeCount where cluster.allocatable[node * width + resource] > 0 {
        let has = Int128(cluster.allocatable[node * width + resource])
        let fixed = has - Int128(cluster.capacity[node * width + resource])
        highest = max(highest, (fixed * 1000 + has - 1) / has)
        used += fixed
        available += has
      }
      for pod in 0..<cluster.podCount where cluster.currentNode[pod] >= 0 {
        used += Int128(cluster.request[pod * width + resource])
      }
      if available > 0 { highest = max(highest, (used * 1000 + available - 1) / available) }
    }
    let bound = Int(clamping: highest)
    let uses = NodeUse(cluster, columns)
    let above = (0..<cluster.nodeCount).count { node in
      uses.thousandths(node, instance.residents[node].lazy.map(Int.init)) > bound
    }
    return [bound, above]
  }
}
