import Solving

extension GeneralSchedule {
  public static var limits: [String] {
    [
      "jobs, tasks, resources and whatever else is numbered: \(NumberText.limit(Instance.countLimit)) each",
      "times, durations, amounts and lags: \(NumberText.limit(Instance.limit))",
    ]
  }
}
