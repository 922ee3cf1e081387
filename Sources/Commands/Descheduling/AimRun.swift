import Basics
import Pods
import Race
import Scheduler
import Solving

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A plan for an aim from the command line: read, planned, written, told.
struct AimRun {
  let cluster: String
  let options: PlanOptions
  let output: String?

  /// - Parameter aim: of the cluster that was read.
  func execute(_ aim: (PodPacking.Instance) throws(CommandFailure) -> ClusterAim) throws {
    let scheduler = try options.scheduler()
    let format = try options.format()
    if format == .json, output == "-" {
      throw CommandFailure(.usage, "with --log json, standard output is the log's")
    }
    let file = try output.map { (path) throws(CommandFailure) in try OutputFile(path) }
    let interruption = Interruption()
    Interrupts.handle { interruption.raise() }
    let instance = try options.instance(of: cluster)
    let aim = try aim(instance)
    let plan: SchedulingPlan
    do {
      plan = try scheduler.blockingPlan(for: instance.snapshot, aim: aim, interruption: interruption)
    } catch .invalidSnapshot(let reason) {
      throw CommandFailure(.usage, "\(cluster): \(reason)")
    } catch {
      throw CommandFailure(.unavailable, error.description)
    }
    if format != .json { for text in plan.warnings { StandardStream.error.line("dovetail: warning: \(text)") } }
    if let file { try file.write(Self.json(plan) + "\n") }
    switch format {
    case .text: StandardStream.output.line(AimText(plan, aim, file).text)
    case .json: StandardStream.output.line(Self.json(AimSummary(plan, instanceName(of: cluster))))
    case .none: break
    }
    if StandardStream.output.isBroken { throw CommandFailure(.writeError, "cannot write to standard output") }
    if let rejection = plan.rejections.first { throw CommandFailure(.internalError, rejection) }
  }

  /// One line, keys in order.
  static func json(_ value: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Numbers and text alone are in it.
    guard let data = try? encoder.encode(value) else { return "{}" }
    return String(decoding: data, as: UTF8.self)
  }
}

/// The line of `--log json`: the plan without its steps.
private struct AimSummary: Encodable {
  let event = "summary"
  let instance: String
  let status: SolveStatus
  let objective: [Int]
  let bound: [Int]?
  let gap: Double?
  let priorities: [Int]
  let outcome: AimOutcome?
  let moves: Int
  let steps: Int?
  let stepsFailure: String?
  let pending: [PodPacking.PendingPod]
  let ending: String
  let time: Double
  let warnings: [String]

  init(_ plan: SchedulingPlan, _ instance: String) {
    self.instance = instance
    status = plan.status
    objective = plan.objective
    bound = plan.bound
    gap = plan.gap
    priorities = plan.priorities
    outcome = plan.outcome
    moves = plan.changes.count { $0.from != nil }
    steps = plan.steps?.count
    stepsFailure = plan.stepsFailure
    pending = plan.pending
    ending = plan.ending.description
    time = plan.time
    warnings = plan.warnings
  }
}
