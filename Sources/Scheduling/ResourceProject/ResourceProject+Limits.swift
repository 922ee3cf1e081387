import Solving

extension ResourceProject {
  public static var limits: [String] {
    [
      "activities: \(NumberText.limit(Instance.maximumActivityCount))",
      "a capacity: \(NumberText.limit(Instance.maximumCapacity))",
      "all durations together: \(NumberText.limit(Instance.maximumDuration)), "
        + "and \(NumberText.limit(Instance.maximumTotalDuration)) in units of their greatest common divisor",
    ]
  }
}
