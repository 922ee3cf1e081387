/// What runs of propagators cost and gave.
package struct PropagatorWork: Sendable {
  package fileprivate(set) var runs = 0
  /// Runs that raised a bound or found a conflict.
  package fileprivate(set) var yields = 0
  package fileprivate(set) var time = Duration.zero
}

extension Propagator {
  /// The kind in words, such as "precedence sets": the name of the type.
  var kind: String {
    var words = ""
    for letter in String(describing: type(of: self)) {
      if letter.isUppercase, !words.isEmpty { words += " " }
      words += letter.lowercased()
    }
    return words
  }
}

extension Solver {
  /// Runs a propagator with a clock beside it.
  func propagateMeasured(_ index: Int) throws(Conflict) {
    while work.count < propagators.count { work.append(PropagatorWork()) }
    let before = store.trail.count
    let start = ContinuousClock.now
    work[index].runs += 1
    do {
      try propagators[index].propagate(&store)
    } catch {
      work[index].time += ContinuousClock.now - start
      work[index].yields += 1
      throw error
    }
    work[index].time += ContinuousClock.now - start
    if store.trail.count > before { work[index].yields += 1 }
  }

  /// What the propagators cost and gave, by kind, the dearest first; empty unless `SearchOptions.measuresPropagators`.
  package var workByKind: [(kind: String, work: PropagatorWork)] {
    var sums: [String: PropagatorWork] = [:]
    for (propagator, own) in zip(propagators, work) {
      sums[propagator.kind, default: PropagatorWork()].runs += own.runs
      sums[propagator.kind, default: PropagatorWork()].yields += own.yields
      sums[propagator.kind, default: PropagatorWork()].time += own.time
    }
    return sums.map { (kind: $0.key, work: $0.value) }
      .sorted { ($1.work.time, $0.kind) < ($0.work.time, $1.kind) }
  }

  /// Learned clauses that are kept by now, by how long they stay.
  package var learnedClauseCounts: (core: Int, mid: Int, local: Int) {
    var counts = (core: 0, mid: 0, local: 0)
    for index in 0..<clauses.references.count {
      switch clauses.tier(clauses.references[index]) {
      case .problem: break
      case .core: counts.core += 1
      case .mid: counts.mid += 1
      case .local: counts.local += 1
      }
    }
    return counts
  }
}
