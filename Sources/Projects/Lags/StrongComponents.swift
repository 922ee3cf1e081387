/// The strong components of a graph: nodes that lead to each other. Each has a higher number than those it leads to.
///
/// Without recursion, so that depth costs no stack.
/// - Source: Tarjan 1972, "Depth-first search and linear graph algorithms".
package struct StrongComponents: Sendable {
  /// How many there are.
  package let count: Int
  /// The component of each node.
  package let number: [Int]
  private let order: [Int]
  private let offsets: [Int]

  /// - Parameter arcs: ends below `count`.
  package init(count: Int, arcs: [TemporalArc]) {
    var first = Array(repeating: 0, count: count + 1)
    for arc in arcs { first[arc.from + 1] += 1 }
    for node in 0..<count { first[node + 1] += first[node] }
    var fill = first
    var targets = Array(repeating: 0, count: arcs.count)
    for arc in arcs {
      targets[fill[arc.from]] = arc.to
      fill[arc.from] += 1
    }
    var number = Array(repeating: -1, count: count)
    var index = Array(repeating: -1, count: count)
    var low = Array(repeating: 0, count: count)
    var next = first
    var open: [Int] = []
    var path: [Int] = []
    var order: [Int] = []
    var offsets = [0]
    var visited = 0
    for root in 0..<count where index[root] < 0 {
      path.append(root)
      while let node = path.last {
        if index[node] < 0 {
          index[node] = visited
          low[node] = visited
          visited += 1
          open.append(node)
        }
        if next[node] < first[node + 1] {
          let target = targets[next[node]]
          next[node] += 1
          if index[target] < 0 {
            path.append(target)
          } else if number[target] < 0 {
            low[node] = min(low[node], index[target])
          }
          continue
        }
        path.removeLast()
        if let before = path.last { low[before] = min(low[before], low[node]) }
        guard low[node] == index[node] else { continue }
        while let member = open.popLast() {
          number[member] = offsets.count - 1
          order.append(member)
          if member == node { break }
        }
        offsets.append(order.count)
      }
    }
    self.count = offsets.count - 1
    self.number = number
    self.order = order
    self.offsets = offsets
  }

  /// The nodes of a component.
  package func members(_ component: Int) -> ArraySlice<Int> { order[offsets[component]..<offsets[component + 1]] }

  /// The arcs by the node they leave.
  func arcsByOrigin(_ arcs: [TemporalArc]) -> [[TemporalArc]] {
    var lists: [[TemporalArc]] = Array(repeating: [], count: number.count)
    for arc in arcs { lists[arc.from].append(arc) }
    return lists
  }
}
