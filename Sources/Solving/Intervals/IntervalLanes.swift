import Race
import Statements

extension SolveOptions<[Int]> {
  /// The lanes of a race on a model with intervals; nil where there is nothing to schedule.
  ///
  /// The clause-learning engine is on every worker. The first one raises the lower bound half of the time and looks around
  /// good schedules in between, and all learn from each other.
  package func intervalLanes(for data: ModelData) -> [Lane<[Int]>]? {
    guard let formulation = IntervalFormulation(data) else { return nil }
    let workers = max(2, workers)
    let exchange = FactExchange(members: workers)
    let isShop = ShopSearch.fits(formulation)
    return (0..<workers).map { worker in
      var settings = NativeStrategy<[Int]>.Options(
        seed: seed(of: worker), conflictLimit: conflictLimit, probesLowerBound: worker == 0)
      if worker == 0 { settings.neighbourhoods = .alternating }
      settings.exchange = exchange.member(worker)
      var lane = Lane<[Int]>([NativeStrategy(settings) { _ in formulation }])
      if usesHeuristics, isShop || worker == 0 {
        lane.relief = [isShop ? shopSearch(formulation, worker) : evolution(formulation, worker)]
        if isShop, worker == 0 { swap(&lane.strategies, &lane.relief) }
      }
      if worker == 0 { lane.strategies = beginning(formulation, isShop: isShop) + lane.strategies }
      return lane
    }
  }

  /// First schedules and bounds, which are better the better the best schedule is.
  private func beginning(_ formulation: IntervalFormulation, isShop: Bool) -> [any Strategy<[Int]>] {
    // A tabu search does more in the time of a few more lists.
    let lists = ScheduleConstruction(formulation, seed: seed, scheduleLimit: isShop ? 12 : 100)
    let more: any Strategy<[Int]> =
      isShop
      ? ShopSearch(formulation, seed: seed, iterationLimit: Self.movesBefore)
      : ListEvolution(formulation, seed: seed, patience: Self.schedulesBefore, scheduleLimit: Self.schedulesBeside)
    let bounds = ScheduleBounds(formulation)
    return isShop ? start([lists, more]) + [bounds] : start([lists]) + [bounds] + start([more])
  }

  /// A run that conflicts limit has an end.
  private func shopSearch(_ formulation: IntervalFormulation, _ worker: Int) -> any Strategy<[Int]> {
    ShopSearch(
      formulation, seed: seed(of: worker), iterationLimit: conflictLimit == nil ? .max : Self.movesBeside)
  }

  private func evolution(_ formulation: IntervalFormulation, _ worker: Int) -> any Strategy<[Int]> {
    ListEvolution(
      formulation, seed: seed(of: worker) ^ 1, scheduleLimit: conflictLimit == nil ? .max : Self.schedulesBeside)
  }

  private static var movesBefore: Int { 1_000 }
  /// Without a better one, before the engine takes over.
  private static var schedulesBefore: Int { 2_000 }
  /// Of searches beside an engine whose conflicts are limited.
  private static var movesBeside: Int { 500_000 }
  private static var schedulesBeside: Int { 50_000 }
}
