import Modeling
import Solving

extension GeneralSchedule {
  /// A least set of windows, lags, resources and other constraints that cannot hold together.
  public static func infeasibility(of instance: Instance, shouldStop: () -> Bool) -> Infeasibility? {
    if shouldStop() { return nil }
    var options = Model.Options()
    options.timeLimit = patience
    let (small, unit) = divided(instance) ?? (instance, 1)
    guard let model = try? ScheduleModel.explained(small), let found = try? model.explainInfeasibility(options)
    else {
      return nil
    }
    let names = found.names
    if names.isEmpty { return nil }
    let measure = unit > 1 ? ", in units of \(unit)" : ""
    let lines = ["these cannot hold together\(measure)\(found.isMinimal ? "" : " (not all of them may be needed)"):"]
    return Infeasibility(elements: names, isMinimal: found.isMinimal, lines: lines + names.map { "- \($0)" })
  }

  /// Seconds.
  private static let patience = 9.0
}

extension ScheduleModel {
  /// The model without an objective, with a name for whatever could be left out.
  static func explained(_ instance: GeneralSchedule.Instance) throws -> Model {
    var builder = ScheduleModelBuilder(instance, isExplained: true)
    builder.addTasks()
    builder.addJobWindows()
    builder.addResources()
    builder.addLags()
    builder.addConstraints()
    let mark = builder.model.beginGroup("machines are not exchanged in a ring")
    builder.forbidSwaps()
    builder.model.endGroup(mark)
    return builder.model
  }
}
