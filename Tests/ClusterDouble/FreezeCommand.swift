import APIServerDouble
import ArgumentParser
import Basics
import ClusterSimulation
import Foundation

struct FreezeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "freeze",
    abstract:
      "Two replicas of a controller, of which the leader is frozen again and again; are there ever two leaders?",
    discussion: "What follows -- goes to the controllers. Exit codes: 0 every eviction was the lease holder's, 1 not.")

  @OptionGroup var cluster: ClusterOptions
  @Option(help: "The controller's program.") var controller: String
  @Option(help: "How often the leader is frozen.") var times = 50
  @Option(help: "Of the lease, in seconds, as the controllers have it.") var leaseDuration = 4.0
  @Option(help: "Namespace and name of the lease.") var lease = "kube-system/dovetail-controller"
  @Option(help: "Seconds between the coming or going of a set.") var turnEvery = 0.5
  @Option(help: "A folder for the controllers' logs and the kubeconfig.") var folder = "cluster-double"
  @Argument(help: "Options of the controllers.") var options: [String] = []

  func run() async throws {
    let place = URL(filePath: folder)
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    let cluster = cluster.cluster()
    let audit = EvictionAudit(lease: lease)
    try await cluster.begin()
    cluster.server.audit { audit.take($0) }
    await self.cluster.trouble(cluster)
    let config = place.appending(path: "kubeconfig").path
    let trial = self
    try await cluster.server.whileServing { url in
      try KubeconfigFile.write(url, to: config)
      try await trial.freeze(cluster, config, place)
    }
    let findings = audit.findings
    for fault in findings.faults.prefix(20) { ClusterDouble.say(fault) }
    ClusterDouble.say(
      "\(findings.evictions) evictions, \(max(0, findings.holders.count - 1)) changes of the leader, "
        + "\(findings.notOfHolder) evictions by somebody who was not the holder; "
        + "\(findings.brokenBudgets) budgets broken, \(findings.ofProtectedPods) protected pods evicted, "
        + "\(findings.withoutUID) without UID, \(findings.refusedAsStale) refused as stale")
    if findings.notOfHolder > 0 { throw ExitCode(1) }
  }

  private func freeze(_ cluster: SimulatedCluster, _ config: String, _ place: URL) async throws {
    var arguments = ["--kubeconfig", config, "--metrics-address", "127.0.0.1:0", "--mode", "apply"]
    arguments += ["--extender-address", "127.0.0.1:0"]
    let names = lease.split(separator: "/").map(String.init)
    guard names.count == 2 else { throw ValidationError("--lease is NAMESPACE/NAME") }
    arguments += ["--lease-namespace", names[0], "--lease-name", names[1]]
    arguments += ["--lease-duration", "\(leaseDuration)", "--renew-deadline", "\(leaseDuration * 0.6)"]
    arguments += ["--retry-period", "\(leaseDuration / 8)"]
    arguments += options
    let processes = try (0..<2).map { number in
      let log = place.appending(path: "controller-\(number).log")
      try? FileManager.default.removeItem(at: log)
      return try ControlledProcess(controller, arguments, log: log)
    }
    let running = Task { await cluster.simulation.run() }
    let seconds = turnEvery
    let turning = Task {
      while !Task.isCancelled {
        try await Task.sleep(for: .seconds(seconds))
        try cluster.turn()
      }
    }
    defer {
      running.cancel()
      turning.cancel()
      for process in processes { process.send(SIGKILL) }
    }
    var random = RandomSource(seed: self.cluster.seed &+ 2)
    for round in 1...max(1, times) {
      try await Task.sleep(for: .seconds(1 + leaseDuration * random.unit()))
      let holder = cluster.server.object(.leases, names[0], names[1])?["spec", "holderIdentity"]?.text ?? ""
      // An identity has the process's number in it, or stands in its log.
      let leader =
        processes.first { !holder.isEmpty && holder.contains("\($0.id)") }
        ?? processes.first { !holder.isEmpty && $0.logged.contains(holder) } ?? processes[random.below(2)]
      leader.send(SIGSTOP)
      try await Task.sleep(for: .seconds(leaseDuration * (1.2 + random.unit())))
      leader.send(SIGCONT)
      if round % 10 == 0 { ClusterDouble.say("frozen \(round) times") }
      if processes.contains(where: { !$0.isRunning }) { throw ValidationError("a controller has ended") }
    }
    try await Task.sleep(for: .seconds(leaseDuration))
  }
}
