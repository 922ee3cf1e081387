extension PodPacking {
  /// First placements in milliseconds: pending pods by importance and size where they leave the least room, the less
  /// important evicted where that lets a more important one in, and moved pods back home where there is room again.
  struct GreedyPlacement {
    private let state: PlacementState
    private let instance: Instance
    /// What a unit of each resource weighs: the inverse of the cluster's capacity.
    private let weights: [Double]
    private let shouldStop: () -> Bool

    init(_ state: PlacementState, shouldStop: @escaping () -> Bool) {
      self.state = state
      self.shouldStop = shouldStop
      instance = state.instance
      let instance = state.instance
      weights = (0..<instance.resourceCount).map { r in
        var total = 0.0
        for node in 0..<instance.nodeCount {
          total += Double(max(0, instance.capacity[node * instance.resourceCount + r]))
        }
        return total > 0 ? Double(instance.nodeCount) / total : 0
      }
    }

    /// A pod's dominant share of an average node.
    func size(_ pod: Int) -> Double {
      var largest = 0.0
      for r in 0..<state.resourceCount {
        largest = max(largest, Double(state.request[pod * state.resourceCount + r]) * weights[r])
      }
      return largest
    }

    /// Unplaced pods, the most important and largest first.
    func queue() -> [Int] {
      let open = (0..<instance.podCount).filter { state.nodeOfPod[$0] < 0 }
      let keyed = open.map { (level: state.level[$0], size: -size($0), pod: $0) }
      return keyed.sorted { $0 < $1 }.map(\.pod)
    }

    /// Places what fits without touching other pods.
    func placePending() {
      // A type that found no place finds none later either: room only shrinks.
      var failed = [Bool](repeating: false, count: instance.podTypeCount)
      for (count, pod) in queue().enumerated() {
        if count & 15 == 0, shouldStop() { return }
        let type = Int(instance.podType[pod])
        if failed[type] { continue }
        if !placeBest(pod) { failed[type] = !PodPacking.CouplingState.isNeeded(instance) }
      }
    }

    /// Places the pod where it leaves the least room, at home if there is room for it.
    func placeBest(_ pod: Int) -> Bool {
      let home = Int(state.home[pod])
      if home >= 0, state.place(pod, on: home) { return true }
      var candidates: [(left: Double, node: Int)] = []
      let isCoupled = PodPacking.CouplingState.isNeeded(instance)
      var best = Double.infinity
      var chosen = -1
      for node in 0..<instance.nodeCount where state.hasRoom(for: pod, on: node) {
        let left = roomLeft(on: node)
        if isCoupled { candidates.append((left, node)) }
        if left < best {
          best = left
          chosen = node
        }
      }
      guard isCoupled else { return chosen >= 0 && state.place(pod, on: chosen) }
      return candidates.sorted { $0 < $1 }.contains { state.place(pod, on: $0.node) }
    }

    private func roomLeft(on node: Int) -> Double {
      var left = 0.0
      for r in 0..<state.resourceCount { left += Double(state.free[node * state.resourceCount + r]) * weights[r] }
      return left
    }

    // MARK: Preemption

    /// For each unplaced pod, evicts less important ones where the fewest and least important have to go; these are
    /// placed elsewhere if there is room.
    func preempt() {
      for level in 0..<max(0, instance.levelCount - 1) {
        var failed = [Bool](repeating: false, count: instance.podTypeCount)
        for pod in queue() where Int(state.level[pod]) == level {
          if shouldStop() { return }
          let type = Int(instance.podType[pod])
          if failed[type] { continue }
          if placeBest(pod) || preempt(for: pod) { continue }
          failed[type] = true
        }
      }
      placePending()
    }

    /// Nodes with suitable victims that a preemption compares.
    private static let candidateLimit = 100

    private func preempt(for pod: Int) -> Bool {
      var best: (cost: [Int], node: Int, victims: [Int])?
      // Each pod looks at other nodes first, so that not all of them press upon the same ones.
      let start = pod &* 7919 % instance.nodeCount
      var candidates = 0
      for step in 0..<instance.nodeCount where candidates < Self.candidateLimit {
        let node = (start + step) % instance.nodeCount
        guard instance.allows(pod: pod, node: node), let victims = victims(on: node, for: pod) else { continue }
        candidates += 1
        let cost = cost(of: victims)
        if let best, !cost.lexicographicallyPrecedes(best.cost) { continue }
        best = (cost, node, victims)
      }
      guard let best else { return false }
      var removed: [Int] = []
      for victim in best.victims where state.remove(victim) { removed.append(victim) }
      let isPlaced = removed.count == best.victims.count && state.place(pod, on: best.node)
      for victim in removed {
        if isPlaced { _ = placeBest(victim) } else { _ = state.place(victim, on: best.node) }
      }
      return isPlaced
    }

    /// Victims by level from the highest, then how many of them run at home.
    private func cost(of victims: [Int]) -> [Int] {
      var cost = [Int](repeating: 0, count: instance.levelCount + 1)
      for victim in victims {
        cost[Int(state.level[victim])] += 1
        if state.home[victim] == state.nodeOfPod[victim] { cost[instance.levelCount] += 1 }
      }
      return cost
    }

    /// A small set of less important pods on the node whose place suffices for `pod`; nil where there is none.
    private func victims(on node: Int, for pod: Int) -> [Int]? {
      let width = state.resourceCount
      var missing = (0..<width).map { r in
        let wanted = state.request[pod * width + r]
        return wanted > 0 ? wanted - state.free[node * width + r] : 0
      }
      var candidates: [Int] = []
      state.forEachPod(on: node) { if state.level[$0] > state.level[pod] { candidates.append($0) } }
      // The least important first, among equals the largest.
      candidates.sort { (-state.level[$0], -size($0), $0) < (-state.level[$1], -size($1), $1) }
      var victims: [Int] = []
      for candidate in candidates where missing.contains(where: { $0 > 0 }) {
        victims.append(candidate)
        for r in 0..<width { missing[r] -= state.request[candidate * width + r] }
      }
      if missing.contains(where: { $0 > 0 }) { return nil }
      // Whoever need not go stays, the most important first.
      for victim in victims.reversed() {
        let isSpare = (0..<width).allSatisfy {
          missing[$0] + state.request[victim * width + $0] <= 0
            || state.request[victim * width + $0] == 0
        }
        if isSpare {
          for r in 0..<width { missing[r] += state.request[victim * width + r] }
          victims.removeAll { $0 == victim }
        }
      }
      return victims
    }

    /// Moves pods back home where there is room.
    func goHome() {
      for pod in 0..<instance.podCount {
        let (home, node) = (Int(state.home[pod]), Int(state.nodeOfPod[pod]))
        guard home >= 0, node >= 0, node != home, state.hasRoom(for: pod, on: home), state.remove(pod) else { continue }
        if !state.place(pod, on: home) { _ = state.place(pod, on: node) }
      }
    }
  }
}
