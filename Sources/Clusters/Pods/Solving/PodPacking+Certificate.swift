import Race

extension PodPacking {
  /// The priorities at which a placement is proved optimal: those from the highest where bound and objective agree; and
  /// what that is under.
  public static func certificate(_ objective: Objective, bound: Objective, of instance: Instance) -> String? {
    let proved = zip(objective.levels, bound.levels).prefix { $0 == $1 }.count
    if proved == 0 { return nil }
    let levels =
      if proved == objective.levels.count {
        "at every level"
      } else if proved > instance.levelCount {
        "for all priorities, and in moves and evictions"
      } else if proved == instance.levelCount {
        "for all priorities"
      } else {
        "for priorities >= \(instance.priorities[proved - 1])"
      }
    return "proved optimal \(levels)" + conditions(of: instance)
  }

  /// " (17 pods fixed, 2 left out; preferences are not looked at)".
  private static func conditions(of instance: Instance) -> String {
    let fixed = instance.fixedPods.count
    let left = instance.snapshot.pods.count - instance.podCount - fixed
    var parts: [String] = []
    if fixed > 0 { parts.append("\(fixed) \(fixed == 1 ? "pod" : "pods") fixed") }
    if left > 0 { parts.append("\(left) left out") }
    let facts = parts.joined(separator: ", ")
    return facts.isEmpty ? "" : " (\(facts); preferences are not looked at)"
  }
}
