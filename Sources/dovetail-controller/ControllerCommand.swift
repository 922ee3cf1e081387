import ArgumentParser
import Basics
import KubernetesAPI
import Logging
import NIOCore
import Telemetry

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The command line: every setting is an option.
struct ControllerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dovetail-controller",
    abstract: "Watches a cluster, plans when pods stay pending, and says what it would do.",
    discussion: """
      It moves nothing: all that it writes to the cluster are events on pending pods, and with --once not even these. \
      Finds the API server by --kubeconfig, KUBECONFIG, a pod's service account or ~/.kube/config, in this order. \
      GET /metrics, /healthz and /readyz at --metrics-address. SIGTERM ends it within 3 seconds.

      Exit codes: 0 ended by a signal or by --once, 64 wrong usage, 69 the API server or the address for metrics is \
      not available, 70 internal error, 78 a configuration that cannot be used.
      """, version: "0.1.0")

  @Option(help: "A kubeconfig, YAML.") var kubeconfig: String?
  @Option(help: "The context of the kubeconfig. (default: its current one)") var context: String?
  @Option(help: "Seconds that a pod must have been unschedulable before it is planned for.") var pendingFor = 30.0
  @Option(help: "Seconds of a plan.") var timeLimit = 5.0
  @Option(help: "Threads of a plan.") var workers = 2
  @Option(help: "HOST:PORT of the metrics; port 0 takes a free one, which the log names.")
  var metricsAddress = "127.0.0.1:9090"
  @Flag(help: "Plan for all pending pods now, print the plan and end; writes nothing to the cluster.") var once = false
  @Option(help: "trace, debug, info, notice, warning, error or critical.") var logLevel = "info"

  func validate() throws {
    func check(_ isFine: Bool, _ rule: String) throws {
      if !isFine { throw ValidationError(rule) }
    }
    try check(pendingFor >= 0 && pendingFor <= 86400, "--pending-for is a number of seconds, at most a day")
    try check(timeLimit > 0 && timeLimit <= 3600, "--time-limit is a number of seconds above 0, at most an hour")
    try check((1...256).contains(workers), "--workers is from 1 to 256")
    try check(MetricsAddress(metricsAddress) != nil, "--metrics-address is HOST:PORT")
    try check(
      Logger.Level(rawValue: logLevel) != nil, "--log-level is trace, debug, info, notice, warning, error or critical")
  }

  private var settings: ControllerSettings {
    var settings = ControllerSettings()
    settings.trigger.pendingFor = pendingFor
    settings.timeLimit = timeLimit
    settings.workers = workers
    return settings
  }

  func run() async throws {
    let writer = LogWriter()
    defer { writer.flush(within: 1) }
    let level = Logger.Level(rawValue: logLevel) ?? .info
    LoggingSystem.bootstrap { JSONLogHandler(label: $0, writer: writer, logLevel: level) }
    let logger = Logger(label: "dovetail-controller")
    let client: APIClient
    do throws(InputError) {
      let found = try APIConfiguration.found(
        kubeconfig: kubeconfig, context: context, environment: ProcessInfo.processInfo.environment)
      logger.info("API server", metadata: ["server": "\(found.server)"])
      client = try APIClient(found)
    } catch {
      throw ControllerFailure(status: .settings, message: error.description)
    }
    let controller = Controller(client, settings, logger: logger)
    do {
      if once { print(try await controller.planOnce()) } else { try await serve(controller, logger) }
    } catch let failure as APIFailure {
      await client.shutdown()
      throw ControllerFailure(status: .unavailable, message: "the API server: \(failure)")
    } catch let error as IOError {
      await client.shutdown()
      throw ControllerFailure(status: .unavailable, message: "\(metricsAddress): \(error)")
    }
    await client.shutdown()
  }

  private func serve(_ controller: Controller, _ logger: Logger) async throws {
    guard let address = MetricsAddress(metricsAddress) else { return }
    try await ControllerApplication(controller, address, logger: logger).run()
  }
}
