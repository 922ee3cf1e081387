import Solving

extension Workflow {
  public static var limits: [String] {
    [
      "tasks: \(NumberText.limit(Instance.taskLimit)), arcs: \(NumberText.limit(Instance.arcLimit))",
      "elements: \(NumberText.limit(Platform.elementLimit)) in \(NumberText.limit(Platform.clusterLimit)) clusters",
      "all times together: \(NumberText.limit(Instance.horizonLimit))",
      "arcs times pairs of clusters: \(NumberText.limit(Instance.transferLimit))",
    ]
  }
}
