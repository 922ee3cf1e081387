import Basics

extension TimeIndexedGraph {
  /// The graph of the first relaxation, arcs restricted to pairs that may stand next to each other.
  ///
  /// - Parameters:
  ///   - relaxation: both passes made with these multipliers.
  ///   - limit: of reduced costs; what exceeds it is left out.
  ///   - bytes: most memory.
  /// - Returns: nil when the memory does not suffice.
  static func build(
    _ relaxation: borrowing TimeIndexedBound, above limit: Int, _ jobs: borrowing WeightedJobs,
    _ multipliers: borrowing Multipliers, bytes: Int
  ) -> TimeIndexedGraph? {
    var graph = TimeIndexedGraph(jobCount: jobs.count)
    // Nodes completing at time t: firstNode[t] ..< firstNode[t + 1].
    var firstNode = Buffer<Int32>(capacity: jobs.totalTime + 2)
    graph.append(job: -1, time: 0, cost: 0)
    firstNode.append(0)
    for time in stride(from: 1, through: jobs.totalTime, by: 1) {
      firstNode.append(Int32(graph.nodeCount))
      for job in 0..<jobs.count {
        if time < jobs.earliestCompletion[job] || time > jobs.latestCompletion[job] { continue }
        let own = jobs.cost(job, time) * Multipliers.scale - multipliers.values[job]
        let start = time - jobs.processing[job]
        let rest = own + relaxation.from[time].without(job)
        if relaxation.upTo[start].without(job) + rest > limit { continue }
        let arcCount = graph.arcs.count
        var best = TimeIndexedBound.infinite
        for node in Int(firstNode[start])..<Int(firstNode[start + 1]) {
          let before = Int(graph.job[node])
          if before == job || graph.forward[node] + rest > limit { continue }
          if before >= 0, !jobs.mayPrecede(before, job, completing: time) { continue }
          graph.arcs.append(Int32(node))
          best = min(best, graph.forward[node])
        }
        if graph.arcs.count == arcCount { continue }
        graph.append(job: job, time: time, cost: best + own)
        graph.firstArc[graph.nodeCount - 1] = arcCount
      }
      if graph.bytes > bytes { return nil }
    }
    let arcCount = graph.arcs.count
    for node in Int(firstNode[jobs.totalTime])..<graph.nodeCount { graph.arcs.append(Int32(node)) }
    if graph.arcs.count > arcCount {
      graph.append(job: -1, time: jobs.totalTime, cost: 0)
      graph.firstArc[graph.nodeCount - 1] = arcCount
    }
    graph.firstArc.append(graph.arcs.count)
    return graph
  }

  /// The graph with each node split by which of some jobs stand before it; in its paths those jobs stand exactly once.
  ///
  /// The backward pass must have been made with these multipliers: it bounds the costs to go.
  /// - Parameters:
  ///   - chosen: the jobs, at most 6.
  ///   - limit: of reduced costs; what exceeds it is left out.
  ///   - bytes: most memory of the new graph.
  /// - Returns: nil when the memory does not suffice.
  /// - Complexity: O(2^k (nodes + arcs)).
  func refined(
    by chosen: [Int], above limit: Int, _ jobs: borrowing WeightedJobs, _ multipliers: borrowing Multipliers, bytes: Int
  ) -> TimeIndexedGraph? {
    precondition(chosen.count <= 6, "copies of a node are counted in a byte")
    let copies = 1 << chosen.count
    let bit = Buffer<Int>(repeating: 0, count: jobs.count)
    for (index, job) in chosen.enumerated() { bit[job] = 1 << index }
    var graph = TimeIndexedGraph(jobCount: jobs.count)
    let copy = Buffer<Int32>(repeating: -1, count: nodeCount * copies)
    graph.append(job: -1, time: 0, cost: 0)
    copy[0] = 0
    for node in 1..<nodeCount {
      let isSink = node == nodeCount - 1
      let own = cost(node, jobs, multipliers)
      let rest = own + backward[node]
      let ownBit = job[node] < 0 ? 0 : bit[job[node]]
      for visited in (isSink ? copies - 1 : 0)..<copies where visited & ownBit == ownBit {
        let arcCount = graph.arcs.count
        var best = TimeIndexedBound.infinite
        for arc in firstArc[node]..<firstArc[node + 1] {
          let before = copy[Int(arcs[arc]) * copies + (visited ^ ownBit)]
          if before < 0 { continue }
          let cost = graph.forward[before]
          if cost + rest > limit { continue }
          graph.arcs.append(before)
          best = min(best, cost)
        }
        if graph.arcs.count == arcCount { continue }
        copy[node * copies + visited] = Int32(graph.nodeCount)
        graph.append(job: Int(job[node]), time: Int(time[node]), cost: best + own)
        graph.firstArc[graph.nodeCount - 1] = arcCount
      }
      if node & 1023 == 0, graph.bytes + copy.count * 4 > bytes { return nil }
    }
    graph.firstArc.append(graph.arcs.count)
    return graph
  }
}
