import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Logging
import NIOCore
import ServiceLifecycle

/// The server put together: routes, limits of connections, encryption, and an end within bounded time.
struct ServerApplication {
  let core: ServerCore
  let application: Application<RouterResponder<ServerRequestContext>>

  /// - Parameter settings: checked.
  /// - Throws: `ServerSettings.Refusal` for a file that cannot be used.
  init(
    _ settings: ServerSettings, logger: Logger,
    onServerRunning: @escaping @Sendable (any Channel) async -> Void = { _ in }
  ) throws(ServerSettings.Refusal) {
    core = ServerCore(settings, logger: logger)
    let tokens = try settings.tokenFile.map { (path) throws(ServerSettings.Refusal) in try SecretFiles.tokens(in: path)
    }
    let http = HTTPServerBuilder.http1(
      configuration: .init(
        idleTimeout: .milliseconds(Int64(settings.headTime * 1000)),
        httpDecoderConfiguration: .init(
          maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 32 << 10, maxHeaderFieldCount: 100)))
    var server = http
    if let tls = try SecretFiles.tls(settings) {
      do {
        server = try .tls(http, tlsConfiguration: tls)
      } catch {
        throw ServerSettings.Refusal("the certificate and the key do not go together: \(error)")
      }
    }
    application = Application(
      router: Routes.router(core, tokens: tokens ?? []), server: server,
      configuration: ApplicationConfiguration(
        address: .hostname(settings.host, port: settings.port), serverName: "dovetail-server", backlog: 1024,
        availableConnectionsDelegate: .maximum(settings.connectionLimit, logger: logger)),
      onServerRunning: onServerRunning, logger: logger)
  }

  /// Runs until SIGTERM or SIGINT; then takes nothing new, lets what runs finish for a while and interrupts the rest.
  func run() async throws {
    let shutdownTime = core.settings.shutdownTime
    // The last service is the first to be told.
    let drain = DrainService(core: core, seconds: shutdownTime)
    var configuration = ServiceGroupConfiguration(
      services: [.init(service: application), .init(service: drain, successTerminationBehavior: .ignore)],
      gracefulShutdownSignals: [.sigterm, .sigint], logger: core.logger)
    configuration.maximumGracefulShutdownDuration = .seconds(shutdownTime + 3)
    try await ServiceGroup(configuration: configuration).run()
  }
}

/// Tells the desks that the end has begun.
private struct DrainService: Service {
  let core: ServerCore
  let seconds: Double

  func run() async throws {
    try? await gracefulShutdown()
    core.logger.info("shutting down")
    core.drain(within: seconds)
  }
}
