/// Visits the clauses that wait for a bound: with blockers, and two watched literals for clauses of three and more.
extension Solver {
  /// Propagates the move of `node` from bound `previous` to `bound` through the clauses that watch it.
  ///
  /// The slots of this node do not change meanwhile: a clause has at most one literal a node, so a replacement watch
  /// always goes to another node. The pools may move, though, so pointers are taken anew after each addition.
  @inline(__always)
  func propagateClauses(node: Int, from previous: Int32, to bound: Int32) throws(Conflict) {
    var index = watches.firstSlot(of: node, reaching: previous + 1)
    while index < watches.slotsOfNode[node].count {
      let threshold = watches.slots.pointer(of: watches.slotsOfNode[node])[index].threshold
      if threshold > bound { return }
      try visitSlot(index, of: node, threshold)
      index &+= 1
    }
  }

  private func visitSlot(_ index: Int, of node: Int, _ threshold: Int32) throws(Conflict) {
    var list = watches.slots.pointer(of: watches.slotsOfNode[node])[index].watches
    let count = list.count
    if count == 0 { return }
    let trueLiteral = Literal(IntegerVariable(index: Int32(truncatingIfNeeded: node)), atLeast: threshold)
    let falseLiteral = trueLiteral.negated
    var base = watches.watches.pointer(of: list)
    let lower = store.lower.pointer
    var read = 0
    var kept = 0
    var conflict = false

    visiting: while read < count {
      let watch = base[read]
      read &+= 1
      if lower[watch.blocker.node] >= watch.blocker.bound {
        base[kept] = watch
        kept &+= 1
        continue
      }
      if watch.isBinary {
        base[kept] = watch
        kept &+= 1
        do {
          try store.raise(watch.blocker, because: .literal(trueLiteral))
        } catch {
          conflict = true
          break visiting
        }
        continue
      }
      let clause = ClauseReference(offset: watch.clause)
      let literals = clauses.literals(clause)
      if literals[0] == falseLiteral {
        literals[0] = literals[1]
        literals[1] = falseLiteral
      }
      let first = literals[0]
      if lower[first.node] >= first.bound {
        base[kept] = Watch(clause: watch.clause, blocker: first)
        kept &+= 1
        continue
      }
      let size = clauses.size(clause)
      var k = 2
      while k < size {
        let candidate = literals[k]
        if -lower[candidate.node ^ 1] >= candidate.bound {
          literals[1] = candidate
          literals[k] = falseLiteral
          watches.add(Watch(clause: watch.clause, blocker: first), for: candidate)
          base = watches.watches.pointer(of: list)
          continue visiting
        }
        k &+= 1
      }
      base[kept] = Watch(clause: watch.clause, blocker: first)
      kept &+= 1
      do {
        try store.raise(first, because: .clause(clause))
      } catch {
        conflict = true
        break visiting
      }
    }
    while read < count {
      base[kept] = base[read]
      kept &+= 1
      read &+= 1
    }
    watches.watches.truncate(&list, to: kept)
    watches.slots.pointer(of: watches.slotsOfNode[node])[index].watches = list
    if conflict { throw Conflict() }
  }

  /// Watches the first two literals of a clause.
  func watch(_ clause: ClauseReference) {
    let literals = clauses.literals(clause)
    watches.add(Watch(clause: clause.offset, blocker: literals[1]), for: literals[0])
    watches.add(Watch(clause: clause.offset, blocker: literals[0]), for: literals[1])
  }

  /// Watches the clause of two literals that has this number.
  func watchBinary(_ index: Int) {
    let binary = clauses.binaries[index]
    let number = Watch.binary + UInt32(truncatingIfNeeded: index)
    watches.add(Watch(clause: number, blocker: binary.second), for: binary.first)
    watches.add(Watch(clause: number, blocker: binary.first), for: binary.second)
  }

  func addBinary(_ first: Literal, _ second: Literal, origin: Origin, number: Int32 = -1) {
    clauses.binaries.append(
      ClauseDatabase.BinaryClause(first: first, second: second, origin: origin, number: number))
    watchBinary(clauses.binaries.count - 1)
  }
}
