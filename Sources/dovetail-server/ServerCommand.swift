import ArgumentParser
import Logging
import NIOCore
import Telemetry

/// The command line: every setting is an option.
struct ServerCommand: AsyncParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "dovetail-server",
    abstract: "Answers the Kubernetes scheduler's extender calls, plans clusters and solves instances over HTTP.",
    discussion: """
      GET /healthz, /readyz, /metrics. POST /extender/filter, /extender/prioritize, /extender/preempt (the scheduler's \
      extender API). POST /v1/plan (a cluster snapshot), GET and DELETE /v1/plan, POST /v1/solve (an instance of any \
      problem). Listens on loopback unless there are TLS and a way for clients to say who they are. SIGTERM ends it \
      within --shutdown-time and 3 seconds.

      Exit codes: 0 ended by a signal, 64 wrong usage, 69 the address is not available, 70 internal error, 78 refused \
      settings.
      """, version: version, subcommands: [Serve.self, Probe.self], defaultSubcommand: Serve.self)
}

struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Serves until SIGTERM or SIGINT. (the default)")

  @Option(help: "The address to listen on.") var host = "127.0.0.1"
  @Option(help: "The port; 0 takes a free one, which the log names.") var port = 8080

  @Option(help: "The server's certificate chain, PEM; turns TLS on.") var tlsCertificate: String?
  @Option(help: "The certificate's private key, PEM.") var tlsKey: String?
  @Option(help: "Accept clients whose certificate is signed by these authorities, PEM.") var clientCa: String?
  @Option(help: "Accept clients with one of the bearer tokens in this file, one a line.") var tokenFile: String?

  @Option(help: "MiB of a request's body.") var maxBody = 256
  @Option(help: "MiB of all bodies at one time.") var maxBodies = 512
  @Option(help: "Connections at one time; more wait.") var maxConnections = 4096
  @Option(help: "Seconds for a request's head, and of an idle connection.") var headTime = 15.0
  @Option(help: "Seconds for a request's body.") var bodyTime = 60.0
  @Option(help: "Plans, and as many solves, at one time. (default: half the cores)") var concurrency: Int?
  @Option(help: "Threads of one solve at most. (default: the number of cores)") var maxWorkers: Int?
  @Option(help: "Plans, and as many solves, that wait at most; more are turned away with 429.") var queue = 32
  @Option(help: "Seconds that they wait at most.") var queueTime = 30.0
  @Option(help: "The longest time limit that a request may ask for, in seconds.") var maxTimeLimit = 60.0
  @Option(help: "Seconds of a plan where the request does not say.") var planTime = 1.0
  @Option(help: "MiB of the server and its solves at which these end and requests are turned away.")
  var memoryLimit = 4096
  @Option(help: "Seconds that a plan steers the extender.") var planLifetime = 300.0
  @Flag(help: "Somebody evicts the pods that plans move (dovetail apply), so preemption waits for it.")
  var plansAreCarriedOut = false
  @Option(help: "Seconds without progress after which a plan holds back neither room nor preemption.")
  var stallTime = 60.0
  @Option(help: "Plans in a row without progress after which they hold back neither.") var stallPlans = 3
  @Option(help: "Seconds that running solves get after SIGTERM before they are interrupted.") var shutdownTime = 5.0
  @Option(help: "trace, debug, info, notice, warning, error or critical.") var logLevel = "info"

  func validate() throws {
    func check(_ isFine: Bool, _ rule: String) throws {
      if !isFine { throw ValidationError(rule) }
    }
    try check((0...65535).contains(port), "--port is from 0 to 65535")
    try check((1...1024).contains(maxBody), "--max-body is from 1 to 1024 MiB")
    try check((maxBody...65536).contains(maxBodies), "--max-bodies is from --max-body to 65536 MiB")
    try check((1...1_000_000).contains(maxConnections), "--max-connections is from 1 to 1000000")
    try check((1...256).contains(concurrency ?? 1), "--concurrency is from 1 to 256")
    try check((1...256).contains(maxWorkers ?? 1), "--max-workers is from 1 to 256")
    try check((0...100_000).contains(queue), "--queue is from 0 to 100000")
    try check((16...(1 << 24)).contains(memoryLimit), "--memory-limit is from 16 to 16777216 MiB")
    try check((1...1_000_000).contains(stallPlans), "--stall-plans is from 1 to 1000000")
    let times = [
      ("--head-time", headTime), ("--body-time", bodyTime), ("--queue-time", queueTime),
      ("--max-time-limit", maxTimeLimit), ("--plan-time", planTime), ("--plan-lifetime", planLifetime),
      ("--shutdown-time", shutdownTime), ("--stall-time", stallTime),
    ]
    for (name, seconds) in times {
      try check(seconds > 0 && seconds <= 86400, "\(name) is a number of seconds above 0, at most a day")
    }
    try check(planTime <= maxTimeLimit, "--plan-time is at most --max-time-limit")
    try check(
      Logger.Level(rawValue: logLevel) != nil, "--log-level is trace, debug, info, notice, warning, error or critical")
  }

  var settings: ServerSettings {
    var settings = ServerSettings()
    settings.host = host
    settings.port = port
    settings.certificateFile = tlsCertificate
    settings.keyFile = tlsKey
    settings.clientAuthorityFile = clientCa
    settings.tokenFile = tokenFile
    settings.bodyLimit = maxBody << 20
    settings.bodiesLimit = maxBodies << 20
    settings.connectionLimit = maxConnections
    settings.headTime = headTime
    settings.bodyTime = bodyTime
    settings.concurrency = concurrency ?? max(1, ProcessFacts.coreCount / 2)
    settings.workerLimit = maxWorkers ?? ProcessFacts.coreCount
    settings.queueLimit = queue
    settings.queueTime = queueTime
    settings.solveTimeLimit = maxTimeLimit
    settings.defaultSolveTime = min(settings.defaultSolveTime, maxTimeLimit)
    settings.defaultPlanTime = planTime
    settings.memoryLimit = memoryLimit << 20
    settings.planLifetime = planLifetime
    settings.arePlansCarriedOut = plansAreCarriedOut
    settings.stallTime = stallTime
    settings.stallPlans = stallPlans
    settings.shutdownTime = shutdownTime
    return settings
  }

  func run() async throws {
    let writer = LogWriter()
    defer { writer.flush(within: 1) }
    let level = Logger.Level(rawValue: logLevel) ?? .info
    LoggingSystem.bootstrap { JSONLogHandler(label: $0, writer: writer, logLevel: level) }
    let logger = Logger(label: "dovetail-server")
    do {
      let server = try ServerApplication(settings.checked(), logger: logger) { channel in
        logger.info("listening", metadata: ["port": "\(channel.localAddress?.port ?? 0)"])
      }
      try await server.run()
    } catch let refusal as ServerSettings.Refusal {
      throw ServerFailure(status: .settings, message: refusal.description)
    } catch let error as IOError {
      throw ServerFailure(status: .unavailable, message: "\(host):\(port): \(error)")
    }
  }
}
