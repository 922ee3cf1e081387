import Basics
import Hummingbird
import NIOCore
import Steering

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Every route of the server.
enum Routes {
  typealias Context = ServerRequestContext

  /// The methods of each path, for those who use another.
  static let methods = [
    "/healthz": "GET", "/readyz": "GET", "/metrics": "GET", "/extender/filter": "POST", "/extender/prioritize": "POST",
    "/extender/preempt": "POST", "/v1/plan": "GET, POST, DELETE", "/v1/solve": "POST",
  ]

  static func router(_ core: ServerCore, tokens: [[UInt8]]) -> Router<Context> {
    let router = Router(context: Context.self)
    router.add(middleware: RequestConduct(metrics: core.metrics))
    router.add(
      middleware: AccessControl(tokens: tokens, acceptsCertificates: core.settings.clientAuthorityFile != nil))
    addHealth(to: router, core)
    addExtender(to: router, core)
    addPlans(to: router, core)
    router.post("/v1/solve") { request, context in try await SolveCall.answer(request, context, core) }
    return router
  }

  private static func addHealth(to router: Router<Context>, _ core: ServerCore) {
    router.get("/healthz") { _, _ in text("ok\n") }
    router.get("/readyz") { _, _ in
      core.isReady ? text("ok\n") : text("busy or shutting down\n", status: .serviceUnavailable)
    }
    router.get("/metrics") { _, _ in
      core.measure()
      return text(core.metrics.exposition, type: "text/plain; version=0.0.4; charset=utf-8")
    }
  }

  private static func addExtender(to router: Router<Context>, _ core: ServerCore) {
    router.post("/extender/filter") { request, context in
      try await call(request, context, core, ExtenderTypes.Arguments.self) { core.extender.filter($0) }
    }
    router.post("/extender/prioritize") { request, context in
      try await call(request, context, core, ExtenderTypes.Arguments.self) { core.extender.prioritize($0) }
    }
    router.post("/extender/preempt") { request, context in
      try await call(request, context, core, ExtenderTypes.PreemptionArguments.self) { core.extender.preempt($0) }
    }
  }

  private static func addPlans(to router: Router<Context>, _ core: ServerCore) {
    router.post("/v1/plan") { request, context in try await PlanCall.answer(request, context, core) }
    router.get("/v1/plan") { _, _ throws(Fault) in
      guard let entry = core.board.current else { throw Fault(.notFound, "no_plan", "no plan is in force") }
      return JSONAnswer.response(Data(entry.json))
    }
    router.delete("/v1/plan") { _, _ in
      core.board.clear()
      return Response(status: .noContent)
    }
  }

  /// One verb of the extender: JSON in, JSON out, on a thread of its own desk.
  private static func call<Arguments: JSONReadable & SendableMetatype, Answer: Encodable & SendableMetatype>(
    _ request: Request, _ context: Context, _ core: ServerCore, _ type: Arguments.Type,
    _ verb: @escaping @Sendable (Arguments) -> Answer
  ) async throws -> Response {
    let body = try await core.intake.body(request.body, of: request, context)
    let data = try await core.calls.perform(within: core.settings.grace) { _ in
      try core.intake.checkDepth(body.bytes)
      return try JSONAnswer.data(verb(JSONBody.decode(type, from: body.bytes)))
    }
    return JSONAnswer.response(data)
  }

  private static func text(
    _ text: String, type: String = "text/plain; charset=utf-8", status: HTTPResponse.Status = .ok
  ) -> Response {
    Response(
      status: status, headers: [.contentType: type], body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }
}
