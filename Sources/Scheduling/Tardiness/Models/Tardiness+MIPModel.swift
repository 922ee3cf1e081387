import MIP
import Solving

extension Tardiness {
  /// Which linear model an instance gets: the time-indexed one while it is small, else the positional one.
  enum MIPModel {
    /// Nonzero coefficients of a time-indexed model that a solver can still be expected to work with.
    static let nonzeroLimit = 200_000

    static func formulation(of instance: Instance) throws(MIPError) -> any LinearFormulation<Solution> {
      try checkSize(of: instance)
      return isTimeIndexed(instance) ? StartTimeModel(instance) : PositionalModel(instance)
    }

    static func isTimeIndexed(_ instance: Instance) -> Bool {
      StartTimeModel.nonzeroCount(of: instance) <= nonzeroLimit
    }

    /// - Throws: `MIPError` where either model is too large.
    static func checkSize(of instance: Instance) throws(MIPError) {
      guard isTimeIndexed(instance) || instance.jobCount <= PositionalModel.jobLimit else {
        throw MIPError(
          "the positional model of \(instance.name) is for \(PositionalModel.jobLimit) jobs at most, and the "
            + "time-indexed one would have more than \(nonzeroLimit) nonzero coefficients", kind: .tooLarge)
      }
    }
  }

  public static func linearModel(
    of instance: Instance, _ options: SolveOptions<Solution>
  ) throws -> LinearModel {
    try MIPModel.formulation(of: instance).model
  }
}
