import Basics

extension PodPacking {
  /// Improves the soft score by changes that cost nothing at the levels above it: pods that are new on their node, for
  /// they were pending or are moved anyway, go elsewhere.
  final class ScoreDescent {
    private let state: PlacementState
    private let instance: Instance
    private let shouldStop: () -> Bool
    /// Columns of cpu and memory among the resources.
    private let columns: [Int]
    /// Changes that may still be tried.
    private var work = 0

    init(_ state: PlacementState, shouldStop: @escaping () -> Bool) {
      self.state = state
      self.shouldStop = shouldStop
      instance = state.instance
      columns = ["cpu", "memory"].compactMap { [instance] in instance.resourceNames.firstIndex(of: $0) }
    }

    /// Descends until nothing improves.
    ///
    /// - Parameter work: changes that are tried at most.
    func run(work: Int) {
      self.work = work
      switch instance.softScore {
      case nil: break
      case .spread: while lowerHighest() {}
      case .binPack: while emptyNode() {}
      }
    }

    private func mayTry() -> Bool {
      work -= 1
      return work > 0 && !(work & 63 == 0 && shouldStop())
    }

    /// Pods on the node that may leave it at no cost.
    private func loose(on node: Int) -> [Int] {
      var pods: [Int] = []
      state.forEachPod(on: node) { if Int(state.home[$0]) != node { pods.append($0) } }
      return pods
    }

    // MARK: Spread

    /// The share of cpu or memory in use, the larger one, with one pod besides and without another.
    private func use(of node: Int, with pod: Int? = nil, without leaving: Int? = nil) -> Double {
      var use = 0.0
      for column in columns {
        let index = node * instance.resourceCount + column
        let available = instance.allocatable[index]
        if available <= 0 { continue }
        var used = available - state.free[index]
        if let pod { used += state.request[pod * instance.resourceCount + column] }
        if let leaving { used -= state.request[leaving * instance.resourceCount + column] }
        use = max(use, Double(used) / Double(available))
      }
      return use
    }

    /// Takes a pod off a node of the highest use, by a move or an exchange.
    ///
    /// - Returns: whether that worked; then fewer nodes have that use.
    private func lowerHighest() -> Bool {
      let uses = (0..<instance.nodeCount).map { use(of: $0) }
      guard let highest = uses.indices.max(by: { (uses[$0], -$0) < (uses[$1], -$1) }) else { return false }
      let others = uses.indices.sorted { (uses[$0], $0) < (uses[$1], $1) }
      for pod in loose(on: highest) {
        for node in others where uses[node] < uses[highest] {
          if !mayTry() { return false }
          if use(of: node, with: pod) < uses[highest], move(pod, to: node) { return true }
          if exchange(pod, on: highest, node, below: uses[highest]) { return true }
        }
      }
      return false
    }

    private func move(_ pod: Int, to node: Int) -> Bool {
      let before = Int(state.nodeOfPod[pod])
      guard state.remove(pod) else { return false }
      if state.place(pod, on: node) { return true }
      _ = state.place(pod, on: before)
      return false
    }

    /// Exchanges `pod` with a loose pod of `node` where both nodes then stay below `limit`.
    private func exchange(_ pod: Int, on first: Int, _ second: Int, below limit: Double) -> Bool {
      for other in loose(on: second) where instance.podType[other] != instance.podType[pod] {
        if !mayTry() { return false }
        if Int(state.home[other]) == first || Int(state.home[pod]) == second { continue }
        if use(of: first, with: other, without: pod) >= limit { continue }
        if use(of: second, with: pod, without: other) >= limit { continue }
        guard state.remove(pod) else { return false }
        guard state.remove(other) else {
          _ = state.place(pod, on: first)
          continue
        }
        if state.place(pod, on: second) {
          if state.place(other, on: first) { return true }
          _ = state.remove(pod)
        }
        // In the order in which each state before was valid.
        _ = state.place(other, on: second)
        _ = state.place(pod, on: first)
      }
      return false
    }

    // MARK: Bin packing

    /// Empties the node with the fewest pods of those whose pods are all loose.
    private func emptyNode() -> Bool {
      var count = [Int](repeating: 0, count: instance.nodeCount)
      for pod in 0..<instance.podCount where state.nodeOfPod[pod] >= 0 { count[Int(state.nodeOfPod[pod])] += 1 }
      let used = (0..<instance.nodeCount).filter { count[$0] > 0 && !instance.holdsFixedWork[$0] }
      let full = (0..<instance.nodeCount).filter { count[$0] > 0 || instance.holdsFixedWork[$0] }
      for node in used.sorted(by: { (count[$0], $0) < (count[$1], $1) }) {
        let pods = loose(on: node)
        if pods.count < count[node] { continue }
        var moved: [Int] = []
        for pod in pods.sorted(by: { (-size($0), $0) < (-size($1), $1) }) {
          let targets = full.filter { $0 != node }.sorted { (-use(of: $0), $0) < (-use(of: $1), $1) }
          guard targets.contains(where: { mayTry() && move(pod, to: $0) }) else { break }
          moved.append(pod)
        }
        if moved.count == pods.count { return true }
        for pod in moved.reversed() { _ = move(pod, to: node) }
        if work <= 0 { return false }
      }
      return false
    }

    private func size(_ pod: Int) -> Double {
      columns.reduce(0) { size, column in
        var available = 1
        for node in 0..<instance.nodeCount {
          available = max(available, instance.allocatable[node * instance.resourceCount + column])
        }
        return max(size, Double(state.request[pod * instance.resourceCount + column]) / Double(available))
      }
    }
  }
}
