import Solving

extension PodPacking {
  public static var limits: [String] {
    [
      "requests or capacities of a resource, all together in its smallest unit: \(NumberText.limit(ResourceColumns.limit))",
      "--engine glpk and export: pods times nodes \(NumberText.limit(PlacementModel.variableLimit))",
    ]
  }
}
