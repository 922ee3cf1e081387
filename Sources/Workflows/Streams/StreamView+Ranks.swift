extension Workflow.StreamView {
  /// The tasks of a job, each behind its predecessors.
  func sorted(_ job: Int) -> [Int] { tasks(of: job).sorted { position(of: $0) < position(of: $1) } }

  /// The mean over pairs of different elements.
  func meanTransfer(_ arc: Int, _ sizes: [Double]) -> Double {
    let total = sizes.reduce(0, +)
    guard total > 1 else { return 0 }
    var sum = 0.0
    for source in sizes.indices {
      for target in sizes.indices {
        let count = sizes[source] * (source == target ? sizes[target] - 1 : sizes[target])
        sum += count * Double(transfer(arc, fromCluster: source, toCluster: target))
      }
    }
    return sum / (total * (total - 1))
  }

  /// From the end of a task on a cluster over an arc to the end of the job, at least.
  func leastRest(_ arc: Int, from cluster: Int, behind tails: [Int], _ clock: Workflow.StreamClock) -> Int {
    let target = self.arc(arc).to
    var least = Int.max
    for element in elements(of: target) {
      let other = platform.clusterOfElement[element]
      let own = cluster == other ? ownTransfer(arc) : Int.max
      let time = min(own, transfer(arc, fromCluster: cluster, toCluster: other))
      least = min(least, time + duration(of: target, on: element) + (other < tails.count ? tails[other] : 0))
    }
    return least
  }
}
