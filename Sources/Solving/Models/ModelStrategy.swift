import Race
import Statements

/// One side of a worker in the race on a model: what it runs depends on what presolve has left of the model.
struct ModelStrategy<Solution: Sendable>: Strategy {
  enum Side: Sendable { case first, relief }

  let prepared: PreparedModel
  let translation: ModelTranslation<Solution>
  let options: SolveOptions<Solution>
  let worker: Int
  let side: Side
  let exchange: FactExchange.Member

  var name: String { "portfolio" }

  func run(on scoreboard: Scoreboard<Solution>) {
    guard let contents = prepared.contents(until: { scoreboard.shouldStop }), !scoreboard.shouldStop else { return }
    if contents.presolved.isInfeasible {
      if scoreboard.best == nil { scoreboard.proveNothingBetter(than: nil, by: "presolve") }
      return
    }
    let reduced = translation.reduced(by: contents.presolved)
    let lane =
      if options.engine == .cp {
        Lane([clauses(TranslatedModel(data: contents.data, translation: reduced))])
      } else if let schedule = contents.schedule {
        options.schedule(schedule, reduced, worker: worker, exchange)
      } else {
        lane(TranslatedModel(data: contents.data, translation: reduced), contents)
      }
    for strategy in side == .first ? lane.strategies : lane.relief where !scoreboard.shouldStop {
      strategy.run(on: scoreboard)
    }
  }

  /// What a worker does with a model that is no schedule: the first one proves, the second one looks for solutions, and
  /// any others learn clauses.
  private func lane(_ model: TranslatedModel<Solution>, _ contents: PreparedModel.Contents) -> Lane<Solution> {
    if contents.linearShare < Self.leastLinearShare { return combinatorialLane(model, contents) }
    switch worker {
    case 0:
      var lane = Lane([tree(model)])
      if let packing = contents.packing {
        lane.strategies.insert(
          PackingStrategy(prepared: prepared, structure: packing, translation: translation, seed: options.seed), at: 0)
      }
      return lane
    case 1:
      // Beside tours it is for models that allow none of these.
      let jump = JumpStrategy(
        data: model.data, translation: model.translation, seed: options.seed(of: worker),
        isLimited: options.conflictLimit != nil, followsTours: contents.tour != nil || contents.routes != nil)
      var lane = Lane((options.usesHeuristics ? [jump] : []) + [neighbourhoods(model)], relief: [clauses(model)])
      if options.usesHeuristics { lane.strategies = tours(contents) + lane.strategies }
      return lane
    default:
      return Lane([clauses(model)])
    }
  }

  /// Where a relaxation sees less than this of a model, clauses prove.
  static var leastLinearShare: Double { 0.5 }

  /// What a worker does with a model that is mostly tables, tours and the like: relaxations say little, so the first one
  /// learns clauses; the second one looks for solutions around the best one and, while there is none, learns clauses
  /// along other decisions.
  private func combinatorialLane(
    _ model: TranslatedModel<Solution>, _ contents: PreparedModel.Contents
  ) -> Lane<Solution> {
    let hasObjective = model.data.objective != nil
    switch worker {
    case 0: return Lane([clauses(model)], relief: hasObjective ? [tree(model)] : [])
    case 1:
      let jump = JumpStrategy(
        data: model.data, translation: model.translation, seed: options.seed(of: worker), isLimited: true)
      return Lane(
        [hasObjective ? neighbourhoods(model) : alternatingClauses(model)], relief: options.usesHeuristics ? [jump] : []
      )
    default: return Lane([worker.isMultiple(of: 2) ? clauses(model) : alternatingClauses(model)])
    }
  }

  /// Short tours or routes, where the model asks for them.
  private func tours(_ contents: PreparedModel.Contents) -> [any Strategy<Solution>] {
    let seed = options.seed(of: worker)
    if let routes = contents.routes {
      return [RouteStrategy(prepared: prepared, structure: routes, translation: translation, seed: seed)]
    }
    guard let tour = contents.tour else { return [] }
    return [TourStrategy(prepared: prepared, structure: tour, translation: translation, seed: seed)]
  }

  /// Branch and bound along the relaxation.
  private func tree(_ model: TranslatedModel<Solution>) -> any Strategy<Solution> {
    var settings = settings
    settings.usesRelaxation = true
    return NativeStrategy(name: "relaxation tree", settings) { _ in model }
  }

  /// Large neighbourhood search with the relaxation.
  private func neighbourhoods(_ model: TranslatedModel<Solution>) -> any Strategy<Solution> {
    var settings = settings
    settings.usesRelaxation = true
    settings.neighbourhoods = .only
    return NativeStrategy(name: "neighbourhoods", settings) { _ in model }
  }

  /// Clause learning alone; on every other worker by cores.
  private func clauses(_ model: TranslatedModel<Solution>) -> any Strategy<Solution> {
    var settings = settings
    settings.probesLowerBound = true
    settings.usesCores = !worker.isMultiple(of: 2)
    return NativeStrategy(name: settings.usesCores ? "cores" : "clause learning", settings) { _ in model }
  }

  /// Clause learning that gives half of its time to failure-directed search.
  private func alternatingClauses(_ model: TranslatedModel<Solution>) -> any Strategy<Solution> {
    NativeStrategy(name: "failure-directed search", settings) { _ in model }
  }

  private var settings: NativeStrategy<Solution>.Options {
    var settings = NativeStrategy<Solution>.Options(
      seed: options.seed(of: worker), conflictLimit: options.conflictLimit)
    settings.exchange = exchange
    settings.jumpsAhead = true
    settings.decidesAsInAnyModel = true
    return settings
  }
}
