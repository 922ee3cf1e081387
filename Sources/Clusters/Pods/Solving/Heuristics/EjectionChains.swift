import Basics

extension PodPacking {
  /// Makes room for an unplaced pod by chains: it takes a pod's (or two pods') place, which goes elsewhere, perhaps by
  /// ejecting one in turn. No pod of any level is lost on the way, so no level gets worse.
  ///
  /// - Source: Glover 1996, "Ejection chains, reference structures and alternating path methods for traveling salesman
  ///   problems"; the moves: Panigrahy et al. 2011, "Heuristics for vector bin packing".
  final class EjectionChains {
    private let state: PlacementState
    private let instance: Instance
    private let greedy: GreedyPlacement
    /// Pods in the chain so far, which may not be ejected again.
    private let isInChain: Buffer<Bool>
    private let shouldStop: () -> Bool

    init(_ state: PlacementState, shouldStop: @escaping () -> Bool) {
      self.state = state
      self.shouldStop = shouldStop
      instance = state.instance
      greedy = GreedyPlacement(state, shouldStop: shouldStop)
      isInChain = Buffer(repeating: false, count: state.instance.podCount)
    }

    /// Tries to place every unplaced pod, the most important first.
    ///
    /// - Parameters:
    ///   - depth: pods that a chain ejects one after the other, at most.
    ///   - work: tries for each pod.
    func placeUnplaced(depth: Int, work: Int) {
      var failed = [Bool](repeating: false, count: instance.podTypeCount)
      for pod in greedy.queue() {
        if shouldStop() { return }
        let type = Int(instance.podType[pod])
        if failed[type] { continue }
        var left = work
        if !insert(pod, depth: depth, &left) { failed[type] = true }
      }
    }

    private func insert(_ pod: Int, depth: Int, _ work: inout Int) -> Bool {
      if placeAnywhere(pod) { return true }
      if depth == 0 { return false }
      isInChain[pod] = true
      defer { isInChain[pod] = false }
      for node in 0..<instance.nodeCount where instance.allows(pod: pod, node: node) {
        for victim in victims(on: node, for: pod) {
          work -= 1
          if work < 0 || work & 63 == 0 && shouldStop() { return false }
          guard state.remove(victim) else { continue }
          guard state.place(pod, on: node) else {
            _ = state.place(victim, on: node)
            continue
          }
          if insert(victim, depth: depth - 1, &work) { return true }
          if state.remove(pod) { _ = state.place(victim, on: node) }
        }
      }
      return false
    }

    private func placeAnywhere(_ pod: Int) -> Bool { greedy.placeBest(pod) }

    /// Pods whose place, with what is free, suffices for `pod`, the smallest first; never less loss than that.
    private func victims(on node: Int, for pod: Int) -> [Int] {
      let width = state.resourceCount
      var suited: [(size: Double, pod: Int)] = []
      state.forEachPod(on: node) { victim in
        if isInChain[victim] || instance.podType[victim] == instance.podType[pod] { return }
        for r in 0..<width {
          let wanted = state.request[pod * width + r]
          if wanted > 0, wanted > state.free[node * width + r] + state.request[victim * width + r] { return }
        }
        let size = greedy.size(victim)
        suited.append((size, victim))
      }
      return suited.sorted { $0 < $1 }.map(\.pod)
    }
  }
}
