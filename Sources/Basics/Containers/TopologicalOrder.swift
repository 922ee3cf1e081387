/// Nodes in an order that respects arcs between them.
public enum TopologicalOrder {
  /// Each node behind all from which arcs lead to it, those without any first and by number; nil where the arcs close a
  /// cycle.
  ///
  /// - Parameters:
  ///   - count: how many nodes there are.
  ///   - arcs: pairs of nodes in 0 ..< `count`, the first one before the second one.
  /// - Complexity: O(n + m) for m arcs.
  /// - Source: Kahn 1962, "Topological sorting of large networks".
  public static func order(of count: Int, _ arcs: some Sequence<(Int, Int)>) -> [Int]? {
    var waiting = [Int](repeating: 0, count: count)
    var successors = [[Int]](repeating: [], count: count)
    for (before, after) in arcs {
      waiting[after] += 1
      successors[before].append(after)
    }
    var order = (0..<count).filter { waiting[$0] == 0 }
    var next = 0
    while next < order.count {
      for after in successors[order[next]] {
        waiting[after] -= 1
        if waiting[after] == 0 { order.append(after) }
      }
      next += 1
    }
    return order.count == count ? order : nil
  }
}
