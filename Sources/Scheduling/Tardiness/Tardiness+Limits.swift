import Solving

extension Tardiness {
  public static var limits: [String] {
    [
      "jobs: \(NumberText.limit(JobListReader.countLimit))",
      "the sum of weights times the time that all work takes: \(NumberText.limit(Instance.costLimit))",
    ]
  }
}
