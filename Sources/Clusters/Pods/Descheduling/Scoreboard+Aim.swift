import Race

extension Scoreboard where Solution == PodPacking.Solution {
  /// Offers a placement for an aim, with its plan where the order of steps matters. Pods that cannot arrive stay where
  /// they are now, and the rest is offered.
  func offer(_ placement: [Int32], of instance: PodDescheduling.Instance, from source: String) {
    let cluster = instance.cluster
    var nodes = cluster.withoutPartialGangs(placement)
    guard cluster.isOrderSensitive else {
      offer(PodPacking.Solution(nodes, of: cluster), from: source)
      return
    }
    for _ in 0..<16 {
      // A plan costs time.
      if let best, !instance.levels(of: nodes).lexicographicallyPrecedes(best.objective.levels) { return }
      do {
        let plan = try PodPacking.Solution(nodes, of: cluster).plan(in: cluster, shouldStop: { shouldStop })
        offer(PodPacking.Solution(nodes, of: cluster, plan: plan), from: source)
        return
      } catch .noOrder(let name) {
        guard let pod = cluster.podNames.firstIndex(of: name), nodes[pod] != cluster.currentNode[pod] else { return }
        nodes[pod] = cluster.currentNode[pod]
        let state = PodPacking.PlacementState(cluster)
        state.approach(cluster.withoutPartialGangs(nodes))
        for pod in 0..<cluster.podCount where cluster.currentNode[pod] >= 0 && state.nodeOfPod[pod] < 0 {
          guard state.place(pod, on: Int(cluster.currentNode[pod])) else { return }
        }
        nodes = state.nodes
      } catch {
        return
      }
    }
  }
}
