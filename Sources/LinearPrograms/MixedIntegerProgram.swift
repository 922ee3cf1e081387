import MIP
import Race
import Solving

/// Linear programs with integer columns, as files of other solvers state them: a sum of columns is to be as small or as
/// large as possible, sums of columns are within sides, columns are within bounds and may have to be integers.
public enum MixedIntegerProgram: PortfolioProblem {
  public static let name = "mip"
  public static let summary = "mixed-integer linear programs of any kind, from the files that other solvers read"

  public static let portfolio = Portfolio<MixedIntegerProgram>(
    heuristics: [
      .once(
        RepairStrategy.heuristicName,
        "every column at its cheap end, then the moves that repair most for their cost, then back as far as rows allow"
      ) { instance, _ in [RepairStrategy(instance)] }
    ], mip: mipStrategies, cp: engineLanes, native: nativeLanes)

  public static func linearModel(of instance: Instance, _ options: SolveOptions<Solution>) throws -> LinearModel {
    instance.model
  }

  public static func objectiveScale(of instance: Instance) -> ObjectiveScale? {
    if instance.objective.decimals == 0, !instance.isMaximised { return nil }
    return ObjectiveScale(decimals: instance.objective.decimals, isNegated: instance.isMaximised)
  }

  public static func warnings(of instance: Instance) -> [String] { instance.warnings }
}
