import Kernel
import Lowering
import Race
import Statements

/// A problem as a constraint model, with the way there and back.
///
/// The model must be complete: every solution that is better than the best one known when the model was built has an
/// image in it, and its objective is the problem's. Then what the engine proves is proved of the problem.
package protocol ConstraintFormulation<Solution> {
  associatedtype Solution: Sendable

  var model: Model { get }

  /// Tells the engine what to decide first, and what last.
  func guide(_ lowered: LoweredModel)

  /// The solution that a value for each variable stands for.
  func decode(_ values: [Int]) -> Solution

  /// A value for each variable that stands for `solution`; nil where the model does not contain it.
  func encode(_ solution: Solution) -> [Int]?
}

/// Runs the clause-learning engine on a problem's constraint model, as one strategy of the race: its solutions and
/// bounds go to the scoreboard, and what others find tightens its search while it runs.
package struct NativeStrategy<Solution: Sendable>: Strategy {
  package struct Options: Sendable {
    package var seed: UInt64 = 1
    package var conflictLimit: Int?
    /// Whether decisions are those of a model of which nothing more is known: see `SearchOptions.decidesTowardsTarget`
    /// and `SearchOptions.completesImpliedCosts`.
    package var decidesAsInAnyModel = false
    /// See `SearchOptions.decidesTimesLate`.
    package var decidesTimesLate = false
    /// Spends half of the search on raising the lower bound.
    package var probesLowerBound = false
    /// See `KernelSession.Options.testsAloneFrom`; nil for never.
    package var testsAloneFrom: Int?
    /// After each solution, asks for one that is better by more and more.
    package var jumpsAhead = false
    /// Facts are exchanged with other strategies on the same formulation, where this is not nil.
    package var exchange: FactExchange.Member?
    /// Solves the linear relaxation at each node and branches by it.
    package var usesRelaxation = false
    /// Raises the bound of a sum by cores, in turns with the search.
    package var usesCores = false
    /// Decides what the phases of the model's search name first, and keeps the exact meaning of all variables.
    package var followsPhases = false
    /// Where inferences are written down; the formulation is a `CertifiableFormulation` then.
    package var proof: ProofLog?
    /// What to do with schedules, where the formulation can hold partial orders.
    package var neighbourhoods = NeighbourhoodUse.never

    package init(seed: UInt64, conflictLimit: Int?, probesLowerBound: Bool = false) {
      self.seed = seed
      self.conflictLimit = conflictLimit
      self.probesLowerBound = probesLowerBound
    }
  }

  package enum NeighbourhoodUse: Sendable {
    case never
    /// Large neighbourhood search and complete search in turns; the former's turns get rarer where they give nothing.
    case alternating
    /// Nothing else, once there is a solution.
    case only
  }

  package let name: String
  private let options: Options
  private let formulate: @Sendable (Solution?) throws -> any ConstraintFormulation<Solution>

  /// - Parameter formulate: builds the model when the strategy starts, given the best solution known then, so that an
  ///   upper bound can tighten it. Where it throws, the strategy ends and reports why.
  package init(
    name: String = "clause learning", _ options: Options,
    formulate: @escaping @Sendable (Solution?) throws -> any ConstraintFormulation<Solution>
  ) {
    self.name = name
    self.options = options
    self.formulate = formulate
  }

  package func run(on scoreboard: Scoreboard<Solution>) {
    guard !scoreboard.shouldStop else { return }
    do {
      try search(with: try formulate(scoreboard.best?.solution), on: scoreboard)
    } catch {
      scoreboard.report("\(error)", by: name)
    }
  }

  private func search(
    with formulation: some ConstraintFormulation<Solution>, on scoreboard: Scoreboard<Solution>
  ) throws {
    var searchOptions = SearchOptions()
    searchOptions.seed = options.seed
    searchOptions.decidesTowardsTarget = options.decidesAsInAnyModel
    searchOptions.completesImpliedCosts = options.decidesAsInAnyModel
    searchOptions.decidesTimesLate = options.decidesTimesLate
    if options.exchange != nil {
      // Sides that differ find more together: what each learns reaches the other.
      searchOptions.failureDirected = options.probesLowerBound ? .never : .alternating
      searchOptions.probingShare = options.probesLowerBound ? Self.probingShare : 0
    }
    searchOptions.measuresPropagators = scoreboard.gathersReports
    // A proof of another lane does not wait for a large model.
    let proof = options.proof.map { ProofTracer($0) }
    if let proof { (formulation as? any CertifiableFormulation)?.begin(proof) }
    let lowered = try LoweredModel(
      try formulation.model.validated(), options: searchOptions, keepsAllSolutions: options.followsPhases, proof: proof,
      until: { scoreboard.shouldStop })
    guard lowered.isComplete else { return }
    formulation.guide(lowered)
    if options.followsPhases { lowered.followPhases() }
    lowered.solver.sealShape()
    let relaxation = options.usesRelaxation ? relax(lowered, on: scoreboard) : nil
    let bridge = NativeBridge(formulation, scoreboard, source: name, isCertified: proof != nil)
    var sessionOptions = KernelSession.Options()
    sessionOptions.conflictLimit = options.conflictLimit ?? .max
    sessionOptions.probesLowerBound = options.probesLowerBound
    sessionOptions.testsAloneFrom = options.testsAloneFrom ?? .max
    sessionOptions.jumpsAhead = options.jumpsAhead
    let session = KernelSession(lowered, sessionOptions, exchange: options.exchange, delegate: bridge)
    defer { scoreboard.tell(WorkReport(of: lowered.solver, source: name)) }
    let outcome: KernelSession.Outcome
    if options.usesCores, let cores = CoreGuidedSearch(session) {
      outcome = try alternate(cores, session, on: scoreboard)
    } else if options.neighbourhoods == .never {
      outcome = try session.run()
    } else if let partial = formulation as? any PartialOrderFormulation<Solution> {
      outcome = try alternate(partial, session, on: scoreboard)
    } else {
      let source = FixingNeighbourhoods(formulation, lowered, relaxed: { relaxation?.rootPoint })
      outcome = try alternate(source, session, on: scoreboard)
    }
    if outcome == .exhausted, scoreboard.best == nil {
      scoreboard.proveNothingBetter(than: nil, by: name, isCertified: proof != nil)
    }
  }

  /// Adds the linear relaxation, and branching by it. With a proof it has only the rows that the proof can name.
  private func relax(_ lowered: LoweredModel, on scoreboard: Scoreboard<Solution>) -> RelaxationPropagator? {
    guard lowered.solver.propagateRoot() else { return nil }
    let relaxed = RelaxedModel(
      lowered.expandedAtRoot(), naming: lowered.solver.proof == nil ? nil : lowered.rowName,
      until: { scoreboard.shouldStop })
    if lowered.solver.proof != nil, relaxed.rows.isEmpty { return nil }
    let relaxation = RelaxationPropagator(lowered, relaxed, until: { scoreboard.shouldStop })
    let branching = RelaxationBranching(relaxation)
    relaxation.branching = branching
    lowered.solver.post(relaxation)
    lowered.solver.brancher = branching
    lowered.solver.options.restartsSeldom = true
    return relaxation
  }

  /// Cores and complete search in turns that grow.
  private func alternate(
    _ cores: CoreGuidedSearch, _ session: KernelSession, on scoreboard: Scoreboard<Solution>
  ) throws -> KernelSession.Outcome {
    var share = Self.leastConflicts
    while !scoreboard.shouldStop, conflictsLeft(of: session) > 0 {
      for turn in [cores.run, { try session.run(conflictLimit: $0) }] {
        let limit = min(share, conflictsLeft(of: session))
        if try turn(limit) == .exhausted { return .exhausted }
      }
      share += share / 2
    }
    return .limit
  }

  private func alternate(
    _ formulation: some PartialOrderFormulation<Solution>, _ session: KernelSession,
    on scoreboard: Scoreboard<Solution>
  ) throws -> KernelSession.Outcome {
    try alternate(PartialOrderNeighbourhoods(formulation), session, on: scoreboard)
  }

  /// Complete search, then a few steps of large neighbourhood search, in turns. Where those have found nothing, the next
  /// complete search gets longer by half; where they have, it starts afresh. Near the proof their share is limited.
  private func alternate(
    _ source: some NeighbourhoodSource<Solution>, _ session: KernelSession, on scoreboard: Scoreboard<Solution>
  ) throws -> KernelSession.Outcome {
    var search = LargeNeighbourhoodSearch(source, session, seed: options.seed)
    defer { scoreboard.tell(search.report(source: name)) }
    if scoreboard.best == nil, try session.run(untilFirstSolution: true) == .exhausted { return .exhausted }
    var share = Self.leastConflicts
    while !scoreboard.shouldStop, scoreboard.best != nil {
      if conflictsLeft(of: session) <= 0 { break }
      if options.neighbourhoods == .alternating,
        try session.run(conflictLimit: min(share, conflictsLeft(of: session))) == .exhausted
      {
        return .exhausted
      }
      let objective = scoreboard.bestObjective
      // Near the proof, better schedules are unlikely.
      let isNearProof = options.neighbourhoods == .alternating && (scoreboard.gap ?? .infinity) < Self.smallGap
      switch try search.run(
        on: scoreboard, patience: Self.patience,
        conflictLimit: min(conflictsLeft(of: session), isNearProof ? share / 3 : .max))
      {
      case .exhausted: return .exhausted
      case .stagnant, .stopped: break
      case .empty:
        // The model has none of the solutions known: one of its own comes first.
        if try session.run(conflictLimit: min(share, conflictsLeft(of: session))) == .exhausted { return .exhausted }
      }
      share = scoreboard.bestObjective < objective ? Self.leastConflicts : min(Self.mostConflicts, share + share / 2)
    }
    return .limit
  }

  private func conflictsLeft(of session: KernelSession) -> Int { (options.conflictLimit ?? .max) - session.conflicts }

  /// Of the propagations of the side that raises the lower bound. Eight proofs of shops and projects took 0.96 of the
  /// conflicts without, in geometric mean.
  private static var probingShare: Double { 0.03 }
  /// Below this gap the neighbourhoods get a quarter of the conflicts; above it they end by themselves.
  private static var smallGap: Double { 0.04 }
  /// Steps of the large neighbourhood search in a row without a better solution that end its turn.
  private static var patience: Int { 10 }
  /// Conflicts of the first turn of complete search: seconds, so that bounds do not wait.
  private static var leastConflicts: Int { 4_000 }
  /// More than any run makes.
  private static var mostConflicts: Int { 1 << 40 }
}

/// The session's delegate: translates between the model's values and solutions.
private final class NativeBridge<Formulation: ConstraintFormulation>: SessionDelegate {
  private let formulation: Formulation
  private let scoreboard: Scoreboard<Formulation.Solution>
  private let source: String
  private let isCertified: Bool

  init(
    _ formulation: Formulation, _ scoreboard: Scoreboard<Formulation.Solution>, source: String, isCertified: Bool
  ) {
    self.isCertified = isCertified
    self.formulation = formulation
    self.scoreboard = scoreboard
    self.source = source
  }

  var shouldStop: Bool { scoreboard.shouldStop }
  var bestKnownCost: Int { scoreboard.bestObjective }
  var bestKnownBound: Int { scoreboard.bestBound }
  var bestClaimedBound: Int { scoreboard.bestClaim }
  var bestKnownValues: [Int]? { scoreboard.best.flatMap { formulation.encode($0.solution) } }

  func found(_ values: [Int], cost: Int) {
    scoreboard.offer(formulation.decode(values), from: source)
  }

  func proved(bound: Int) {
    scoreboard.prove(Objective(bound), by: source, isCertified: isCertified)
  }
}
