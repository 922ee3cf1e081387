import Basics

/// Removes learned clauses that another clause implies, and literals that resolution with another clause removes.
///
/// Clause D subsumes C if each literal of D implies a literal of C; bound literals of one node imply each other by their
/// bounds: [x >= 5] implies [x >= 3]. If each but one does, and that one, [x >= 5], contradicts a literal of C, [x <= 3],
/// then C does without that literal.
///
/// Clauses are taken by increasing size; each that stays is entered at its rarest node, and is compared with the larger
/// ones that have that node, or its negation. Signatures of 64 bits spare most comparisons.
///
/// - Source: Eén, Biere 2005, "Effective preprocessing in SAT through variable and clause elimination"; one list a clause:
///   Zhang 2005, "On subsumption removal and on-the-fly CNF simplification".
extension Solver {
  private struct Entry: BitwiseCopyable {
    /// Which variables the clause speaks of, hashed.
    var signature: UInt64
    /// An offset of the arena, or an index of `clauses.binaries`.
    var place: UInt32
    var size: UInt32

    var isBinary: Bool { size == 2 }
  }

  /// - Parameter budget: literals to look at.
  func subsume(budget: Int) {
    reserveMarks()
    inprocessing.occurrences.fill(0)
    var entries = gatherEntries()
    entries.sort { $0.size != $1.size ? $0.size < $1.size : $0.place < $1.place }
    var lists = [[Entry]](repeating: [], count: variableCount)
    var left = budget
    for var entry in entries {
      if left <= 0 { return }
      let clause = ClauseReference(offset: entry.place)
      if !entry.isBinary, clauses.tier(clause) != .problem {
        left -= Int(entry.size)
        guard let size = reduce(clause, entry, lists, &left) else { continue }
        entry.size = UInt32(size)
        if size == 2 { continue }
      }
      let rarest = withLiterals(entry) { literals in
        literals.min { inprocessing.occurrences[$0.node & ~1] < inprocessing.occurrences[$1.node & ~1] }
      }
      if let rarest { lists[rarest.variable.base].append(entry) }
    }
  }

  private func gatherEntries() -> [Entry] {
    var entries: [Entry] = []
    for i in 0..<clauses.binaries.count { entries.append(Entry(signature: 0, place: UInt32(i), size: 2)) }
    for i in 0..<clauses.references.count where !clauses.isDeleted(clauses.references[i]) {
      let clause = clauses.references[i]
      entries.append(Entry(signature: 0, place: clause.offset, size: UInt32(clauses.size(clause))))
    }
    for i in entries.indices {
      var signature: UInt64 = 0
      withLiterals(entries[i]) { literals in
        for literal in literals {
          signature |= Self.signature(of: literal)
          inprocessing.occurrences[literal.node & ~1] += 1
        }
      }
      entries[i].signature = signature
    }
    return entries
  }

  private static func signature(of literal: Literal) -> UInt64 {
    1 << ((UInt64(truncatingIfNeeded: literal.variable.base) &* 0x9E37_79B9_7F4A_7C15) >> 58)
  }

  private func withLiterals<Result>(_ entry: Entry, _ body: (UnsafeBufferPointer<Literal>) -> Result) -> Result {
    if entry.isBinary {
      return (clauses.binaries.pointer + Int(entry.place)).withMemoryRebound(to: Literal.self, capacity: 2) {
        body(UnsafeBufferPointer(start: $0, count: 2))
      }
    }
    let clause = ClauseReference(offset: entry.place)
    return body(UnsafeBufferPointer(start: clauses.literals(clause), count: Int(entry.size)))
  }

  /// Looks for clauses that subsume or strengthen this one.
  ///
  /// - Returns: its size; nil when the clause is gone: implied, or replaced by a shorter one.
  private func reduce(
    _ clause: ClauseReference, _ entry: Entry, _ lists: [[Entry]], _ left: inout Int
  ) -> Int? {
    inprocessing.stamp += 1
    let stamp = inprocessing.stamp
    let literals = clauses.literals(clause)
    for i in 0..<Int(entry.size) {
      inprocessing.markStamp[literals[i].node] = stamp
      inprocessing.markedBound[literals[i].node] = literals[i].bound
    }
    for i in 0..<Int(entry.size) {
      for other in lists[literals[i].variable.base] where other.signature & ~entry.signature == 0 {
        left -= Int(other.size)
        switch withLiterals(other, relation) {
        case .none: continue
        case .implied:
          if !other.isBinary { keepAsLong(as: clause, ClauseReference(offset: other.place)) }
          clauses.delete(clause)
          statistics.subsumedClauses += 1
          return nil
        case .resolved(let node):
          inprocessing.shortened.removeAll()
          for k in 0..<Int(entry.size) where literals[k].node != node { inprocessing.shortened.append(literals[k]) }
          statistics.strengthenedClauses += 1
          replaceByShortened(clause)
          return nil
        }
      }
    }
    return Int(entry.size)
  }

  private enum Relation {
    case none, implied
    case resolved(removing: Int)
  }

  /// How the marked clause follows from these literals.
  private func relation(_ literals: UnsafeBufferPointer<Literal>) -> Relation {
    let stamp = inprocessing.stamp
    var resolved = -1
    for literal in literals {
      let node = literal.node
      if inprocessing.markStamp[node] == stamp, inprocessing.markedBound[node] <= literal.bound { continue }
      let opposite = node ^ 1
      let contradicts =
        inprocessing.markStamp[opposite] == stamp && inprocessing.markedBound[opposite] > -literal.bound
      if !contradicts || resolved >= 0 { return .none }
      resolved = opposite
    }
    if resolved < 0 { return .implied }
    // The literal that goes must not be what another literal implies.
    return literals.contains { $0.node == resolved } ? .none : .resolved(removing: resolved)
  }

  /// A clause that makes another one superfluous stays as long as that one would have.
  private func keepAsLong(as subsumed: ClauseReference, _ clause: ClauseReference) {
    let tier = clauses.tier(subsumed)
    if clauses.tier(clause).rawValue > tier.rawValue { clauses.setTier(tier, of: clause) }
    if clauses.lbd(subsumed) < clauses.lbd(clause) { clauses.setLBD(clauses.lbd(subsumed), of: clause) }
    if clauses.isUsed(subsumed) { clauses.setUsed(true, clause) }
  }
}
