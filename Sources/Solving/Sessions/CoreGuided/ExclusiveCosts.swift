import Kernel

/// Two-valued terms of which at most one is at its floor, such as the vertices of a clique left out of an independent
/// set: all but one cost their weight, whichever it is.
///
/// With M the largest weight of such terms, the bound gains their sum less M; the cheap one then costs M − its weight,
/// and a further variable M where none is cheap.
extension CoreGuidedSearch {
  /// Terms that are looked at, the dearest.
  private static var mostTerms: Int { 4_096 }
  private static var propagations: Int { 3_000_000 }

  /// Finds disjoint cliques of such terms greedily and replaces them. Call at level 0, propagated, with floors that are
  /// the lower bounds.
  func replaceExclusiveCosts() {
    let candidates = Array(
      terms.terms.filter { solver.store.upper($0.variable) == $0.floor + 1 }.sorted { $0.weight > $1.weight }
        .prefix(Self.mostTerms))
    let exclusions = exclusions(candidates)
    var isUsed = [Bool](repeating: false, count: candidates.count)
    for first in candidates.indices where !isUsed[first] {
      var clique = [first]
      var common = exclusions[first]
      for other in candidates.indices where other > first && !isUsed[other] {
        if common[other >> 6] >> UInt64(other & 63) & 1 == 0 { continue }
        clique.append(other)
        for w in common.indices { common[w] &= exclusions[other][w] }
      }
      // A probe may have fixed some meanwhile.
      clique.removeAll { solver.store.isFixed(candidates[$0].variable) }
      if clique.count < 2 { continue }
      for i in clique { isUsed[i] = true }
      replace(clique.map { candidates[$0] })
    }
  }

  /// For each term the set of those that cannot be at their floors together with it, as far as propagation sees.
  private func exclusions(_ candidates: [CostTerms.Term]) -> [[UInt64]] {
    let places = Dictionary(uniqueKeysWithValues: candidates.enumerated().map { ($1.variable, $0) })
    let end = solver.statistics.propagations + Self.propagations
    var rows = [[UInt64]](repeating: [UInt64](repeating: 0, count: candidates.count / 64 + 1), count: candidates.count)
    for (i, candidate) in candidates.enumerated() where solver.statistics.propagations < end {
      for literal in solver.implications(of: candidate.assumption) ?? [] {
        guard let j = places[literal.variable], j != i, literal.bound > candidates[j].floor else { continue }
        rows[i][j >> 6] |= 1 << UInt64(j & 63)
        rows[j][i >> 6] |= 1 << UInt64(i & 63)
      }
    }
    return rows
  }

  private func replace(_ clique: [CostTerms.Term]) {
    let sum = clique.reduce(0) { $0 + $1.weight }
    let most = clique.reduce(0) { max($0, $1.weight) }
    let noneIsCheap = solver.makeBoolean()
    solver.add(clause: clique.map(\.assumption) + [noneIsCheap])
    solver.completeAtLowerBounds([noneIsCheap.variable])
    terms.remove(clique.map(\.variable))
    terms.raiseBound(by: sum - most)
    terms.add(noneIsCheap.variable, weight: most, floor: 0)
    for term in clique where term.weight < most {
      terms.add(-term.variable, weight: most - term.weight, floor: -term.floor - 1)
    }
  }
}
