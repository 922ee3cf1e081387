extension PodPacking {
  /// Steps, and pods that stay pending, shown after a solve; the solution file has them all.
  private static let shownSteps = 40
  private static let shownPods = 20

  /// The plan, a line a step, and who stays pending, and why.
  public static func explanation(of solution: Solution, of instance: Instance) -> [String] {
    planLines(solution, instance) + pendingLines(solution, instance)
  }

  private static func planLines(_ solution: Solution, _ instance: Instance) -> [String] {
    do {
      let plan = try solution.plan(in: instance)
      let lines = plan.text.split(separator: "\n").map(String.init)
      let rest = plan.steps.count - shownSteps
      return ["plan       \(lines[0])"] + lines.dropFirst().prefix(shownSteps)
        + (rest > 0 ? ["... and \(rest) more steps; --output FILE has them all"] : [])
    } catch {
      return ["plan       none: \(error)"]
    }
  }

  private static func pendingLines(_ solution: Solution, _ instance: Instance) -> [String] {
    let pending = solution.reasons(in: instance)
    if pending.isEmpty { return [] }
    let count = (try? solution.nodes(in: instance).count { $0 < 0 }) ?? pending.count
    let lines = pending.prefix(shownPods).map { "\($0.pod): \($0.reason)" }
    let rest = count - lines.count
    return ["pending    \(count) \(count == 1 ? "pod" : "pods")"] + lines
      + (rest > 0 ? ["... and \(rest) more; dovetail explain CLUSTER POD tells of each"] : [])
  }
}
