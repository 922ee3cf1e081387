import Basics
import Hummingbird
import Scheduler

/// From a request to bytes that are worth a thread's time: read, within all limits, and not absurdly nested.
struct Intake: Sendable {
  let reader: BodyReader
  let depthLimit: Int
  let memoryLimit: Int
  let memory: WorkerMemory

  init(_ settings: ServerSettings, _ memory: WorkerMemory) {
    self.memory = memory
    reader = BodyReader(settings)
    depthLimit = settings.depthLimit
    memoryLimit = settings.memoryLimit
  }

  /// - Throws: `Fault`; see `BodyReader.read`, and 429 where the server and its workers hold too much memory.
  func body(_ body: RequestBody, of request: Request, _ context: ServerRequestContext) async throws -> BodyReader.Body {
    if memory.total > memoryLimit {
      throw Fault(.tooManyRequests, "memory", "the server holds much memory; come again in a moment").retrying(after: 5)
    }
    let result = try await reader.read(body, of: request)
    context.body.markRead()
    guard !result.bytes.isEmpty else { throw Fault(.badRequest, "body_empty", "the request has no body") }
    return result
  }

  /// For the thread that parses.
  func checkDepth(_ bytes: [UInt8]) throws(Fault) {
    guard JSONDepth.isAtMost(depthLimit, in: bytes) else {
      throw Fault(.badRequest, "json_depth", "the body nests brackets more than \(depthLimit) deep")
    }
  }
}
