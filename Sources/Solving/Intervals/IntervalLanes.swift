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
      if isShop, usesHeuristics {
        // A run that conflicts limit has an end.
        let limit = conflictLimit == nil ? Int.max : Self.movesBeside
        lane.relief = [ShopSearch(formulation, seed: seed(of: worker), iterationLimit: limit)]
        if worker == 0 { swap(&lane.strategies, &lane.relief) }
      }
      if worker == 0 {
        // A tabu search does more in the time of a few more lists.
        let first = ScheduleConstruction(formulation, seed: seed, scheduleLimit: isShop ? 12 : 200)
        let second = ShopSearch(formulation, seed: seed, iterationLimit: Self.movesBefore)
        lane.strategies =
          start(isShop ? [first, second] : [first]) + [ScheduleBounds(formulation)] + lane.strategies
      }
      return lane
    }
  }

  /// Moves before bounds, which are better the better the best schedule is.
  private static var movesBefore: Int { 1_000 }
  /// Moves of a tabu search beside an engine whose conflicts are limited.
  private static var movesBeside: Int { 500_000 }
}
