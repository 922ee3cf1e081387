import Kernel
import Lowering
import Race
import Statements

/// The strategies that solve a model of any kind, in lanes: one side proves, the other one looks for solutions, and both
/// share what they learn.
package struct ModelPortfolio<Solution: Sendable> {
  private let prepared: PreparedModel
  private let translation: ModelTranslation<Solution>

  /// - Parameter data: a validated model; its hints are the caller's to offer.
  package init(_ data: ModelData, _ translation: ModelTranslation<Solution>) {
    prepared = PreparedModel(data)
    self.translation = translation
  }

  /// A short local search for a first solution, which ends by itself.
  package static func start(
    _ data: ModelData, _ translation: ModelTranslation<Solution>, seed: UInt64
  ) -> any Strategy<Solution> {
    JumpStrategy(data: data, translation: translation, seed: seed, isLimited: true)
  }

  /// The lanes of so many workers; one worker takes turns between both sides.
  ///
  /// Where the model says what to decide first, one lane does so; see `Model.Options.SearchUse`.
  package func lanes(_ options: SolveOptions<Solution>) -> [Lane<Solution>] {
    if let proof = options.proof { return certifiedLanes(options, proof) }
    let use = prepared.original.search.isEmpty ? .never : options.searchUse
    if use == .only { return [Lane([follower(options)])] }
    var lanes = freeLanes(options)
    if use == .never { return lanes }
    switch options.workers {
    case ...1: lanes.append(Lane([follower(options)]))
    case 2:
      lanes[1].relief = [follower(options)]
      lanes[1].leastStay = Self.leastStay
    default: lanes[2] = Lane([follower(options)])
    }
    return lanes
  }

  /// Seconds: what the user says of the search is worth a look soon.
  private static var leastStay: Double { 0.2 }

  /// What follows the phases of the model's search, on the model as it is: presolve may take variables away that these
  /// name, and solutions to which they lead.
  private func follower(_ options: SolveOptions<Solution>) -> any Strategy<Solution> {
    var settings = NativeStrategy<Solution>.Options(seed: options.seed, conflictLimit: options.conflictLimit)
    settings.jumpsAhead = true
    settings.decidesAsInAnyModel = true
    settings.followsPhases = true
    return NativeStrategy(name: "search phases", settings) { [prepared, translation] _ in
      TranslatedModel(data: prepared.original, translation: translation)
    }
  }

  /// Clause learning on the model as it is, whose inferences can be written down; local search beside it. Where a proof
  /// can name most of the rows, the first worker branches along the relaxation.
  private func certifiedLanes(_ options: SolveOptions<Solution>, _ proof: ProofLog) -> [Lane<Solution>] {
    let data = ModelCertification.followable(prepared.original)
    // A first solution may end the race before a solver has begun.
    if let reason = ModelCertification.begin(data, ProofTracer(proof)) { proof.giveUp(reason) }
    let workers = max(2, options.workers)
    let exchange = FactExchange(members: workers)
    let model = TranslatedModel(data: data, translation: translation)
    let usesRelaxation = options.engine != .cp && isNamedByRows
    return (0..<workers).map { worker in
      var settings = NativeStrategy<Solution>.Options(
        seed: options.seed(of: worker), conflictLimit: options.conflictLimit,
        probesLowerBound: worker == (usesRelaxation ? 1 : 0))
      settings.exchange = exchange.member(worker)
      settings.proof = proof
      settings.jumpsAhead = true
      settings.decidesAsInAnyModel = true
      if usesRelaxation, worker == 0 {
        settings.usesRelaxation = true
        return Lane([NativeStrategy(name: "relaxation tree", settings) { _ in model }])
      }
      let jump = JumpStrategy(
        data: prepared.original, translation: translation, seed: options.seed(of: worker), isLimited: true)
      let native = NativeStrategy(name: "clause learning", settings) { _ in model }
      return Lane((options.usesHeuristics ? [jump] : []) + [native])
    }
  }

  /// Whether most of the model is rows that a proof can name; schedules are for clauses.
  private var isNamedByRows: Bool {
    guard prepared.original.namedShare >= ModelStrategy<Solution>.leastLinearShare else { return false }
    return (IntervalFormulation(prepared.original)?.share ?? 0) < 0.5
  }

  private func freeLanes(_ options: SolveOptions<Solution>) -> [Lane<Solution>] {
    let workers = max(2, options.workers)
    let exchange = FactExchange(members: 2 * workers)
    return (0..<workers).map { worker in
      func strategy(_ side: ModelStrategy<Solution>.Side, _ member: Int) -> any Strategy<Solution> {
        ModelStrategy(
          prepared: prepared, translation: translation, options: options, worker: worker, side: side,
          exchange: exchange.member(member))
      }
      return Lane([strategy(.first, worker)], relief: [strategy(.relief, workers + worker)])
    }
  }
}
