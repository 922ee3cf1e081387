import Hummingbird
import NIOCore
import NIOSSL

/// Lets in clients with a bearer token or a certificate; health is nobody's secret.
struct AccessControl: RouterMiddleware {
  typealias Context = ServerRequestContext

  private let tokens: [[UInt8]]
  private let acceptsCertificates: Bool

  init(tokens: [[UInt8]], acceptsCertificates: Bool) {
    self.tokens = tokens
    self.acceptsCertificates = acceptsCertificates
  }

  private static let openPaths: Set<String> = ["/healthz", "/readyz"]

  func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    if try await isOpen(request, context) { return try await next(request, context) }
    var fault = Fault(
      .unauthorized, "unauthorized",
      acceptsCertificates
        ? "a bearer token or a client certificate is needed" : "a bearer token is needed: Authorization: Bearer TOKEN")
    fault.headers[.wwwAuthenticate] = "Bearer"
    throw fault
  }

  private func isOpen(_ request: Request, _ context: Context) async throws -> Bool {
    if tokens.isEmpty, !acceptsCertificates { return true }
    if Self.openPaths.contains(request.uri.path) { return true }
    if let header = request.headers[.authorization], let token = Self.bearer(header) {
      // All are compared, so that the time tells nothing of which is nearly right.
      if tokens.reduce(false, { Self.areEqual($1, token) || $0 }) { return true }
    }
    return acceptsCertificates ? try await hasCertificate(context.channel) : false
  }

  /// One that the handshake has verified against the client authority; a wrong one ends the handshake.
  private func hasCertificate(_ channel: any Channel) async throws -> Bool {
    try await channel.nioSSL_peerCertificate().get() != nil
  }

  private static func bearer(_ header: String) -> [UInt8]? {
    let parts = header.split(separator: " ", maxSplits: 1)
    guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
    return Array(parts[1].utf8)
  }

  /// Takes a time that depends on the lengths only.
  static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    guard left.count == right.count else { return false }
    return zip(left, right).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }
}
