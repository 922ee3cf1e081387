import Solving

extension JobShop {
  public static var limits: [String] {
    [
      "jobs and machines: \(NumberText.limit(ShopBlock.countLimit)) each",
      "all durations together: \(NumberText.limit(Instance.durationLimit)), "
        + "and \(NumberText.limit(Instance.totalLimit)) in units of their greatest common divisor",
    ]
  }
}
