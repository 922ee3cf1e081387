import AsyncHTTPClient
import Basics
import NIOCore
import NIOSSL
import Race

/// Speaks to one API server over HTTP: short calls, whose answers come whole, and watches, whose answers go on.
///
/// `shutdown()` must be called before the last reference goes.
package final class APIClient: Sendable {
  /// What is sent with a call.
  package struct Body: Sendable {
    let type: String
    let bytes: [UInt8]

    /// - Parameter type: the media type, such as `application/json`.
    package init(type: String, _ bytes: [UInt8]) {
      self.type = type
      self.bytes = bytes
    }
  }

  package enum Method: String, Sendable {
    case get = "GET"
    case post = "POST"
    case patch = "PATCH"
    case put = "PUT"
    case delete = "DELETE"
  }

  private let configuration: APIConfiguration
  private let http: HTTPClient
  private let tokens: TokenSource
  private let agent: String

  /// Bytes of one answer that comes whole: several pages' worth of the largest pods.
  private static let answerLimit = 256 << 20
  /// Seconds of a call that is no watch.
  package static let callTime = 60.0

  /// - Parameter agent: who asks, as the server's logs show it.
  /// - Throws: `InputError` for certificates that cannot be read.
  package init(_ configuration: APIConfiguration, agent: String = "dovetail") throws(InputError) {
    self.configuration = configuration
    self.agent = agent
    tokens = TokenSource(configuration.token)
    var settings = HTTPClient.Configuration()
    settings.tlsConfiguration = try TransportSecurity.tls(configuration)
    settings.timeout = .init(connect: .seconds(10))
    settings.redirectConfiguration = .disallow
    settings.httpVersion = .http1Only
    settings.decompression = .disabled
    // Each watch holds a connection, and calls must not wait for one.
    settings.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 64
    // The reflector tries again itself, and counts it.
    settings.connectionPool.retryConnectionEstablishment = false
    http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: settings)
  }

  package func shutdown() async { try? await http.shutdown() }

  /// - Parameters:
  ///   - path: with its query.
  ///   - seconds: after which the call is given up; what has not been sent by then is not sent.
  /// - Returns: the body of an answer with a status of 2xx.
  /// - Throws: `APIFailure`; `CancellationError`.
  package func call(
    _ method: Method, _ path: String, _ body: Body? = nil, within seconds: Double = callTime
  ) async throws -> [UInt8] {
    try await perform(method, path, body, within: seconds) {
      try await Self.whole($0, upTo: Self.answerLimit)
    }
  }

  /// Shows the parts of an answer as they come, until it ends.
  ///
  /// - Parameter seconds: after which the answer is cut, whatever the server does.
  /// - Throws: `APIFailure`, also for what `take` throws; `CancellationError`.
  package func stream(_ path: String, within seconds: Double, _ take: ([UInt8]) throws -> Void) async throws {
    try await perform(.get, path, nil, within: seconds) { answer in
      for try await part in answer.body {
        try take(Array(part.readableBytesView))
      }
    }
  }

  private func perform<Result>(
    _ method: Method, _ path: String, _ body: Body?, within seconds: Double,
    _ read: (HTTPClientResponse) async throws -> Result
  ) async throws -> Result {
    var request = HTTPClientRequest(url: configuration.server + path)
    request.method = .RAW(value: method.rawValue)
    request.headers.add(name: "accept", value: "application/json")
    request.headers.add(name: "user-agent", value: agent)
    if let token = try tokens.current() { request.headers.add(name: "authorization", value: "Bearer \(token)") }
    if let body {
      request.headers.add(name: "content-type", value: body.type)
      request.body = .bytes(ByteBuffer(bytes: body.bytes))
    }
    do {
      let answer = try await http.execute(request, deadline: .now() + .nanoseconds(Int64(seconds * 1e9)))
      guard (200..<300).contains(answer.status.code) else {
        let text = (try? await Self.whole(answer, upTo: 1 << 20)) ?? []
        var failure = APIFailure(status: Int(answer.status.code), body: text)
        failure.retryAfter = answer.headers.first(name: "retry-after").flatMap { Double($0) }
        throw failure
      }
      return try await read(answer)
    } catch let failure as APIFailure {
      throw failure
    } catch {
      try Task.checkCancellation()
      throw APIFailure("\(error)")
    }
  }

  private static func whole(_ answer: HTTPClientResponse, upTo limit: Int) async throws -> [UInt8] {
    var buffer = try await answer.body.collect(upTo: limit)
    return buffer.readBytes(length: buffer.readableBytes) ?? []
  }
}

/// The bearer token; one in a file is read again each minute, since the cluster puts a new one there within the hour.
private final class TokenSource: Sendable {
  private struct Last: Sendable {
    var text: String
    var read: ContinuousClock.Instant
  }

  private let token: APIConfiguration.Token?
  private let last = Condition<Last?>(nil)

  init(_ token: APIConfiguration.Token?) { self.token = token }

  /// - Throws: `APIFailure` where the file has no token and none is known from before.
  func current() throws -> String? {
    switch token {
    case nil: return nil
    case .fixed(let text): return text
    case .file(let path):
      let known = last.update { $0 }
      if let known, ContinuousClock.now - known.read < .seconds(60) { return known.text }
      do throws(InputError) {
        let text = try FileBytes.token(in: path)
        last.update { $0 = Last(text: text, read: .now) }
        return text
      } catch {
        // While the file is being replaced the old token is still good.
        if let known { return known.text }
        throw APIFailure("\(error)")
      }
    }
  }
}
