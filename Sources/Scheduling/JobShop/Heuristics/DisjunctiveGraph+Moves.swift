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
    let (previous, next) = (predecessors[u].machine, successors[u].machine)
    relink(u, between: v, and: successors[v].machine)
    guard shift(u, past: v, from: first, to: last, along: predecessors.pointer) else {
      relink(u, between: previous, and: next)
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
    let (previous, next) = (predecessors[v].machine, successors[v].machine)
    relink(v, between: predecessors[u].machine, and: u)
    guard shift(v, past: u, from: last, to: first, along: successors.pointer) else {
      relink(v, between: previous, and: next)
      return false
    }
    update(from: first, to: last)
    return true
  }

  /// Takes the operation out of its machine's sequence and puts it between two neighbours there.
  private func relink(_ operation: Int32, between before: Int32, and after: Int32) {
    let own = (before: predecessors[operation].machine, after: successors[operation].machine)
    successors[own.before].machine = own.after
    predecessors[own.after].machine = own.before
    successors[before].machine = operation
    predecessors[operation].machine = before
    successors[operation].machine = after
    predecessors[after].machine = operation
  }

  /// Puts `u`, at `start`, and what hangs on it inside the window behind the rest of the window, which ends with `v`,
  /// unless `v` itself hangs on `u`. With predecessors and a window forwards, what follows `u` hangs on it; with
  /// successors and a window backwards, what precedes it.
  private mutating func shift(
    _ u: Int32, past v: Int32, from start: Int, to end: Int, along neighbours: UnsafeMutablePointer<Neighbours>
  ) -> Bool {
    moved.removeAll()
    kept.removeAll()
    moved.append(u)
    isMoved[u] = true
    let step = start < end ? 1 : -1
    var position = start
    while position != end {
      position &+= step
      let operation = order[position]
      let next = neighbours[Int(operation)]
      if isMoved[next.job] || isMoved[next.machine] {
        isMoved[operation] = true
        moved.append(operation)
      } else {
        kept.append(operation)
      }
    }
    let isCyclic = isMoved[v]
    for index in 0..<moved.count { isMoved[moved[index]] = false }
    if isCyclic { return false }
    for index in 0..<kept.count { place(kept[index], at: start + step * index) }
    for index in 0..<moved.count { place(moved[index], at: start + step * (kept.count + index)) }
    return true
  }

  private func place(_ operation: Int32, at position: Int) {
    order[position] = operation
    positions[operation] = Int32(truncatingIfNeeded: position)
  }
}
