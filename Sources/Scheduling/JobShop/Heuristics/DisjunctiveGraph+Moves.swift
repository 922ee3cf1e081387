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
    let first = Int(positions[u])
    let last = Int(positions[v])
    let next = successors[u].machine
    relink(u, behind: v)
    guard delay(u, pastWindowEndingWith: v, first, last) else {
      relink(u, inFrontOf: next)
      return false
    }
    update(from: first, to: last)
    return true
  }

  /// Moves `v` right in front of `u`, an earlier operation of its machine, and updates heads, tails and makespan.
  ///
  /// - Returns: false, with everything as before, if that would close a cycle.
  mutating func move(_ v: Int32, inFrontOf u: Int32) -> Bool {
    let first = Int(positions[u])
    let last = Int(positions[v])
    let previous = predecessors[v].machine
    relink(v, inFrontOf: u)
    guard advance(v, beforeWindowStartingWith: u, first, last) else {
      relink(v, behind: previous)
      return false
    }
    update(from: first, to: last)
    return true
  }

  private func relink(_ u: Int32, behind v: Int32) {
    let before = predecessors[u].machine
    let next = successors[u].machine
    let after = successors[v].machine
    successors[before].machine = next
    predecessors[next].machine = before
    successors[v].machine = u
    predecessors[u].machine = v
    successors[u].machine = after
    predecessors[after].machine = u
  }

  private func relink(_ v: Int32, inFrontOf u: Int32) {
    let previous = predecessors[v].machine
    let after = successors[v].machine
    let before = predecessors[u].machine
    successors[previous].machine = after
    predecessors[after].machine = previous
    successors[before].machine = v
    predecessors[v].machine = before
    successors[v].machine = u
    predecessors[u].machine = v
  }

  /// Puts `u` and what follows it inside the window behind the rest of the window, unless `v` itself follows `u`.
  private mutating func delay(_ u: Int32, pastWindowEndingWith v: Int32, _ first: Int, _ last: Int) -> Bool {
    moved.removeAll()
    kept.removeAll()
    moved.append(u)
    isMoved[u] = true
    for position in first + 1...last {
      let operation = order[position]
      let before = predecessors[operation]
      if isMoved[before.job] || isMoved[before.machine] {
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
      let after = successors[operation]
      if isMoved[after.job] || isMoved[after.machine] {
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
    positions[operation] = Int32(truncatingIfNeeded: position)
  }
}
