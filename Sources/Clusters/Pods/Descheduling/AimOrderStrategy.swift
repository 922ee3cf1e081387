import Race

/// Every placement that some order of steps reaches, for small clusters: the best one for the aim, with its proof.
struct AimOrderStrategy: Strategy {
  let name = "orders"
  private let instance: PodDescheduling.Instance

  init(_ instance: PodDescheduling.Instance) { self.instance = instance }

  /// Placements that are kept, some 60 bytes each.
  private static let limit = 2_000_000

  func run(on scoreboard: Scoreboard<PodPacking.Solution>) {
    let cluster = instance.cluster
    guard !scoreboard.shouldStop, var search = OrderSearch(cluster, pods: Array(0..<cluster.podCount)) else { return }
    var best = instance.levels(of: cluster.currentNode)
    scoreboard.offer(.present(of: cluster), from: name)
    let isComplete = search.exhaust(
      limit: Self.limit, shouldStop: { scoreboard.shouldStop },
      isBetter: { nodes in
        let levels = instance.levels(of: nodes)
        guard levels.lexicographicallyPrecedes(best), keepsRunning(nodes), cluster.keepsPlanningRules(nodes) else {
          return false
        }
        best = levels
        return true
      },
      found: { nodes, plan in
        scoreboard.offer(PodPacking.Solution(nodes, of: cluster, plan: plan), from: name)
      })
    if isComplete { scoreboard.prove(Objective(levels: best), by: name) }
  }

  private func keepsRunning(_ nodes: [Int32]) -> Bool {
    nodes.indices.allSatisfy { nodes[$0] >= 0 || instance.cluster.currentNode[$0] < 0 }
  }
}
