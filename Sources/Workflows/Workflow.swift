import MIP
import Race
import Solving

/// Workflows on heterogeneous processors: tasks with precedences, each on one of several elements that differ in how long
/// they take for it, and data that takes time from element to element.
public enum Workflow: PortfolioProblem {
  public static let name = "workflow"
  public static let summary = "task graphs on heterogeneous processors with transfer times: the shortest makespan"

  public static let portfolio = Portfolio<Workflow>(
    heuristics: ListRule.allCases.map { rule in
      .once(rule.rawValue, rule.summary) { instance, _ in [ListStrategy(instance, [rule]), BoundStrategy(instance)] }
    }
      + DispatchRule.allCases.map { rule in
        .once(rule.rawValue, rule.summary) { instance, _ in [DispatchStrategy(instance, rule), BoundStrategy(instance)]
        }
      } + [
        .search(
          ListSearch.heuristicName, "list schedules around the best one, with orders and elements changed",
          bounds: { [BoundStrategy($0)] }, { ListSearch($0, seed: $1) })
      ], mip: mipStrategies, cp: engineLanes, native: engineLanes)

  /// List schedules and the bound, then the MIP solver with all the rest of the time.
  private static func mipStrategies(
    for instance: Instance, _ options: SolveOptions<Solution>, _ solver: any MIPSolver
  ) throws -> [any Strategy<Solution>] {
    try OrderModel.checkSize(of: instance)
    return start(for: instance, options) + [
      MIPStrategy<Solution>(solver: solver) { best in
        try OrderModel(instance, limit: best.map { Objective($0.objective) })
      }
    ]
  }

  /// List schedules and the bound on the first worker; the constraint model on all.
  private static func engineLanes(for instance: Instance, _ options: SolveOptions<Solution>) -> [Lane<Solution>] {
    ModelRoom(instance, options).lanes(after: start(for: instance, options))
  }

  private static func start(
    for instance: Instance, _ options: SolveOptions<Solution>
  ) -> [any Strategy<Solution>] {
    options.start([ListStrategy(instance, [.heft]), BoundStrategy(instance), ListStrategy(instance, ListRule.others)])
      + (options.wantsHeuristicStart ? [] : [BoundStrategy(instance)])
  }
}
