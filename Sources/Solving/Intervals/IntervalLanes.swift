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
    return (0..<workers).map { worker in
      var settings = NativeStrategy<[Int]>.Options(
        seed: seed(of: worker), conflictLimit: conflictLimit, probesLowerBound: worker == 0)
      if worker == 0 { settings.neighbourhoods = .alternating }
      settings.exchange = exchange.member(worker)
      return Lane([NativeStrategy(settings) { _ in formulation }])
    }
  }
}
