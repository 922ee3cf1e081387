/// The earliest times under lags where every node may be at 0 or later, without memory for all pairs.
///
/// - Complexity: O(nodes · arcs), mostly a few rounds over the arcs.
/// - Source: Bellman 1958, "On a routing problem"; Cherkassky, Goldberg 1999, "Negative-cycle detection algorithms".
package struct LongestPaths: Sendable {
  /// The least times from the given ones on.
  package let times: [Int]

  /// - Parameters:
  ///   - arcs: ends below `count`; the sum of all |weight| is below 2^40.
  ///   - releases: what a node's time is at least, 0 each where none are given.
  /// - Throws: a positive cycle, where there is one.
  package init(count: Int, arcs: [TemporalArc], releases: [Int] = []) throws(PositiveCycle) {
    precondition(releases.isEmpty || releases.count == count, "one release for each node")
    var times = releases.isEmpty ? Array(repeating: 0, count: count) : releases
    var parent = Array(repeating: -1, count: count)
    var changed = true
    var round = 0
    while changed {
      changed = false
      for arc in arcs where times[arc.from] + arc.weight > times[arc.to] {
        times[arc.to] = times[arc.from] + arc.weight
        parent[arc.to] = arc.from
        changed = true
      }
      round += 1
      // After as many rounds as nodes the last ones hang on a cycle; mostly it closes much earlier.
      if changed, round & (round - 1) == 0 || round >= count, let cycle = Self.cycle(in: parent) {
        throw PositiveCycle(nodes: cycle)
      }
    }
    self.times = times
  }

  /// The nodes of a cycle of the last arcs that raised each node, in the direction of the arcs.
  private static func cycle(in parent: [Int]) -> [Int]? {
    var seenBy = Array(repeating: -1, count: parent.count)
    for start in parent.indices where seenBy[start] < 0 {
      var node = start
      while node >= 0, seenBy[node] < 0 {
        seenBy[node] = start
        node = parent[node]
      }
      guard node >= 0, seenBy[node] == start else { continue }
      var cycle = [node]
      var next = parent[node]
      while next != node {
        cycle.append(next)
        next = parent[next]
      }
      return cycle.reversed()
    }
    return nil
  }
}
