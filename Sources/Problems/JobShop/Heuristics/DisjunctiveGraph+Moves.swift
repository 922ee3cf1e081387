import Basics

/// Moves of one operation along its machine, with local repair of the topological order.
///
/// Only the window of the order between the two operations is touched: what follows a delayed operation in the new
/// graph goes behind it, what precedes an advanced one goes in front of it, the rest keeps its order. The same pass
/// finds out whether the move closes a cycle.
///
/// - Source: Pearce, Kelly 2006, "A dynamic topological sort algorithm for directed acyclic graphs".
extension JobShop.DisjunctiveGraph {
  /// Moves `u` right behind `v`, a later operation of its machine, and updates heads, tails and makespan.
  ///
  /// - Returns: false, with everything as before, if that would close a cycle.
  mutating func move(_ u: Int32, behind v: Int32) -> Bool {
    let first = Int(nodes[u].position)
    let last = Int(nodes[v].position)
    let next = nodes[u].machineSuccessor
    relink(u, behind: v)
    guard delay(u, pastWindowEndingWith: v, first, last) else {
      relink(u, inFrontOf: next)
      return false
    }
    update(from: next, to: u, first, last)
    return true
  }

  /// Moves `v` right in front of `u`, an earlier operation of its machine, and updates heads, tails and makespan.
  ///
  /// - Returns: false, with everything as before, if that would close a cycle.
  mutating func move(_ v: Int32, inFrontOf u: Int32) -> Bool {
    let first = Int(nodes[u].position)
    let last = Int(nodes[v].position)
    let previous = nodes[v].machinePredecessor
    relink(v, inFrontOf: u)
    guard advance(v, beforeWindowStartingWith: u, first, last) else {
      relink(v, behind: previous)
      return false
    }
    update(from: v, to: previous, first, last)
    return true
  }

  /// The sequence has changed between `start` and `end` of one machine, the topological order in a window.
  private mutating func update(from start: Int32, to end: Int32, _ first: Int, _ last: Int) {
    // The two machine neighbours around the segment have a new neighbour, changed or not.
    let after = Int(nodes[nodes[end].machineSuccessor].position)
    let before = nodes[start].machinePredecessor
    updateHeads(from: first, through: max(last, after))
    updateTails(from: last, through: before == none ? first : min(first, Int(nodes[before].position)))
    updateMakespan()
  }

  private func relink(_ u: Int32, behind v: Int32) {
    let before = nodes[u].machinePredecessor
    let next = nodes[u].machineSuccessor
    let after = nodes[v].machineSuccessor
    nodes[before].machineSuccessor = next
    nodes[next].machinePredecessor = before
    nodes[v].machineSuccessor = u
    nodes[u].machinePredecessor = v
    nodes[u].machineSuccessor = after
    nodes[after].machinePredecessor = u
  }

  private func relink(_ v: Int32, inFrontOf u: Int32) {
    let previous = nodes[v].machinePredecessor
    let after = nodes[v].machineSuccessor
    let before = nodes[u].machinePredecessor
    nodes[previous].machineSuccessor = after
    nodes[after].machinePredecessor = previous
    nodes[before].machineSuccessor = v
    nodes[v].machinePredecessor = before
    nodes[v].machineSuccessor = u
    nodes[u].machinePredecessor = v
  }

  /// Puts `u` and what follows it inside the window behind the rest of the window, unless `v` itself follows `u`.
  private mutating func delay(_ u: Int32, pastWindowEndingWith v: Int32, _ first: Int, _ last: Int) -> Bool {
    moved.removeAll()
    kept.removeAll()
    moved.append(u)
    isMoved[u] = true
    for position in first + 1...last {
      let operation = order[position]
      let node = nodes[operation]
      if isMoved[node.jobPredecessor] || isMoved[node.machinePredecessor] {
        isMoved[operation] = true
        moved.append(operation)
      } else {
        kept.append(operation)
      }
    }
    let isCyclic = isMoved[v]
    for index in 0..<moved.count { isMoved[moved[index]] = false }
    if isCyclic { return false }
    for index in 0..<kept.count { place(kept[index], at: first + index) }
    for index in 0..<moved.count { place(moved[index], at: first + kept.count + index) }
    return true
  }

  /// Puts `v` and what precedes it inside the window in front of the rest, unless `u` itself precedes `v`.
  private mutating func advance(_ v: Int32, beforeWindowStartingWith u: Int32, _ first: Int, _ last: Int) -> Bool {
    moved.removeAll()
    kept.removeAll()
    moved.append(v)
    isMoved[v] = true
    for position in stride(from: last - 1, through: first, by: -1) {
      let operation = order[position]
      let node = nodes[operation]
      if isMoved[node.jobSuccessor] || isMoved[node.machineSuccessor] {
        isMoved[operation] = true
        moved.append(operation)
      } else {
        kept.append(operation)
      }
    }
    let isCyclic = isMoved[u]
    for index in 0..<moved.count { isMoved[moved[index]] = false }
    if isCyclic { return false }
    for index in 0..<kept.count { place(kept[index], at: last - index) }
    for index in 0..<moved.count { place(moved[index], at: last - kept.count - index) }
    return true
  }

  private func place(_ operation: Int32, at position: Int) {
    order[position] = operation
    nodes[operation].position = Int32(truncatingIfNeeded: position)
  }
}
