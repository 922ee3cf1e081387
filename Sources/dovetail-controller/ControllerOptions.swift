import ArgumentParser
import KubernetesAPI
import Pods

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// When there is a plan, and for whom.
struct PlanningOptions: ParsableArguments {
  @Option(help: "Seconds that a pod must have been unschedulable before it is planned for.") var pendingFor = 30.0
  @Option(help: "Seconds of a plan.") var timeLimit = 5.0
  @Option(help: "Threads of a plan.") var workers = 2
  @Option(
    help: ArgumentHelp(
      "Plan for pending pods of this scheduler; several times for more. (default: the default one and ours)"))
  var schedulerName: [String] = []

  func validate() throws {
    guard pendingFor >= 0, pendingFor <= 86400 else {
      throw ValidationError("--pending-for is a number of seconds, at most a day")
    }
    guard timeLimit > 0, timeLimit <= 3600 else {
      throw ValidationError("--time-limit is a number of seconds above 0, at most an hour")
    }
    guard (1...256).contains(workers) else { throw ValidationError("--workers is from 1 to 256") }
  }

  func set(_ settings: inout ControllerSettings) {
    settings.trigger.pendingFor = pendingFor
    // Who plans soon after a pod is pending also looks again soon.
    settings.trigger.firstRest = max(1, min(30, pendingFor))
    settings.trigger.quiet = min(2, pendingFor)
    settings.timeLimit = timeLimit
    settings.workers = workers
    if !schedulerName.isEmpty { settings.scope.schedulers = Set(schedulerName) }
  }
}

/// Who may be evicted, how many, and when.
struct EvictingOptions: ParsableArguments {
  @Option(help: "Evictions of one plan.") var maxEvictionsPerPlan = 20
  @Option(help: "Of those, pods of one node.") var maxEvictionsPerNode = 5
  @Option(help: "Of those, pods of one owner, such as a ReplicaSet.") var maxEvictionsPerOwner = 2
  @Option(help: "Of those, pods of one namespace.") var maxEvictionsPerNamespace: Int?
  @Option(
    help: ArgumentHelp(
      "A namespace of which no pod is evicted, beside kube-system; several times for more. none leaves kube-system out."
    ))
  var protectedNamespace: [String] = []
  @Option(help: "Evictions in any 60 minutes, whichever replica leads.") var maxEvictionsPerHour = 60
  @Option(
    help: ArgumentHelp(
      "When pods may be evicted, in UTC, such as 'Mon-Fri 22:00-06:00'; several times for more. (default: always)"))
  var maintenanceWindow: [String] = []
  @Option(help: "Seconds for a pod to end, to be bound and ready, and for a budget to allow its eviction.")
  var stepTimeout = 120.0

  func validate() throws {
    let numbers: [(String, Int?)] = [
      ("--max-evictions-per-plan", maxEvictionsPerPlan), ("--max-evictions-per-node", maxEvictionsPerNode),
      ("--max-evictions-per-owner", maxEvictionsPerOwner), ("--max-evictions-per-namespace", maxEvictionsPerNamespace),
      ("--max-evictions-per-hour", maxEvictionsPerHour),
    ]
    for (name, number) in numbers {
      if let number, !(0...1_000_000).contains(number) { throw ValidationError("\(name) is from 0 to 1000000") }
    }
    for text in maintenanceWindow where MaintenanceWindow(text) == nil {
      throw ValidationError(
        "--maintenance-window is HH:MM-HH:MM, perhaps with days in front, such as 'Mon-Fri 22:00-06:00', not '\(text)'")
    }
    for name in protectedNamespace where !LeadingOptions.isName(name) {
      throw ValidationError("--protected-namespace is the name of a namespace, not '\(name)'")
    }
    guard stepTimeout > 0, stepTimeout <= 86400 else {
      throw ValidationError("--step-timeout is a number of seconds above 0, at most a day")
    }
  }

  func set(_ settings: inout ControllerSettings) {
    settings.carryingOut.limits.perPlan = maxEvictionsPerPlan
    settings.carryingOut.limits.perNode = maxEvictionsPerNode
    settings.carryingOut.limits.perOwner = maxEvictionsPerOwner
    settings.carryingOut.limits.perNamespace = maxEvictionsPerNamespace
    settings.carryingOut.perHour = maxEvictionsPerHour
    settings.carryingOut.stepTimeout = stepTimeout
    settings.carryingOut.windows = maintenanceWindow.compactMap(MaintenanceWindow.init)
    settings.scope.protectedNamespaces = Set(
      protectedNamespace + (protectedNamespace.contains("none") ? [] : ["kube-system"])
    ).subtracting(["none"])
  }
}

/// Which replica acts.
struct LeadingOptions: ParsableArguments {
  @Flag(inversion: .prefixedNo, help: "Whether only the replica that holds the lease acts; apply needs it.")
  var leaderElection = true
  @Option(help: "The namespace of the lease. (default: the pod's own, or default)") var leaseNamespace: String?
  @Option(help: "The name of the lease.") var leaseName = "dovetail-controller"
  @Option(help: "Seconds without a renewal after which another replica takes over.") var leaseDuration = 15.0
  @Option(help: "Seconds without a renewal after which a leader stops acting.") var renewDeadline = 10.0
  @Option(help: "Seconds between renewals.") var retryPeriod = 2.0

  func validate() throws {
    for (option, name) in [("--lease-name", leaseName), ("--lease-namespace", leaseNamespace ?? "default")] {
      guard Self.isName(name) else { throw ValidationError("\(option) is a name of the API, not '\(name)'") }
    }
    guard retryPeriod > 0, retryPeriod < renewDeadline, renewDeadline < leaseDuration, leaseDuration <= 3600 else {
      throw ValidationError("--retry-period is above 0, below --renew-deadline, and that below --lease-duration")
    }
  }

  /// Lower-case letters, digits, "-" and ".", as in all names of the API.
  static func isName(_ text: String) -> Bool {
    text.wholeMatch(of: /[a-z0-9]([a-z0-9.-]*[a-z0-9])?/) != nil && text.utf8.count <= 253
  }

  func settings(identity: String) -> LeaderElection.Settings {
    let file = APIConfiguration.serviceAccountFolder + "/namespace"
    let own = (try? String(contentsOfFile: file, encoding: .utf8))?.split(whereSeparator: \.isWhitespace).first
    var settings = LeaderElection.Settings(
      namespace: leaseNamespace ?? own.map(String.init) ?? "default", identity: identity)
    settings.name = leaseName
    settings.duration = leaseDuration
    settings.renewDeadline = renewDeadline
    settings.retryPeriod = retryPeriod
    return settings
  }

  /// The host's name, which in a cluster is the pod's, and a number, since a container may start again in its pod.
  static func newIdentity() -> String {
    "\(ProcessInfo.processInfo.hostName)_\(String(UInt32.random(in: 0...UInt32.max), radix: 16))"
  }
}
