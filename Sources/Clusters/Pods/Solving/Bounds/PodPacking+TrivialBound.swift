import Race

extension PodPacking {
  /// Every pod placed, none moved, and the best score that there could be.
  public static func trivialBound(of instance: Instance) -> Objective? {
    let levelCount = instance.levelCount + 1 + (instance.softScore == nil ? 0 : 1)
    return Objective(levels: [Int](repeating: 0, count: levelCount))
  }
}
