import Solving

/// A project as a model: an interval an activity, precedences, and a capacity a resource.
extension ResourceProject: ModelStating {
  public static func modelText(of instance: Instance) throws -> String {
    let (instance, unit) = divided(instance) ?? (instance, 1)
    return try ConstraintModel(
      instance, bound: instance.longestPaths.length, horizon: instance.totalDuration, unit: unit
    ).model.text()
  }
}
