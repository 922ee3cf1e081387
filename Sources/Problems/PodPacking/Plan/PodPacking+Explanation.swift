extension PodPacking {
  /// Steps shown after a solve; the solution file has them all.
  private static let shownSteps = 40

  /// The plan, a line a step.
  public static func explanation(of solution: Solution, of instance: Instance) -> [String] {
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
}
