import Basics

/// The relaxation as an explicit graph: a node is a job completing at a time (and what refinements tell of the jobs
/// before it), an arc a job right after another; schedules are paths from the source to the sink.
///
/// Nodes and arcs that no schedule within the limit can use are taken out for good, so passes become cheap, and
/// refinement, which copies nodes, affordable.
struct TimeIndexedGraph: ~Copyable {
  /// Of a node; -1 at the source (node 0) and the sink (the last).
  var job: Buffer<Int32>
  var time: Buffer<Int32>
  /// Predecessors of node v: `arcs[firstArc[v] ..< firstArc[v + 1]]`. Predecessors have smaller indices.
  var firstArc: Buffer<Int>
  var arcs: Buffer<Int32>
  /// Least reduced costs: up to and with a node, and after it.
  var forward: Buffer<Int>
  var backward: Buffer<Int>
  /// The predecessor on a cheapest path.
  var parent: Buffer<Int32>
  var visits: Buffer<Int32>

  init(jobCount: Int) {
    job = Buffer()
    time = Buffer()
    firstArc = Buffer()
    arcs = Buffer()
    forward = Buffer()
    backward = Buffer()
    parent = Buffer()
    visits = Buffer(repeating: 0, count: jobCount)
  }

  var nodeCount: Int { job.count }
  var bytes: Int { nodeCount * 36 + arcs.count * 4 }
  /// A graph without paths has lost its sink.
  var isEmpty: Bool { nodeCount < 2 || job[nodeCount - 1] >= 0 }

  mutating func append(job: Int, time: Int, cost: Int) {
    self.job.append(Int32(job))
    self.time.append(Int32(time))
    forward.append(cost)
    firstArc.append(arcs.count)
  }

  /// The reduced cost of a node.
  @inline(__always)
  func cost(_ node: Int, _ jobs: borrowing WeightedJobs, _ multipliers: borrowing Multipliers) -> Int {
    let j = Int(job[node])
    return j < 0 ? 0 : jobs.cost(j, Int(time[node])) * Multipliers.scale - multipliers.values[j]
  }

  /// The least reduced cost of a path.
  mutating func passForward(_ jobs: borrowing WeightedJobs, _ multipliers: borrowing Multipliers) -> Int {
    parent.resize(to: nodeCount, filling: -1)
    let forward = self.forward.pointer
    let arcs = self.arcs.pointer
    forward[0] = 0
    for node in 1..<nodeCount {
      var best = TimeIndexedBound.infinite
      var choice: Int32 = -1
      for arc in firstArc[node]..<firstArc[node + 1] where forward[Int(arcs[arc])] < best {
        choice = arcs[arc]
        best = forward[Int(choice)]
      }
      parent[node] = choice
      forward[node] = best + cost(node, jobs, multipliers)
    }
    return forward[nodeCount - 1]
  }

  mutating func passBackward(_ jobs: borrowing WeightedJobs, _ multipliers: borrowing Multipliers) {
    backward.resize(to: nodeCount, filling: 0)
    backward.fill(TimeIndexedBound.infinite)
    let backward = self.backward.pointer
    let arcs = self.arcs.pointer
    backward[nodeCount - 1] = 0
    for node in stride(from: nodeCount - 1, to: 0, by: -1) {
      let through = backward[node] + cost(node, jobs, multipliers)
      for arc in firstArc[node]..<firstArc[node + 1] {
        let before = Int(arcs[arc])
        if through < backward[before] { backward[before] = through }
      }
    }
  }

  /// The jobs on the path that the forward pass found; counts them in `visits`.
  func path() -> [Int] {
    visits.fill(0)
    var path: [Int] = []
    var node = Int(parent[nodeCount - 1])
    while node > 0 {
      path.append(Int(job[node]))
      visits[job[node]] += 1
      node = Int(parent[node])
    }
    return path.reversed()
  }

  /// Takes out the arcs through which the cheapest path costs more than `limit`, and nodes left without arcs.
  ///
  /// Both passes must have been made with these multipliers.
  mutating func eliminate(above limit: Int, _ jobs: borrowing WeightedJobs, _ multipliers: borrowing Multipliers) {
    let renamed = Buffer<Int32>(repeating: -1, count: nodeCount)
    renamed[0] = 0
    var kept = 1
    var keptArcs = 0
    var arc = firstArc[1]
    for node in 1..<nodeCount {
      let rest = cost(node, jobs, multipliers) + backward[node]
      let end = firstArc[node + 1]
      let start = keptArcs
      while arc < end {
        // Costs have moved with their nodes: only the new name still finds them.
        let before = renamed[arcs[arc]]
        if before >= 0, forward[before] + rest <= limit {
          arcs[keptArcs] = before
          keptArcs += 1
        }
        arc += 1
      }
      if keptArcs == start { continue }
      renamed[node] = Int32(kept)
      job[kept] = job[node]
      time[kept] = time[node]
      forward[kept] = forward[node]
      backward[kept] = backward[node]
      firstArc[kept] = start
      kept += 1
    }
    job.truncate(to: kept)
    time.truncate(to: kept)
    forward.truncate(to: kept)
    backward.truncate(to: kept)
    parent.removeAll()
    arcs.truncate(to: keptArcs)
    firstArc.truncate(to: kept)
    firstArc.append(keptArcs)
  }
}
