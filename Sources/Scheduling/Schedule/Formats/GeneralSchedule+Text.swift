import Modeling
import Solving

extension GeneralSchedule: ModelStating {
  /// The constraint model; several levels of the objective are one number in it.
  public static func modelText(of instance: Instance) throws -> String {
    ModelWriter.text(of: try ScheduleModel(instance).data)
  }
}
