extension Workflow {
  /// Means over elements, and what follows from them along the graph.
  struct Ranks {
    /// By task, the mean time over the elements that can run it.
    let durations: [Double]
    /// By arc, the mean time over pairs of different elements.
    let transfers: [Double]
    /// From the beginning of a task to the end of all.
    private(set) var upward: [Double]
    /// From the beginning of all to that of the task.
    private(set) var downward: [Double]

    init(_ instance: Instance) {
      let sizes = instance.platform.clusters.map { Double($0.size) }
      durations = instance.tasks.map { task in
        var (sum, count) = (0.0, 0.0)
        for (duration, size) in zip(task.durations, sizes) {
          guard let duration else { continue }
          sum += Double(duration) * size
          count += size
        }
        return sum / count
      }
      let total = sizes.reduce(0, +)
      let pairs = total * (total - 1)
      transfers = instance.arcs.indices.map { arc in
        guard pairs > 0 else { return 0 }
        var sum = 0.0
        for source in sizes.indices {
          for target in sizes.indices {
            let count = sizes[source] * (source == target ? sizes[target] - 1 : sizes[target])
            sum += count * Double(instance.transfer(arc, fromCluster: source, toCluster: target))
          }
        }
        return sum / pairs
      }
      upward = durations
      downward = [Double](repeating: 0, count: durations.count)
      for task in instance.order.reversed() {
        var longest = 0.0
        for arc in instance.outgoing[task] {
          longest = max(longest, transfers[arc] + upward[instance.arcs[arc].to])
        }
        upward[task] += longest
      }
      for task in instance.order {
        for arc in instance.incoming[task] {
          let source = instance.arcs[arc].from
          downward[task] = max(downward[task], downward[source] + durations[source] + transfers[arc])
        }
      }
    }
  }

  /// The optimistic cost table of PEFT: by task and cluster, the least time from the end of the task there to the end of
  /// all, as if no element were ever busy.
  static func optimisticCosts(of instance: Instance, _ ranks: Ranks) -> [[Double]] {
    let clusters = instance.platform.clusters.indices
    var costs = [[Double]](repeating: [Double](repeating: 0, count: clusters.count), count: instance.tasks.count)
    for task in instance.order.reversed() {
      for own in clusters {
        var longest = 0.0
        for arc in instance.outgoing[task] {
          let target = instance.arcs[arc].to
          var least = Double.infinity
          for cluster in clusters where instance.platform.clusters[cluster].size > 0 {
            guard let duration = instance.tasks[target].durations[cluster] else { continue }
            let transfer = cluster == own ? 0 : ranks.transfers[arc]
            least = min(least, costs[target][cluster] + Double(duration) + transfer)
          }
          longest = max(longest, least)
        }
        costs[task][own] = longest
      }
    }
    return costs
  }
}
