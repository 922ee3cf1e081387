import Basics

/// What one solver has derived and another solver of the same model may take over.
///
/// The facts hold for every solution that the exporter still looked for, so also for those only that are better than
/// the solutions it knew: whoever imports them must first know solutions at least as good, or it would take "nothing
/// better" for "nothing". Clauses learned under assumptions hold without them: an assumption is a decision here, so a
/// clause that depends on it contains its negation.
package struct SharedFacts: Sendable {
  package struct Clause: Sendable, Equatable {
    package let literals: [Literal]
    /// The literal block distance where it was learned; 0 for clauses of two literals.
    package let lbd: Int
    /// In the proof that both solvers write to; -1 without one.
    var number: Int32 = -1
  }

  /// Bounds of level 0, at most one a signed variable.
  package internal(set) var bounds: [Literal] = []
  /// Clauses of two literals, and those within the limits of `SearchOptions.sharing`.
  package internal(set) var clauses: [Clause] = []
  /// Of the solver they come from; see `Solver.fingerprint`.
  package let fingerprint: Fingerprint

  package var isEmpty: Bool { bounds.isEmpty && clauses.isEmpty }

  /// The same bounds, and of the clauses those within `limits`.
  package func limited(to limits: Limits) -> SharedFacts {
    var facts = self
    facts.clauses.removeAll { !limits.admit(size: $0.literals.count, lbd: $0.lbd) }
    return facts
  }

  /// Which learned clauses are worth another solver's time; those of two literals always are.
  package struct Limits: Sendable, Equatable {
    package var longestClause: Int
    package var largestLBD: Int

    /// For many solvers, and for what is learned in a corner of the search space.
    package static let short = Limits(longestClause: 8, largestLBD: 2)
    /// For two solvers that search the whole space: together they then take about half of the conflicts of one.
    package static let wide = Limits(longestClause: 40, largestLBD: 8)

    func admit(size: Int, lbd: Int) -> Bool { size <= 2 || size <= longestClause && lbd <= largestLBD }
  }

  /// Clauses that wait to be taken; further ones are not kept.
  static let capacity = 4096

  /// The shape of a solver's model: variables, and conditional precedences, which say what the Booleans mean.
  ///
  /// A guard against facts about other variables of the same index. Bounds do not count, so solvers whose models differ
  /// in the horizon only may share.
  package struct Fingerprint: Sendable, Equatable {
    private var state: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func include(_ value: Int32) {
      state = (state ^ UInt64(UInt32(bitPattern: value))) &* 0x100_0000_01B3
    }
  }
}

extension Solver {
  /// New bounds of level 0 and new learned clauses since the last call. The clauses are gathered only while
  /// `SearchOptions.sharing` is set. Any level.
  ///
  /// - Complexity: linear in the variables.
  package func takeShareable() -> SharedFacts {
    var facts = SharedFacts(fingerprint: fingerprint)
    for node in 0..<2 * sharedVariableCount where store.root[node] > toldRoot[node] {
      toldRoot[node] = store.root[node]
      facts.bounds.append(Literal(IntegerVariable(index: Int32(node)), atLeast: store.root[node]))
    }
    swap(&facts.clauses, &shareable)
    return facts
  }

  /// Takes over what another solver of the same model derived. Call at level 0, after taking over the cost of the best
  /// solution known: see `SharedFacts`.
  ///
  /// - Returns: false where the models differ in shape; nothing is taken over then.
  @discardableResult
  package func importShared(_ facts: SharedFacts) -> Bool {
    precondition(store.level == 0, "facts are imported at level 0")
    guard facts.fingerprint == fingerprint else { return false }
    for bound in facts.bounds {
      toldRoot[bound.node] = max(toldRoot[bound.node], bound.bound)
      if isInfeasible || store.isTrue(bound) { continue }
      statistics.importedBounds += 1
      raiseAtRoot(bound, because: .imported)
    }
    for clause in facts.clauses where !isInfeasible {
      if clause.literals.count == 2, watches.binary(clause.literals[0], clause.literals[1]) != nil { continue }
      statistics.importedClauses += 1
      if let proof, clause.number >= 0 { proof.share(clause.number) }
      if let kept = add(
        clause: clause.literals, tier: Self.tier(forLBD: clause.lbd), origin: .imported, number: clause.number)
      {
        clauses.setActivity(clauseIncrement, of: kept)
      }
    }
    return true
  }

  /// Keeps a learned clause for others where the limits admit it.
  func offer(_ literals: borrowing Buffer<Literal>, lbd: Int, number: Int32 = -1) {
    guard let limits = options.sharing, shareable.count < SharedFacts.capacity else { return }
    let count = literals.count
    if !limits.admit(size: count, lbd: lbd) { return }
    let end = 2 * sharedVariableCount
    for i in 0..<count where literals[i].node >= end { return }
    proof?.share(number)
    shareable.append(
      SharedFacts.Clause(literals: (0..<count).map { literals[$0] }, lbd: count == 2 ? 0 : lbd, number: number))
  }
}
