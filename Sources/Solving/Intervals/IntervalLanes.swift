import Race
import Statements

extension SolveOptions {
  /// The lanes of a race on a schedule.
  ///
  /// The clause-learning engine is on every worker. The first one raises the lower bound half of the time and looks around
  /// good schedules in between, and all learn from each other. On shops each has a tabu search beside it.
  func lanes(
    of formulation: IntervalFormulation, _ translation: ModelTranslation<Solution>
  ) -> [Lane<Solution>] {
    let workers = max(2, workers)
    let exchange = FactExchange(members: workers)
    return (0..<workers).map { worker in
      schedule(formulation, translation, worker: worker, exchange.member(worker))
    }
  }

  /// What one worker does.
  func schedule(
    _ formulation: IntervalFormulation, _ translation: ModelTranslation<Solution>, worker: Int,
    _ exchange: FactExchange.Member
  ) -> Lane<Solution> {
    var settings = NativeStrategy<Solution>.Options(
      seed: seed(of: worker), conflictLimit: conflictLimit, probesLowerBound: worker == 0)
    if worker == 0 { settings.neighbourhoods = .alternating }
    settings.exchange = exchange
    let schedule = TranslatedSchedule(inner: formulation, translation: translation)
    var lane = Lane<Solution>([NativeStrategy(settings) { _ in schedule }])
    if formulation.isShop, usesHeuristics {
      // A run that conflicts limit has an end.
      let limit = conflictLimit == nil ? Int.max : Self.movesBeside
      lane.relief = [ShopSearch(formulation, translation, seed: seed(of: worker), iterationLimit: limit)]
      if worker == 0 { swap(&lane.strategies, &lane.relief) }
    }
    if worker == 0 {
      lane.strategies = start([ScheduleConstruction(formulation, translation, seed: seed)]) + lane.strategies
    }
    return lane
  }

  /// Moves of a tabu search beside an engine whose conflicts are limited.
  private static var movesBeside: Int { 500_000 }
}

extension IntervalFormulation {
  /// Whether sequences on machines, and modes, are all there is to decide.
  var isShop: Bool { ShopGraph(network) != nil }
}
