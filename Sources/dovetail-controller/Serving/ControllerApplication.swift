import Hummingbird
import Logging
import ServiceLifecycle

/// Where something is served.
struct ServingAddress: Equatable {
  let host: String
  let port: Int

  /// - Parameter text: `HOST:PORT`, with brackets around an IPv6 address.
  init?(_ text: String) {
    guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else { return nil }
    var host = text[..<colon]
    if host.hasPrefix("["), host.hasSuffix("]") {
      host = host.dropFirst().dropLast()
    } else if host.contains(":") {
      return nil
    }
    guard !host.isEmpty else { return nil }
    self.host = String(host)
    self.port = Int(port)
  }
}

/// The controller and what it serves as one process that ends on a signal.
struct ControllerApplication {
  private let services: [any Service]
  private let logger: Logger

  /// - Parameter extender: where the scheduler's calls are answered; nil where nobody asks.
  init(_ controller: Controller, _ metrics: ServingAddress, extender: ServingAddress?, logger: Logger) {
    var services: [any Service] = [
      Self.application("metrics", ControllerRoutes.observing(controller), metrics, logger)
    ]
    if let extender {
      services.append(Self.application("extender", ControllerRoutes.extending(controller), extender, logger))
    }
    self.services = services + [ControllerService(controller: controller)]
    self.logger = logger
  }

  private static func application(
    _ name: String, _ router: Router<ControllerRoutes.Context>, _ address: ServingAddress, _ logger: Logger
  ) -> some Service {
    var quiet = logger
    quiet.logLevel = .warning
    return Application(
      router: router,
      configuration: ApplicationConfiguration(
        address: .hostname(address.host, port: address.port), serverName: "dovetail-controller"),
      onServerRunning: { channel in
        logger.info("listening", metadata: ["what": "\(name)", "port": "\(channel.localAddress?.port ?? 0)"])
      }, logger: quiet)
  }

  /// Until SIGTERM or SIGINT; what runs then is interrupted.
  func run() async throws {
    var configuration = ServiceGroupConfiguration(
      services: services.map { .init(service: $0) }, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
    configuration.maximumGracefulShutdownDuration = .seconds(4)
    try await ServiceGroup(configuration: configuration).run()
  }
}

private struct ControllerService: Service {
  let controller: Controller

  func run() async throws { await cancelWhenGracefulShutdown { await controller.run() } }
}
