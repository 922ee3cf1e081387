import Logging

@testable import dovetail_server

let quietLogger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

/// A server of this process on a free port, for as long as `body` runs.
func withServer<Result: Sendable>(
  _ settings: ServerSettings = ServerSettings(),
  _ body: @escaping @Sendable (HTTPClient, ServerCore) async throws -> Result
) async throws -> Result {
  var settings = settings
  settings.port = 0
  settings.workerProgram = ServerProcess.program.path
  let (ports, port) = AsyncStream<Int>.makeStream()
  let server = try ServerApplication(
    settings.checked(), logger: quietLogger
  ) {
    port.yield($0.localAddress?.port ?? 0)
  }
  return try await withThrowingTaskGroup(of: Result?.self) { group in
    group.addTask {
      try await server.application.run()
      return nil
    }
    group.addTask {
      guard let port = await ports.first(where: { _ in true }) else { return nil }
      return try await body(HTTPClient(port: port), server.core)
    }
    defer { group.cancelAll() }
    while let result = try await group.next() {
      if let result { return result }
    }
    throw CancellationError()
  }
}

extension ServerSettings {
  /// The standard settings but for one.
  static func with<Value>(_ path: WritableKeyPath<ServerSettings, Value>, _ value: Value) -> ServerSettings {
    ServerSettings().with(path, value)
  }

  func with<Value>(_ path: WritableKeyPath<ServerSettings, Value>, _ value: Value) -> ServerSettings {
    var settings = self
    settings[keyPath: path] = value
    return settings
  }
}
