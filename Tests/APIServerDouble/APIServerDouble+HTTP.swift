import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Logging
import NIOCore
import NIOSSL
import Race

private struct Cut: Error {}

extension APIServerDouble {
  /// Serves on a free port for as long as `body` runs, which gets the server's address.
  ///
  /// - Parameter tls: for https.
  package func whileServing<Result: Sendable>(
    tls: TLSConfiguration? = nil, _ body: @escaping @Sendable (String) async throws -> Result
  ) async throws -> Result {
    let (ports, port) = AsyncStream<Int>.makeStream()
    let application = Application(
      responder: CallbackResponder<BasicRequestContext> { request, _ in try await self.answer(request) },
      server: try tls.map { try .tls(.http1(), tlsConfiguration: $0) } ?? .http1(),
      configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
      onServerRunning: { port.yield($0.localAddress?.port ?? 0) },
      logger: Logger(label: "double") { _ in SwiftLogNoOpLogHandler() })
    return try await withThrowingTaskGroup(of: Result?.self) { group in
      group.addTask {
        try await application.run()
        return nil
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

  private func answer(_ request: Request) async throws -> Response {
    let path = request.uri.path
    var query: [String: String] = [:]
    for (key, value) in request.uri.queryParameters { query[String(key)] = String(value) }
    let body = String(buffer: try await request.body.collect(upTo: 1 << 20))
    let failure = state.update { state in
      state.calls.append(
        Call(
          method: request.method.rawValue, path: path, query: query,
          authorization: request.headers[.authorization], body: body))
      return state.failures[path]?.isEmpty == false ? state.failures[path]?.removeFirst() : nil
    }
    if let failure { return Self.status(failure, "injected") }
    switch request.method {
    case .get: return query["watch"] == "true" ? watch(path, query) : list(path, query)
    case .post: return Self.json(body, .created)
    case .patch: return Self.json(body)
    default: return Self.status(405, "not known")
    }
  }

  private static func json(_ text: String, _ status: HTTPResponse.Status = .ok) -> Response {
    Response(
      status: status, headers: [.contentType: "application/json"],
      body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }

  private static func words(_ code: Int, _ message: String) -> String {
    #"{"kind":"Status","apiVersion":"v1","status":"Failure","message":"\#(message)","code":\#(code)}"#
  }

  private static func status(_ code: Int, _ message: String) -> Response {
    json(words(code, message), HTTPResponse.Status(code: code))
  }

  // MARK: Lists

  private func list(_ path: String, _ query: [String: String]) -> Response {
    let limit = query["limit"].flatMap { Int($0) } ?? Int.max
    return state.update { state in
      var version = state.version
      var start = 0
      var items = state.items[path] ?? []
      if let token = query["continue"] {
        let parts = token.split(separator: "/").compactMap { Int($0) }
        guard parts.count == 2, let known = state.pages["\(parts[0])\(path)"] else {
          return Self.status(410, "the continue parameter is too old")
        }
        (version, start, items) = (parts[0], parts[1], known)
      }
      let page = items.dropFirst(start).prefix(limit)
      let end = start + page.count
      var next = ""
      if end < items.count {
        state.pages["\(version)\(path)"] = items
        next = #","continue":"\#(version)/\#(end)","remainingItemCount":\#(items.count - end)"#
      }
      return Self.json(
        #"{"kind":"List","apiVersion":"v1","metadata":{"resourceVersion":"\#(version)"\#(next)},"items":["#
          + page.map(\.json).joined(separator: ",") + "]}")
    }
  }

  // MARK: Watches

  private func watch(_ path: String, _ query: [String: String]) -> Response {
    let from = query["resourceVersion"].flatMap { Int($0) } ?? 0
    let (isGone, form, cuts) = state.update { (from < $0.oldest, $0.goneForm, $0.cuts) }
    if isGone {
      let message = "too old resource version: \(from)"
      if form == .status { return Self.status(410, message) }
      return Self.json(#"{"type":"ERROR","object":\#(Self.words(410, message))}"# + "\n")
    }
    let end = ContinuousClock.now + .seconds(query["timeoutSeconds"].flatMap { Double($0) } ?? 60)
    return Response(
      status: .ok, headers: [.contentType: "application/json"],
      body: ResponseBody { writer in
        self.state.update { $0.watches += 1 }
        defer { self.state.update { $0.watches -= 1 } }
        var seen = from
        // The head goes out at once, as a server's does that has nothing to tell yet.
        try await writer.write(ByteBuffer(string: "\n"))
        while ContinuousClock.now < end {
          let (lines, isCut, isSlow) = self.state.update { state in
            (state.changes.filter { $0.path == path && $0.version > seen }, state.cuts != cuts, state.isSlow)
          }
          for change in lines {
            seen = change.version
            try await Self.write(change.line + "\n", slowly: isSlow, to: &writer)
          }
          if isCut {
            try await writer.write(ByteBuffer(string: #"{"type":"MODI"#))
            throw Cut()
          }
          try await Task.sleep(for: .milliseconds(10))
        }
        try await writer.finish(nil)
      })
  }

  private static func write(_ text: String, slowly: Bool, to writer: inout any ResponseBodyWriter) async throws {
    guard slowly else { return try await writer.write(ByteBuffer(string: text)) }
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      try await writer.write(ByteBuffer(bytes: rest.prefix(5)))
      rest = rest.dropFirst(5)
      try await Task.sleep(for: .milliseconds(2))
    }
  }
}
