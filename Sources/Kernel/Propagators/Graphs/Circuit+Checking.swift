extension Circuit {
  /// From the definition: a node with two true arcs on one side or none left, a closed cycle with a visited node
  /// outside, or a visited node that cannot reach another one or the depot.
  func refutes(_ bounds: CheckedBounds) -> Bool {
    let n = graph.nodeCount
    let depot = Int(graph.depot)
    var reach = [[Bool]](repeating: [Bool](repeating: false, count: n), count: n)
    var isVisited = [Bool](repeating: true, count: n)
    var (trueOut, trueIn, openOut, openIn) = (
      [Int](repeating: 0, count: n), [Int](repeating: 0, count: n), [Int](repeating: 0, count: n),
      [Int](repeating: 0, count: n)
    )
    func count(_ tail: Int, _ head: Int, _ literal: Literal) {
      if bounds.isFalse(literal) { return }
      openOut[tail] += 1
      openIn[head] += 1
      if !bounds.isTrue(literal) { return }
      trueOut[tail] += 1
      trueIn[head] += 1
    }
    for node in 0..<n {
      for k in graph.loops.range(node) {
        let literal = graph.loopLiterals[graph.loops.items[k]]
        count(node, node, literal)
        if !bounds.isFalse(literal) { isVisited[node] = false }
      }
    }
    var successor = [Int](repeating: -1, count: n)
    for a in 0..<graph.arcs.count {
      let (tail, head) = (Int(graph.arcs[a].tail), Int(graph.arcs[a].head))
      count(tail, head, graph.arcs[a].literal)
      if !bounds.isFalse(graph.arcs[a].literal) { reach[tail][head] = true }
      if !bounds.isTrue(graph.arcs[a].literal) { continue }
      successor[tail] = head
      isVisited[tail] = true
      isVisited[head] = true
    }
    for node in 0..<n where node != depot {
      if trueOut[node] > 1 || trueIn[node] > 1 || openOut[node] == 0 || openIn[node] == 0 { return true }
    }
    let visited = (0..<n).filter { isVisited[$0] }
    for start in visited where start != depot {
      var cycle: Set = [start]
      var node = successor[start]
      while node >= 0, node != depot, cycle.insert(node).inserted { node = successor[node] }
      if node == start, depot >= 0 || visited.contains(where: { !cycle.contains($0) }) { return true }
    }
    for k in 0..<n {
      for i in 0..<n where reach[i][k] {
        for j in 0..<n where reach[k][j] { reach[i][j] = true }
      }
    }
    return visited.contains { from in visited.contains { $0 != from && !reach[from][$0] } }
  }
}
