import MIP
import Race

extension PodPacking {
  public static let heuristics: [HeuristicDescription] = []

  /// The present placement, which keeps every rule.
  public static func lanes(for instance: Instance, _ options: SolveOptions<Solution>) throws -> [Lane<Solution>] {
    [Lane([GivenSolution(.present(of: instance))])]
  }

  public static func linearModel(of instance: Instance, _ options: SolveOptions<Solution>) throws -> LinearModel {
    throw InvalidInstance("there is no linear model of pods")
  }
}
