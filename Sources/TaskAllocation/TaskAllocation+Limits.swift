import Solving

extension TaskAllocation {
  public static var limits: [String] {
    [
      "entities, and tasks: \(NumberText.limit(Instance.countLimit))",
      "entities times tasks times abilities: \(NumberText.limit(Instance.sizeLimit))",
      "all values and costs together, all amounts of an ability: less than \(NumberText.limit(Instance.totalLimit))",
    ]
  }
}
