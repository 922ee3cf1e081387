import Basics

/// The state of an instance after a trace of changes, for `dovetail solve --replay TRACE`.
public struct Replay<Instance: Sendable, Solution: Sendable>: Sendable {
  /// As things are now.
  public let instance: Instance
  /// The instance in the problem's first format.
  public let text: String
  /// What is left of the plan and still holds.
  public let rest: Solution
  /// What happened, and what was lost, a line each.
  public let report: [String]

  /// What the trace has made of an instance and of a plan.
  public init(instance: Instance, text: String, rest: Solution, report: [String]) {
    self.instance = instance
    self.text = text
    self.rest = rest
    self.report = report
  }
}

extension Problem {
  public static func resumed(
    _ instance: Instance, at time: Int, plan: Solution, isStable: Bool
  ) throws(SolveOptionError) -> Replay<Instance, Solution>? { nil }

  public static func replay(
    _ trace: SourceText, of plan: Solution, in instance: Instance
  ) throws(InputError) -> Replay<Instance, Solution>? { nil }
}
