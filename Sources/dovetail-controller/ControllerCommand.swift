import ArgumentParser
import Basics
import KubernetesAPI
import Logging
import NIOCore
import Pods
import Telemetry

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension Mode: ExpressibleByArgument {}

/// The command line: every setting is an option.
struct ControllerCommand: AsyncParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "dovetail-controller",
    abstract: "Watches a cluster, plans when pods stay pending, and says or does what helps them.",
    discussion: """
      In the mode observe it moves nothing: all that it writes are events on pods, and its lease. In steer it also answers \
      the scheduler's extender calls, so that pods get the plan's places. In apply it also evicts pods, through the \
      Eviction API, one step of the plan after the other. With --once it lists the cluster, prints a plan and writes nothing.

      Finds the API server by --kubeconfig, KUBECONFIG, a pod's service account or ~/.kube/config, in this order. \
      Of several replicas the one that holds the lease acts. GET /, /metrics, /healthz, /readyz, /v1/plan, /v1/explain?pod= \
      and /v1/state at --metrics-address. SIGTERM ends it within 5 seconds.

      Exit codes: 0 ended by a signal or by --once, 64 wrong usage, 69 the API server or an address to serve at is not \
      available, 70 internal error, 78 a configuration that cannot be used.
      """, version: version)

  @Option(help: "observe, steer or apply.") var mode = Mode.observe
  @Option(help: "A kubeconfig, YAML.") var kubeconfig: String?
  @Option(help: "The context of the kubeconfig. (default: its current one)") var context: String?
  @Flag(help: "Plan for all pending pods now, print the plan and end; writes nothing to the cluster.") var once = false
  @OptionGroup(title: "Planning") var planning: PlanningOptions
  @OptionGroup(title: "Evicting (mode apply; all but the last two also bound what plans propose)")
  var evicting: EvictingOptions
  @OptionGroup(title: "Leading") var leading: LeadingOptions
  @Option(help: "HOST:PORT of metrics and pages; port 0 takes a free one, which the log names.")
  var metricsAddress = "127.0.0.1:9090"
  @Option(help: "HOST:PORT of the scheduler's extender calls; only in steer and apply.")
  var extenderAddress = "127.0.0.1:8888"
  @Option(help: "trace, debug, info, notice, warning, error or critical.") var logLevel = "info"

  func validate() throws {
    func check(_ isFine: Bool, _ rule: String) throws {
      if !isFine { throw ValidationError(rule) }
    }
    try check(ServingAddress(metricsAddress) != nil, "--metrics-address is HOST:PORT")
    try check(ServingAddress(extenderAddress) != nil, "--extender-address is HOST:PORT")
    try check(
      Logger.Level(rawValue: logLevel) != nil, "--log-level is trace, debug, info, notice, warning, error or critical")
    try check(
      mode != .apply || leading.leaderElection, "--mode apply needs the lease: leave out --no-leader-election")
  }

  private func settings(identity: String) -> ControllerSettings {
    var settings = ControllerSettings()
    planning.set(&settings)
    evicting.set(&settings)
    settings.carryingOut.mode = mode
    if leading.leaderElection { settings.election = leading.settings(identity: identity) }
    return settings
  }

  func run() async throws {
    let writer = LogWriter()
    defer { writer.flush(within: 1) }
    let level = Logger.Level(rawValue: logLevel) ?? .info
    LoggingSystem.bootstrap { JSONLogHandler(label: $0, writer: writer, logLevel: level) }
    let logger = Logger(label: "dovetail-controller")
    let identity = LeadingOptions.newIdentity()
    let client: APIClient
    do throws(InputError) {
      let found = try APIConfiguration.found(
        kubeconfig: kubeconfig, context: context, environment: ProcessInfo.processInfo.environment)
      logger.info("API server", metadata: ["server": "\(found.server)"])
      client = try APIClient(found, agent: "dovetail/\(identity)")
    } catch {
      throw ControllerFailure(status: .settings, message: error.description)
    }
    let controller = Controller(client, settings(identity: identity), logger: logger)
    do {
      if once { print(try await controller.planOnce()) } else { try await serve(controller, logger) }
    } catch let failure as APIFailure {
      await client.shutdown()
      throw ControllerFailure(status: .unavailable, message: "the API server: \(failure)")
    } catch let error as IOError {
      await client.shutdown()
      throw ControllerFailure(
        status: .unavailable, message: "\(metricsAddress)\(mode == .observe ? "" : " or \(extenderAddress)"): \(error)")
    }
    await client.shutdown()
  }

  private func serve(_ controller: Controller, _ logger: Logger) async throws {
    guard let metrics = ServingAddress(metricsAddress), let extender = ServingAddress(extenderAddress) else { return }
    try await ControllerApplication(
      controller, metrics, extender: mode == .observe ? nil : extender, logger: logger
    ).run()
  }
}
