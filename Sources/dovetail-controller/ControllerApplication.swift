import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle

/// Where the metrics are served.
struct MetricsAddress: Equatable {
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

/// The controller and its metrics as one process that ends on a signal.
struct ControllerApplication {
  private let controller: Controller
  private let application: Application<RouterResponder<BasicRequestContext>>
  private let logger: Logger

  init(_ controller: Controller, _ address: MetricsAddress, logger: Logger) {
    let router = Router()
    router.get("healthz") { _, _ in "ok\n" }
    router.get("readyz") { _, _ in
      controller.isReady
        ? Response(status: .ok, body: ResponseBody(byteBuffer: ByteBuffer(string: "ok\n")))
        : Response(
          status: .serviceUnavailable, body: ResponseBody(byteBuffer: ByteBuffer(string: "not all is listed yet\n")))
    }
    router.get("metrics") { _, _ in
      Response(
        status: .ok, headers: [.contentType: "text/plain; version=0.0.4"],
        body: ResponseBody(byteBuffer: ByteBuffer(string: controller.exposition)))
    }
    var quiet = logger
    quiet.logLevel = .warning
    application = Application(
      router: router,
      configuration: ApplicationConfiguration(
        address: .hostname(address.host, port: address.port), serverName: "dovetail-controller"),
      onServerRunning: { channel in
        logger.info("listening", metadata: ["port": "\(channel.localAddress?.port ?? 0)"])
      }, logger: quiet)
    self.controller = controller
    self.logger = logger
  }

  /// Until SIGTERM or SIGINT; what runs then is interrupted.
  func run() async throws {
    var configuration = ServiceGroupConfiguration(
      services: [.init(service: application), .init(service: ControllerService(controller: controller))],
      gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
    configuration.maximumGracefulShutdownDuration = .seconds(2)
    try await ServiceGroup(configuration: configuration).run()
  }
}

private struct ControllerService: Service {
  let controller: Controller

  func run() async throws { await cancelWhenGracefulShutdown { await controller.run() } }
}
