import Race
import Statements

extension SolveOptions {
  /// What one worker does in a race on a schedule.
  ///
  /// The clause-learning engine is on every worker. The first one raises the lower bound half of the time and looks around
  /// good schedules in between, and all learn from each other. On shops each has a tabu search beside it.
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
      // A tabu search does more in the time of a few more lists.
      let isShop = formulation.isShop
      let first = ScheduleConstruction(formulation, translation, seed: seed, scheduleLimit: isShop ? 12 : 200)
      let second = ShopSearch(formulation, translation, seed: seed, iterationLimit: Self.movesBefore)
      lane.strategies =
        start(isShop ? [first, second] : [first]) + [ScheduleBounds<Solution>(formulation)] + lane.strategies
    }
    return lane
  }

  /// Moves before bounds, which are better the better the best schedule is.
  private static var movesBefore: Int { 1_000 }
  /// Moves of a tabu search beside an engine whose conflicts are limited.
  private static var movesBeside: Int { 500_000 }
}

extension IntervalFormulation {
  /// Whether sequences on machines, and modes, are all there is to decide.
  var isShop: Bool { ShopGraph(network) != nil }
}
