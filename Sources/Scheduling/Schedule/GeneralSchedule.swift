import Solving

/// Scheduling in general: jobs of tasks that run in one of several modes on machines, with renewable, consumable and stored
/// resources, under lags, setup times, calendars and choices, for any of the usual objectives.
///
/// Job shops, open, flow and flexible shops with blocking, setups or workers, projects with modes or maximum lags: all are
/// instances of it.
public enum GeneralSchedule: PortfolioProblem {
  public static let name = "schedule"
  public static let summary =
    "scheduling in general: shops and projects with modes, setups, lags, calendars, any objective"

  public static let portfolio = Portfolio<GeneralSchedule>(
    heuristics: [
      .search("generation", "serial generation in orders around the best one (Kelley 1963)") { instance, seed in
        GenerationSearch(instance, seed: seed)
      },
      .search("particular", "the search of the most particular case that the instance is, else generation") {
        instance, seed in
        CaseMethods(of: instance)?.search(seed) ?? GenerationSearch(instance, seed: seed)
      },
    ], mip: mipStrategies, cp: engineLanes, native: nativeLanes)
}
