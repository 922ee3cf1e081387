import Race
import Statements

extension SolveOptions {
  /// What one worker does in a race on a schedule.
  ///
  /// The clause-learning engine is on every worker. The first one raises the lower bound half of the time and looks around
  /// good schedules in between, and all learn from each other. On shops each has a tabu search beside it, elsewhere the
  /// first one a genetic search over lists.
  func schedule(
    _ formulation: IntervalFormulation, _ translation: ModelTranslation<Solution>, worker: Int,
    _ exchange: FactExchange.Member
  ) -> Lane<Solution> {
    var settings = NativeStrategy<Solution>.Options(
      seed: seed(of: worker), conflictLimit: conflictLimit, probesLowerBound: worker == 0)
    settings.decidesTimesLate = !worker.isMultiple(of: 2)
    if worker == 0 { settings.neighbourhoods = .alternating }
    settings.exchange = exchange
    let schedule = TranslatedSchedule(inner: formulation, translation: translation)
    var lane = Lane<Solution>([NativeStrategy(settings) { _ in schedule }])
    let searches = ScheduleSearches(options: self, formulation: formulation, translation: translation)
    if usesHeuristics, searches.isShop || worker == 0 {
      lane.relief = [searches.isShop ? searches.tabu(worker) : searches.evolution(worker)]
      if searches.isShop, worker == 0 { swap(&lane.strategies, &lane.relief) }
    }
    if worker == 0 { lane.strategies = searches.beginning() + lane.strategies }
    return lane
  }
}

/// The searches for schedules without the engine.
private struct ScheduleSearches<Solution: Sendable> {
  let options: SolveOptions<Solution>
  let formulation: IntervalFormulation
  let translation: ModelTranslation<Solution>
  /// Whether sequences on machines, and modes, are all there is to decide.
  let isShop: Bool

  init(
    options: SolveOptions<Solution>, formulation: IntervalFormulation, translation: ModelTranslation<Solution>
  ) {
    self.options = options
    self.formulation = formulation
    self.translation = translation
    isShop = ShopGraph(formulation.network) != nil
  }

  /// First schedules and bounds, which are better the better the best schedule is.
  func beginning() -> [any Strategy<Solution>] {
    // A tabu search does more in the time of a few more lists.
    let lists = ScheduleConstruction(
      formulation, translation, seed: options.seed, scheduleLimit: isShop ? 12 : 100)
    let more: any Strategy<Solution> =
      isShop
      ? ShopSearch(formulation, translation, seed: options.seed, iterationLimit: Self.movesBefore)
      : ListEvolution(
        formulation, translation, seed: options.seed, patience: Self.schedulesBefore,
        scheduleLimit: Self.schedulesBeside)
    let bounds = ScheduleBounds<Solution>(formulation)
    return isShop
      ? options.start([lists, more]) + [bounds] : options.start([lists]) + [bounds] + options.start([more])
  }

  /// A run that conflicts limit has an end.
  func tabu(_ worker: Int) -> any Strategy<Solution> {
    ShopSearch(
      formulation, translation, seed: options.seed(of: worker),
      iterationLimit: options.conflictLimit == nil ? .max : Self.movesBeside)
  }

  func evolution(_ worker: Int) -> any Strategy<Solution> {
    ListEvolution(
      formulation, translation, seed: options.seed(of: worker) ^ 1,
      scheduleLimit: options.conflictLimit == nil ? .max : Self.schedulesBeside)
  }

  private static var movesBefore: Int { 1_000 }
  /// Without a better one, before the engine takes over.
  private static var schedulesBefore: Int { 2_000 }
  /// Of searches beside an engine whose conflicts are limited.
  private static var movesBeside: Int { 500_000 }
  private static var schedulesBeside: Int { 50_000 }
}
