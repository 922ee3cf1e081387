import Race

extension PodPacking {
  /// The priorities at which a placement is proved optimal: those from the highest where bound and objective agree.
  public static func certificate(_ objective: Objective, bound: Objective, of instance: Instance) -> String? {
    let proved = zip(objective.levels, bound.levels).prefix { $0 == $1 }.count
    if proved == 0 { return nil }
    if proved == objective.levels.count { return "proved optimal at every level" }
    if proved > instance.levelCount { return "proved optimal for all priorities, and in moves and evictions" }
    if proved == instance.levelCount { return "proved optimal for all priorities" }
    return "proved optimal for priorities >= \(instance.priorities[proved - 1])"
  }
}
