import APIServerDouble
import ArgumentParser
import Basics
import ClusterSimulation
import Foundation
import GLPKSolver

struct DayCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "day",
    abstract: "Squeezes a day into some minutes, with a controller that is killed again and again, and audits it.",
    discussion: """
      Sets of pods come and go, nodes fail and return, calls fail. What follows -- goes to the controller. Exit codes: \
      0 all checks passed, 1 not all.
      """)

  @OptionGroup var cluster: ClusterOptions
  @Option(help: "The controller's program.") var controller: String
  @Option(help: "Of the day.") var seconds = 900.0
  @Option(help: "How often the controller is killed.") var kills = 20
  @Option(help: "observe, steer or apply, which is given to the controller; without it nothing is.") var mode: String?
  @Option(help: "Seconds between the coming or going of a set.") var turnEvery = 3.0
  @Option(help: "Seconds between failures of nodes; 0 for none.") var failEvery = 45.0
  @Option(help: "Seconds to come to rest in the end.") var restFor = 60.0
  @Option(help: "Seconds of the exact solve of what is left.") var solveFor = 30.0
  @Option(help: "A folder for the controller's log and the kubeconfig.") var folder = "cluster-double"
  @Argument(help: "Options of the controller.") var options: [String] = []

  func run() async throws {
    let place = URL(filePath: folder)
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    let log = place.appending(path: "controller.log")
    try? FileManager.default.removeItem(at: log)
    let cluster = cluster.cluster()
    let audit = EvictionAudit()
    try await cluster.begin()
    ClusterDouble.say(
      "begins: \(self.cluster.nodes) nodes, \(cluster.server.objects(.pods).count) pods, "
        + "\(await cluster.simulation.podsWaiting) waiting")
    cluster.server.audit { audit.take($0) }
    await self.cluster.trouble(cluster)
    let config = place.appending(path: "kubeconfig").path
    let day = self
    let events = try await cluster.server.whileServing { url in
      try KubeconfigFile.write(url, to: config)
      return try await day.live(cluster, config, log)
    }
    let outcome = try Outcome(of: cluster.snapshot, seconds: solveFor, workers: 2, mipSolver: GLPKSolver())
    var verdict = DayVerdict(mode: mode ?? "observe", audit.findings, outcome, events)
    verdict.lacking = await cluster.simulation.setsThatLack
    verdict.planned = max(events.plannedByMetric, ControlledProcess.plannedEvictions(in: log))
    ClusterDouble.say(verdict.words)
    ClusterDouble.say(verdict.line)
    if !verdict.passed { throw ExitCode(1) }
  }

  /// What was done to the cluster and the controller.
  struct Events: Sendable {
    var kills = 0
    var starts = 0
    /// Ends of the controller that nobody asked for.
    var crashes = 0
    var turns = 0
    var failures = 0
    var compactions = 0
    var plannedByMetric = 0
    var preemptions = 0
    var bindings = 0
  }

  private func live(_ cluster: SimulatedCluster, _ config: String, _ log: URL) async throws -> Events {
    var arguments = ["--kubeconfig", config, "--metrics-address", "127.0.0.1:0"]
    if let mode {
      arguments += ["--mode", mode]
      if mode != "observe" { arguments += ["--extender-address", "127.0.0.1:\(self.cluster.extenderPort ?? 0)"] }
    }
    arguments += options
    var events = Events()
    var random = RandomSource(seed: self.cluster.seed &+ 1)
    var process = try ControlledProcess(controller, arguments, log: log)
    events.starts = 1
    let running = Task { await cluster.simulation.run() }
    defer {
      running.cancel()
      process.send(SIGKILL)
    }
    let begin = ContinuousClock.now
    var killTimes = (0..<kills).map { _ in seconds * (0.05 + 0.85 * random.unit()) }.sorted()
    var turn = turnEvery
    var failure = failEvery > 0 ? failEvery : Double.infinity
    var returns: [(time: Double, node: String)] = []
    var compaction = seconds / 6
    /// Of this process so far, and of those before.
    var metric = (now: 0, before: 0)
    func elapsed() -> Double { (ContinuousClock.now - begin).inSeconds }
    while elapsed() < seconds {
      try await Task.sleep(for: .milliseconds(100))
      let now = elapsed()
      if let count = await process.metric("dovetail_controller_plan_evictions_total") { metric.now = Int(count) }
      if !process.isRunning {
        events.crashes += 1
        process = try ControlledProcess(controller, arguments, log: log)
        events.starts += 1
        metric = (0, metric.before + metric.now)
      }
      if let first = killTimes.first, now >= first {
        killTimes.removeFirst()
        process.send(SIGKILL)
        process.waitForEnd()
        events.kills += 1
        metric = (0, metric.before + metric.now)
        process = try ControlledProcess(controller, arguments, log: log)
        events.starts += 1
      }
      // The last part of the day is calm.
      let isBusy = now < 0.85 * seconds
      while isBusy, now >= turn {
        try cluster.turn()
        events.turns += 1
        turn += turnEvery
      }
      if isBusy, now >= failure {
        let node = "node-\(random.below(self.cluster.nodes))"
        await cluster.simulation.fail(node: node)
        returns.append((now + failEvery * (0.5 + random.unit()), node))
        events.failures += 1
        failure += failEvery
      }
      for (time, node) in returns where now >= time || !isBusy { await cluster.simulation.restore(node: node) }
      returns.removeAll { now >= $0.time || !isBusy }
      if now >= compaction {
        cluster.server.compact(events.compactions % 2 == 0 ? .status : .event)
        events.compactions += 1
        compaction += seconds / 6
      }
    }
    // Whatever is under way comes to its end, and then nobody evicts any more.
    let end = ContinuousClock.now + .seconds(restFor)
    while ContinuousClock.now < end { try await Task.sleep(for: .milliseconds(200)) }
    if let count = await process.metric("dovetail_controller_plan_evictions_total") { metric.now = Int(count) }
    process.send(SIGTERM)
    process.waitForEnd()
    for _ in 0..<300 where await !cluster.simulation.isAtRest { try await Task.sleep(for: .milliseconds(100)) }
    events.plannedByMetric = metric.before + metric.now
    events.preemptions = await cluster.simulation.preemptions
    events.bindings = await cluster.simulation.bindings
    return events
  }
}
