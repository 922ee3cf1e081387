import Modeling
import Race
import Solving

extension UserModel {
  /// The independent checker: bounds of all variables, then each constraint by its definition. Times of intervals that
  /// the solution says beside that are those that follow from the values.
  ///
  /// - Returns: the objective, minimised; 0 where the model has none.
  /// - Throws: the first rule that the solution breaks.
  public static func check(_ solution: Solution, of instance: Instance) throws(CheckFailure) -> Objective {
    let values = try instance.values(of: solution)
    if let violation = instance.data.violation(of: values) { throw CheckFailure(violation) }
    if let claims = solution.intervals {
      let times = times(of: instance, values)
      for (name, claim) in claims.sorted(by: { $0.key < $1.key }) {
        guard let known = times[name] else { throw CheckFailure("there is no interval \(name)") }
        if claim != known { throw CheckFailure("the interval \(name) is said to be at \(claim), and is at \(known)") }
      }
    }
    return Objective(instance.data.cost(of: values) ?? 0)
  }
}
