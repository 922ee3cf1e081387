import Solving

/// A job shop as a model: an interval an operation, and no overlap on machines.
extension JobShop: ModelStating {
  /// The schedules no longer than that of the best of a few dispatching rules.
  public static func modelText(of instance: Instance) throws -> String {
    let (instance, unit) = divided(instance) ?? (instance, 1)
    return try ConstraintModel(instance, horizon: dispatchingHorizon(of: instance), unit: unit).model.text()
  }
}
