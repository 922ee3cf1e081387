import Basics

extension PodPacking {
  /// A placement under change: what is free on each node, who stands where, and the constraints between pods.
  ///
  /// Every change keeps all rules: `place` and `remove` refuse what would break one. Starts from the present placement.
  final class PlacementState {
    let instance: Instance
    let resourceCount: Int
    let request: Buffer<Int>
    /// What the pods placed here leave, `node * resourceCount + resource`.
    let free: Buffer<Int>
    let nodeOfPod: Buffer<Int32>
    let home: Buffer<Int32>
    let level: Buffer<Int32>
    /// The first pod on each node, and the next and previous one of each pod; -1 for none.
    let firstOnNode: Buffer<Int32>
    let next: Buffer<Int32>
    private let previous: Buffer<Int32>
    /// Unplaced pods per level.
    let unplaced: Buffer<Int>
    /// Running pods that are not at home.
    private(set) var moved = 0
    private let couplings: CouplingState?

    init(_ instance: Instance) {
      self.instance = instance
      resourceCount = instance.resourceCount
      request = Buffer(instance.request)
      free = Buffer(instance.capacity)
      nodeOfPod = Buffer(repeating: -1, count: instance.podCount)
      home = Buffer(instance.currentNode)
      level = Buffer(instance.priorityLevel)
      firstOnNode = Buffer(repeating: -1, count: instance.nodeCount)
      next = Buffer(repeating: -1, count: instance.podCount)
      previous = Buffer(repeating: -1, count: instance.podCount)
      unplaced = Buffer(repeating: 0, count: instance.levelCount)
      couplings = CouplingState.isNeeded(instance) ? CouplingState(instance) : nil
      reset(to: instance.currentNode)
    }

    /// Replaces the placement by another one that keeps all rules.
    func reset(to nodes: [Int32]) {
      for pod in 0..<instance.podCount where nodeOfPod[pod] >= 0 { unlink(pod) }
      unplaced.fill(0)
      moved = 0
      for pod in 0..<instance.podCount {
        nodeOfPod[pod] = -1
        unplaced[level[pod]] += 1
        if home[pod] >= 0 { moved += 1 }
      }
      couplings?.reset()
      for pod in 0..<instance.podCount where nodes[pod] >= 0 { link(pod, Int(nodes[pod])) }
    }

    /// From the present placement, comes as close to `nodes` as the constraints between pods let it.
    func approach(_ nodes: [Int32]) {
      if couplings == nil { return reset(to: nodes) }
      reset(to: instance.currentNode)
      for pod in 0..<instance.podCount where nodeOfPod[pod] >= 0 && nodeOfPod[pod] != nodes[pod] { _ = remove(pod) }
      for pod in 0..<instance.podCount where nodeOfPod[pod] < 0 && nodes[pod] >= 0 {
        _ = place(pod, on: Int(nodes[pod]))
      }
    }

    var nodes: [Int32] { (0..<instance.podCount).map { nodeOfPod[$0] } }
    /// With pods of equal type exchanged so that as many as possible are at home.
    var solution: Solution { Solution(TypePlacement(nodes, of: instance).nodes(of: instance), of: instance) }
    /// Without the soft score.
    var levels: [Int] { (0..<instance.levelCount).map { unplaced[$0] } + [moved] }

    /// Whether the node has room for the pod and the pod's own rules permit it.
    @inline(__always)
    func hasRoom(for pod: Int, on node: Int) -> Bool {
      let (wanted, left) = (request.pointer + pod * resourceCount, free.pointer + node * resourceCount)
      for r in 0..<resourceCount where wanted[r] > left[r] && wanted[r] > 0 { return false }
      return instance.allows(pod: pod, node: node)
    }

    /// Puts an unplaced pod on a node, where that breaks no rule.
    func place(_ pod: Int, on node: Int) -> Bool {
      assert(nodeOfPod[pod] < 0, "the pod is placed already")
      guard hasRoom(for: pod, on: node) else { return false }
      link(pod, node)
      if let couplings, !couplings.holds(after: pod, on: node) {
        unlink(pod)
        return false
      }
      return true
    }

    /// Takes a pod off its node, where that breaks no rule.
    func remove(_ pod: Int) -> Bool {
      let node = Int(nodeOfPod[pod])
      unlink(pod)
      if let couplings, !couplings.holds(after: pod, on: node) {
        link(pod, node)
        return false
      }
      return true
    }

    private func link(_ pod: Int, _ node: Int) {
      for r in 0..<resourceCount { free[node * resourceCount + r] -= request[pod * resourceCount + r] }
      let first = firstOnNode[node]
      next[pod] = first
      previous[pod] = -1
      if first >= 0 { previous[first] = Int32(pod) }
      firstOnNode[node] = Int32(pod)
      nodeOfPod[pod] = Int32(node)
      unplaced[level[pod]] -= 1
      if home[pod] == Int32(node) { moved -= 1 }
      couplings?.note(pod, on: node, by: 1)
    }

    private func unlink(_ pod: Int) {
      let node = Int(nodeOfPod[pod])
      for r in 0..<resourceCount { free[node * resourceCount + r] += request[pod * resourceCount + r] }
      if previous[pod] >= 0 { next[previous[pod]] = next[pod] } else { firstOnNode[node] = next[pod] }
      if next[pod] >= 0 { previous[next[pod]] = previous[pod] }
      nodeOfPod[pod] = -1
      unplaced[level[pod]] += 1
      if home[pod] == Int32(node) { moved += 1 }
      couplings?.note(pod, on: node, by: -1)
    }

    func forEachPod(on node: Int, _ visit: (Int) -> Void) {
      var pod = firstOnNode[node]
      while pod >= 0 {
        let following = next[pod]
        visit(Int(pod))
        pod = following
      }
    }
  }
}
