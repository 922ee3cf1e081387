import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Logging
import NIOCore
import NIOSSL

extension APIServerDouble {
  /// Serves for as long as `body` runs, which gets the server's address.
  ///
  /// - Parameters:
  ///   - port: 0 for a free one.
  ///   - tls: for https.
  package func whileServing<Result: Sendable>(
    port: Int = 0, tls: TLSConfiguration? = nil, _ body: @escaping @Sendable (String) async throws -> Result
  ) async throws -> Result {
    let (ports, bound) = AsyncStream<Int>.makeStream()
    let application = Application(
      responder: CallbackResponder<BasicRequestContext> { request, _ in try await self.answer(request) },
      server: try tls.map { try .tls(.http1(), tlsConfiguration: $0) } ?? .http1(),
      configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: port)),
      onServerRunning: { bound.yield($0.localAddress?.port ?? 0) },
      logger: Logger(label: "double") { _ in SwiftLogNoOpLogHandler() })
    return try await withThrowingTaskGroup(of: Result?.self) { group in
      group.addTask {
        try await application.run()
        return nil
      }
      group.addTask {
        while true {
          try await Task.sleep(for: .milliseconds(250))
          self.tick()
        }
      }
      group.addTask {
        guard let port = await ports.first(where: { _ in true }) else { return nil }
        return try await body("\(tls == nil ? "http" : "https")://127.0.0.1:\(port)")
      }
      defer { group.cancelAll() }
      while let result = try await group.next() {
        if let result { return result }
      }
      throw CancellationError()
    }
  }

  /// What time alone brings: ends of watches, bookmarks, and ends of pods.
  private func tick() {
    state.update { state in
      if let seconds = state.podsEndAfter {
        for object in state.tables[ResourceType.pods.path]?.sorted() ?? [] {
          let pod = object.value
          guard let end = pod["metadata", "deletionTimestamp"]?.text.flatMap(APITime.seconds) else { continue }
          let grace = Double(pod["metadata", "deletionGracePeriodSeconds"]?.integer ?? 0)
          if APITime.now >= end - grace + seconds { _ = state.remove(ResourceType.pods.path, object.key) }
        }
      }
      state.wakeAll()
    }
  }

  private func answer(_ request: Request) async throws -> Response {
    let path = request.uri.path
    var query: [String: String] = [:]
    for (key, value) in request.uri.queryParameters { query[String(key)] = String(value) }
    let body = Array(buffer: try await request.body.collect(upTo: 16 << 20))
    let call = Call(
      method: request.method.rawValue, path: path, query: query, authorization: request.headers[.authorization],
      userAgent: request.headers[.userAgent], contentType: request.headers[.contentType],
      body: String(decoding: body, as: UTF8.self))
    let (failure, fault) = state.update { state in
      if state.recordsCalls { state.calls.append(call) }
      let failure = state.failures[path]?.isEmpty == false ? state.failures[path]?.removeFirst() : nil
      return (failure, RequestPath(path) == nil ? nil : state.faults.next())
    }
    if let failure { return Self.failure(APIError(failure, "Injected", "injected")) }
    switch fault {
    case nil: return respond(to: call, body)
    case .internalError: return Self.failure(APIError(500, "InternalError", "injected"))
    case .unavailable: return Self.failure(APIError(503, "ServiceUnavailable", "injected"))
    case .tooManyRequests:
      return Self.failure(APIError(429, "TooManyRequests", "too many requests, please try again", retryAfter: 1))
    case .cut: return Self.broken
    case .lost:
      if !call.isWatch { _ = respond(to: call, body) }
      return Self.broken
    }
  }

  private func respond(to call: Call, _ body: [UInt8]) -> Response {
    guard let target = RequestPath(call.path) else {
      return call.method == "GET" ? Self.discovery(call.path) : Self.failure(.noSuchPath)
    }
    do throws(APIError) {
      if call.method == "GET", target.name == nil {
        return try call.isWatch ? watch(target, call.query) : list(target, call.query)
      }
      if call.method == "GET" { return try get(target) }
      let (status, value) = try write(call, target, body)
      return Self.json(value.bytes, status)
    } catch {
      return Self.failure(error)
    }
  }

  /// An answer of which nothing arrives.
  private static var broken: Response {
    Response(
      status: .ok, headers: [.contentType: "application/json"],
      body: ResponseBody(contentLength: 1000) { _ in throw BrokenConnection() })
  }

  static func json(_ bytes: [UInt8], _ status: Int = 200) -> Response {
    Response(
      status: .init(code: status), headers: [.contentType: "application/json"],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
  }

  static func failure(_ error: APIError) -> Response {
    var response = json(error.status.bytes, error.code)
    if let seconds = error.retryAfter { response.headers[.retryAfter] = String(seconds) }
    return response
  }
}

/// Ends a connection without an end of the answer.
struct BrokenConnection: Error {}
