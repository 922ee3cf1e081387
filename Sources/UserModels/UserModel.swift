import Lowering
import MIP
import Modeling
import Race
import Solving

/// Models of a user's own, as text files: variables, intervals, constraints and an objective.
public enum UserModel: PortfolioProblem {
  public static let name = "model"
  public static let summary = "models of one's own, of numbers, Booleans and intervals, with constraints of any kind"

  public static let portfolio = Portfolio<UserModel>(
    heuristics: [], mip: mipStrategies, cp: engineLanes, native: nativeLanes)

  public static func linearModel(of instance: Instance, _ options: SolveOptions<Solution>) throws -> LinearModel {
    try Linearization(instance.data).linearModel
  }

  public static func objectiveScale(of instance: Instance) -> ObjectiveScale? {
    instance.data.objective?.isMaximised ?? false ? ObjectiveScale(decimals: 0, isNegated: true) : nil
  }
}
