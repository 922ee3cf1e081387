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

  public static let portfolio = Portfolio<GeneralSchedule>(heuristics: [], mip: mipStrategies, native: nativeLanes)
}
