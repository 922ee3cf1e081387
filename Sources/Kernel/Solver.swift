import Basics

/// The clause-learning engine: finite-domain propagation in which every inference can be explained, with
/// conflict-driven clause learning on top (lazy clause generation on bound literals).
///
/// Make variables, post constraints, then `search`. One solver belongs to one thread.
///
/// - Source: Ohrimenko, Stuckey, Codish 2009, "Propagation via lazy clause generation"; bound literals as the only
///   literals: Hebrard 2025, "Disjunctive scheduling in Tempo".
package final class Solver {
  package internal(set) var store = Store()
  var clauses = ClauseDatabase()
  var watches = WatchTable()
  var network = PrecedenceNetwork()
  var transitivity = OrderTransitivity()
  var propagators: [any Propagator] = []
  /// Of each propagator.
  private(set) var origins: [Origin] = []
  /// What is posted and added from now on comes from here.
  package var origin = Origin.definition
  /// Of each node's bound of level 0.
  var rootOrigins = Buffer<Origin>()
  var queue = PropagatorQueue()
  /// The propagators that each node wakes.
  var wakes = ListPool<Int32>(filler: 0)
  var wakesOfNode = Buffer<PooledList>()
  /// The trail up to these positions has been shown to clauses and to precedence arcs.
  var clauseCursor = 0
  var arcCursor = 0

  var analysis = AnalysisState()
  var activities = ActivityHeap()
  var phases = Phases()
  var deferred = DeferredVariables()
  var failureDirected = FailureDirectedRatings()
  var restarts = RestartPolicy()
  var probing = ProbingState()
  /// Where inferences are written down for others to check; nil for nowhere.
  package internal(set) var proof: ProofTracer?
  /// What the user wants decided before all else.
  var order = DecisionOrder()
  /// Asked for decisions before activity is, where there is one.
  package var brancher: (any Brancher)?
  var random: RandomSource
  /// Everything posted is consistent with level 0 as far as propagation sees.
  package internal(set) var isInfeasible = false
  /// Where the last inference comes from that showed it.
  package internal(set) var refutation: Origin?
  private var isLaidOut = false

  var learnedLBD = 0
  var clauseIncrement: Float = 1
  var nextReduction = 2000
  var lastModeChange = 0
  var constants: [Int32: IntegerVariable] = [:]
  var orderings: [OrderingKey: (forward: Literal, backward: Literal)] = [:]
  /// Variables that are decided last, in the order of their lower bounds.
  var completion: [IntegerVariable] = []
  /// After a search that refuted its assumptions: some of them that no solution satisfies together.
  package internal(set) var core: [Literal] = []
  /// The values of the last solution by variable.
  var solution: [Int32] = []

  /// The shape of the model, for those who share facts.
  package private(set) var fingerprint = SharedFacts.Fingerprint()
  /// Variables that other solvers of the model have too; nil while all do. See `sealShape`.
  private var sealedCount: Int?
  /// Short learned clauses that nobody has taken yet.
  var shareable: [SharedFacts.Clause] = []
  /// The bounds of level 0 that others know, by node: those of the model, and what was told and imported.
  var toldRoot = Buffer<Int32>()

  package var options: SearchOptions
  package internal(set) var statistics = SearchStatistics()
  /// By propagator; empty unless `SearchOptions.measuresPropagators`.
  var work: [PropagatorWork] = []

  package init(options: SearchOptions = SearchOptions()) {
    self.options = options
    random = RandomSource(seed: options.seed)
    // Variable 0 is the constant 1.
    _ = makeVariable(lower: 1, upper: 1)
  }

  // MARK: Building a model

  /// A new integer variable; bounds are within 2^30.
  package func makeVariable(lower: Int32, upper: Int32) -> IntegerVariable {
    let variable = store.makeVariable(lower: lower, upper: upper)
    watches.addNodes(2)
    network.addNodes(2)
    transitivity.addNodes(2)
    wakesOfNode.resize(to: store.nodeCount, filling: PooledList())
    analysis.addNodes(2)
    activities.addVariable()
    phases.addVariable()
    deferred.addVariable()
    if sealedCount == nil { fingerprint.include(variable.index) }
    toldRoot.append(lower)
    toldRoot.append(-upper)
    for _ in 0..<2 { rootOrigins.append(.domain) }
    return variable
  }

  package func makeBoolean() -> Literal {
    Literal(makeVariable(lower: 0, upper: 1), atLeast: 1)
  }

  /// The number of variables, the constant included.
  package var variableCount: Int { store.nodeCount / 2 }

  /// From now on new variables and precedences are this solver's own: they do not count in its shape, and nothing about
  /// them is shared. What they add must not exclude any solution of the model.
  package func sealShape() { sealedCount = sealedCount ?? variableCount }

  /// The number of variables that other solvers of the model have too.
  var sharedVariableCount: Int { sealedCount ?? variableCount }

  /// At least one of `literals`. Call at level 0.
  package func add(clause literals: [Literal]) {
    let number = proof.map { certify(clause: literals, $0) } ?? -1
    add(clause: literals, tier: .problem, origin: origin, number: number)
  }

  /// The same for a clause that follows from the model, which the tier lets go one day.
  ///
  /// - Parameter number: in the proof.
  /// - Returns: the clause, where three literals or more are left of it.
  @discardableResult
  func add(clause literals: [Literal], tier: ClauseTier, origin: Origin, number: Int32 = -1) -> ClauseReference? {
    precondition(store.level == 0, "clauses are added at level 0")
    if literals.contains(where: { store.isTrue($0) }) { return nil }
    let merged = MergedLiterals(literals.lazy.filter { [self] in !store.isFalse($0) }, count: literals.count)
    let kept = merged.literals
    for literal in kept {
      // [x >= a] or [x <= b] with b >= a - 1 always holds.
      if let opposite = merged.place(of: -literal.variable), kept[opposite].bound <= 1 - literal.bound { return nil }
    }
    switch kept.count {
    case 0, 1:
      if let proof, number >= 0 { proof.log.fact(ProofStep(.clause, number)) }
      if kept.isEmpty { refute(by: origin) } else { raiseAtRoot(kept[0], because: origin) }
    case 2: addBinary(kept[0], kept[1], origin: origin, number: number)
    default:
      let clause = clauses.add(Buffer(kept), tier: tier, origin: origin)
      proof?.note(number, of: clause)
      clauses.setUsed(true, clause)
      watch(clause)
      return clause
    }
    return nil
  }

  /// Makes `literal` true for good. Call at level 0.
  package func raiseAtRoot(_ literal: Literal, because origin: Origin) {
    precondition(store.level == 0, "facts are added at level 0")
    do { try store.raise(literal, because: .given(origin)) } catch {
      if let proof, origin == .objective { certifyObjective(literal, proof) }
      refute(by: origin)
    }
  }

  /// `source + weight <= target` whenever `condition` holds.
  package func addPrecedence(
    from source: IntegerVariable, to target: IntegerVariable, weight: Int32, if condition: Literal = .always
  ) {
    precondition(abs(weight) <= boundLimit, "a weight is within 2^30")
    if store.level == 0, store.isFalse(condition) { return }
    isLaidOut = false
    if condition != .always, sealedCount == nil {
      for value in [source.index, target.index, weight, condition.variable.index, condition.bound] {
        fingerprint.include(value)
      }
    }
    for (from, to) in [(source, target), (-target, -source)] {
      network.add(
        PrecedenceNetwork.Arc(source: from, target: to, weight: weight, condition: condition), origin: origin)
    }
    proof?.noteArcs(2)
  }

  /// Posts a propagator. Call at level 0.
  package func post(_ propagator: any Propagator) {
    precondition(store.level == 0, "propagators are posted at level 0")
    let id = PropagatorID(index: Int32(propagators.count))
    for variable in propagator.attach(as: id) {
      wakes.append(id.index, to: &wakesOfNode[variable.index])
    }
    propagators.append(propagator)
    origins.append(origin)
    proof?.notePropagator()
    isLaidOut = false
  }

  /// Bytes of clauses and watches.
  var clauseFootprint: Int {
    clauses.footprint + watches.watches.footprint * MemoryLayout<Watch>.stride
      + watches.slots.footprint * MemoryLayout<WatchTable.Slot>.stride
  }

  // MARK: Propagation

  /// Propagates at level 0 until nothing moves and keeps the bounds as those of level 0.
  ///
  /// - Returns: false when the model has no solution.
  @discardableResult
  package func propagateRoot() -> Bool {
    precondition(store.level == 0, "called at level 0")
    if isInfeasible { return false }
    do {
      if !isLaidOut {
        queue.layOut(propagators.map(\.priority))
        for id in propagators.indices { queue.push(Int32(id)) }
        isLaidOut = true
        try propagateAllArcs()
        try propagateAllOrders()
      }
      try propagate()
      if options.checksExplanations { checkRoot() }
      if network.hasDecided(store) { network.dropDecided(store) }
      noteRootOrigins()
      if let proof { certifyRoot(proof) }
      store.commitRoot()
      clauseCursor = 0
      arcCursor = 0
    } catch {
      if let proof {
        let evidence = store.evidence
        certifyRoot(proof)
        store.evidence = evidence
        takeConflict()
        certifyRefutation(proof)
      } else if options.checksExplanations {
        takeConflict()
      }
      refute(by: conflictOrigin)
      queue.removeAll()
    }
    return !isInfeasible
  }

  /// Runs clauses, precedence arcs and propagators until nothing moves.
  func propagate() throws(Conflict) {
    do {
      while true {
        while clauseCursor < store.trail.count {
          let entry = store.trail[clauseCursor]
          clauseCursor += 1
          statistics.propagations &+= 1
          wakePropagators(of: Int(entry.node))
          wakeRows(of: Int(entry.node), difference: Int(entry.bound) - Int(entry.previousBound))
          try propagateClauses(node: Int(entry.node), from: entry.previousBound, to: entry.bound)
        }
        if arcCursor < store.trail.count {
          let entry = store.trail[arcCursor]
          arcCursor += 1
          try propagateArcs(node: Int(entry.node), from: entry.previousBound)
          try propagateOrders(node: Int(entry.node))
          continue
        }
        guard let next = queue.takeNext() else { return }
        statistics.propagatorRuns &+= 1
        if options.measuresPropagators {
          try propagateMeasured(Int(next))
        } else {
          try propagators[Int(next)].propagate(&store)
        }
      }
    } catch {
      queue.removeAll()
      throw error
    }
  }

  @inline(__always)
  private func wakePropagators(of node: Int) {
    let list = wakesOfNode[node]
    let base = wakes.pointer(of: list)
    for i in 0..<list.count { queue.push(base[i]) }
  }

  // MARK: Levels

  /// Opens a level and makes `literal` true as its decision.
  func decide(_ literal: Literal) {
    assert(store.isUnassigned(literal), "a decision is about something open")
    store.openLevel()
    do { try store.raise(literal, because: .none) } catch { preconditionFailure("an open literal can be made true") }
  }

  func backtrack(to level: Int) { backtrack(to: level, savesPhases: true) }

  /// The same for what was tried out and says nothing about where to search.
  func retract(to level: Int) { backtrack(to: level, savesPhases: false) }

  @inline(__always)
  private func backtrack(to level: Int, savesPhases: Bool) {
    guard level < store.level else { return }
    let keep = store.start(ofLevel: level + 1)
    while store.trail.count > keep {
      let node = store.trail.last.node
      let base = Int(node >> 1)
      // What a variable was fixed to before is where the search looks first when it comes back.
      if savesPhases, store.lower[node] == -store.lower[node ^ 1] {
        phases.save(base, value: store.lower(IntegerVariable(index: node & ~1)))
      }
      let entry = store.undoLast()
      if store.trail.count < clauseCursor {
        store.rows.undo(node: Int(entry.node), difference: Int(entry.bound) - Int(entry.previousBound))
      }
      activities.insert(base)
    }
    store.dropLevels(to: level)
    if !deferred.isEmpty { releaseDeferred(above: level) }
    clauseCursor = min(clauseCursor, keep)
    arcCursor = min(arcCursor, keep)
  }
}
