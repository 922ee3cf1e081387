import Race

extension PodPacking {
  /// Every placement that some order of steps reaches, for small clusters: finds the best one and proves it.
  struct OrderStrategy: Strategy {
    let name = "orders"
    private let instance: Instance

    init(_ instance: Instance) { self.instance = instance }

    /// Placements that are kept, some 60 bytes each.
    private static let limit = 2_000_000

    /// How many placements there were if nodes had room for everything.
    static func largestCount(of instance: Instance) -> Double {
      var count = 1.0
      for pod in 0..<instance.podCount {
        count *= Double(instance.nodeSets[Int(instance.nodeSetOfPod[pod])].count + 1)
      }
      return count
    }

    func run(on scoreboard: Scoreboard<Solution>) {
      guard !scoreboard.shouldStop else { return }
      guard var search = OrderSearch(instance, pods: Array(0..<instance.podCount)) else { return }
      scoreboard.offer(.present(of: instance), from: name)
      var best = instance.objective(of: instance.currentNode)
      let isComplete = search.exhaust(
        limit: Self.limit, shouldStop: { scoreboard.shouldStop },
        found: { nodes, plan in
          best = instance.objective(of: nodes)
          scoreboard.offer(Solution(nodes, of: instance, plan: plan), from: name)
        })
      guard isComplete else { return }
      scoreboard.prove(Objective(levels: best), by: name)
    }
  }
}
