import Modeling
import Solving

extension GeneralSchedule: ModelStating {
  /// The constraint model; several levels of the objective are one number in it.
  public static func modelText(of instance: Instance) throws -> String {
    guard instance.unit == 1 else {
      throw ModelTooLarge("a model of \(instance.name) would have times beyond \(Instance.limit)")
    }
    return ModelWriter.text(of: try ScheduleModel(instance).data)
  }
}
