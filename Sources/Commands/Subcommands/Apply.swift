import ArgumentParser
import Race

/// kubectl's own spelling.
enum DryRun: String, ExpressibleByArgument, CaseIterable {
  case none, client, server
}

struct Apply: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Carries out a plan for a Kubernetes cluster: evicts its pods in order, through kubectl.",
    discussion: """
      Pods are evicted through the Eviction API, which keeps every disruption budget, and only while they are the very \
      pods of the plan: same UID, same node. Pods are bound by the scheduler, which dovetail-server steers to the \
      plan's nodes; each binding is waited for. What is done up to the end of a group leaves nothing worse than before.

      Exit codes: 0 done, or nothing to do; 4 the cluster has changed since the plan was made; 5 not done within the \
      time, or interrupted; 64 wrong usage; 65 not a plan; 69 kubectl cannot be run or does not answer. With all \
      but 0, no further pod is evicted.
      """)

  @Argument(help: "The plan: what solve --output wrote for pods, or the body of /v1/plan; - reads standard input.")
  var plan: String

  @Option(
    help: ArgumentHelp(
      "Evict nobody: client prints the steps, server asks the cluster whether each would be accepted.",
      discussion: "--dry-run alone is --dry-run=client.", valueName: "none|client|server"))
  var dryRun = DryRun.none

  @Option(help: "The context of the kubeconfig.") var context: String?
  @Option(help: "The kubeconfig file.") var kubeconfig: String?
  @Option(help: "The kubectl to run.") var kubectl = "kubectl"
  @Option(help: "Seconds for a pod to end, to be bound and ready, and for a budget to allow its eviction.")
  var timeout = 120.0
  @Option(help: "Seconds between looks at the cluster.") var interval = 1.0
  @Option(help: "A plan with more evictions is not begun.") var maxEvictions: Int?
  @Option(help: "A file that gets a line of JSON for everything that is done.") var record: String?

  /// `--dry-run` without a value, as kubectl takes it.
  static func spelledOut(_ arguments: [String]) -> [String] {
    guard arguments.first == "apply" else { return arguments }
    return arguments.map { $0 == "--dry-run" ? "--dry-run=client" : $0 }
  }

  func validate() throws {
    for (name, seconds) in [("--timeout", timeout), ("--interval", interval)] where !(seconds > 0 && seconds <= 86400) {
      throw ValidationError("\(name) is a number of seconds above 0, at most a day")
    }
    if let maxEvictions, maxEvictions < 0 { throw ValidationError("--max-evictions is 0 or more") }
  }

  mutating func run() throws {
    let steps = try AppliedPlan.read(InputFile.read(plan))
    guard case .steps(let steps) = steps else {
      if case .nothing(let reason) = steps {
        StandardStream.output.line("nothing to do" + (reason.map { ": \($0)" } ?? ""))
      }
      return
    }
    let evictions = steps.count { $0.action == .evict }
    if let maxEvictions, evictions > maxEvictions {
      throw CommandFailure(.usage, "\(plan): \(evictions) evictions, and --max-evictions is \(maxEvictions)")
    }
    let cluster = Kubectl(program: kubectl, context: context, kubeconfig: kubeconfig, timeout: timeout)
    if dryRun != .client { Interrupts.handle { cluster.interrupt() } }
    var execution = PlanExecution(
      steps: steps, cluster: cluster, record: try record.map(ApplyRecord.init(path:)) ?? ApplyRecord(), dryRun: dryRun,
      timeout: timeout, interval: interval)
    try execution.run()
  }
}
