import Basics
import Hummingbird
import NIOCore
import Pods
import Scheduler
import Solving
import Steering

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What the controller answers over HTTP.
enum ControllerRoutes {
  typealias Context = BasicRequestContext

  /// Health, metrics, the plan, reasons, and the live page; nothing here changes anything.
  static func observing(_ controller: Controller) -> Router<Context> {
    let router = Router()
    router.get("healthz") { _, _ in text("ok\n") }
    router.get("readyz") { _, _ in
      controller.isReady ? text("ok\n") : text("not all is listed yet\n", status: .serviceUnavailable)
    }
    router.get("metrics") { _, _ in text(controller.exposition, type: "text/plain; version=0.0.4") }
    router.get("v1/plan") { _, _ in
      guard let entry = controller.current.entry else { return failure(.notFound, "there has been no plan yet") }
      return try json(PlanReport(entry: entry))
    }
    router.get("v1/explain") { request, _ in try await explain(request, controller) }
    router.get("v1/state") { _, _ in json(await StateReport(controller: controller).json().line) }
    router.get("/") { _, _ in
      var response = text(LivePage.html, type: "text/html; charset=utf-8")
      response.headers[.contentSecurityPolicy] = LivePage.contentSecurityPolicy
      return response
    }
    return router
  }

  /// The verbs of the scheduler's extender.
  static func extending(_ controller: Controller) -> Router<Context> {
    let router = Router()
    let extender = controller.extender
    router.post("extender/filter") { request, _ in
      try await call(request, ExtenderTypes.Arguments.self) { extender.filter($0) }
    }
    router.post("extender/prioritize") { request, _ in
      try await call(request, ExtenderTypes.Arguments.self) { extender.prioritize($0) }
    }
    router.post("extender/preempt") { request, _ in
      try await call(request, ExtenderTypes.PreemptionArguments.self) { extender.preempt($0) }
    }
    router.get("healthz") { _, _ in text("ok\n") }
    return router
  }

  /// Larger than a call with all nodes of a cluster of 5,000.
  private static let bodyLimit = 128 << 20

  private static func call<Arguments: JSONReadable & SendableMetatype, Answer: Encodable>(
    _ request: Request, _ type: Arguments.Type, _ verb: @Sendable (Arguments) -> Answer
  ) async throws -> Response {
    var buffer = try await request.body.collect(upTo: bodyLimit)
    let bytes = buffer.readBytes(length: buffer.readableBytes) ?? []
    guard JSONDepth.isAtMost(64, in: bytes) else { return failure(.badRequest, "brackets nest more than 64 deep") }
    var reader = JSONReader(SourceText(name: "the body", bytes: bytes), place: .path)
    let arguments: Arguments
    do throws(InputError) {
      arguments = try Arguments(from: &reader)
    } catch {
      return failure(.badRequest, error.message)
    }
    return try json(verb(arguments))
  }

  /// `?pod=namespace/name`: after the last plan, or as things are where there was none.
  private static func explain(_ request: Request, _ controller: Controller) async throws -> Response {
    guard let pod = request.uri.queryParameters["pod"].map(String.init), !pod.isEmpty else {
      return failure(.badRequest, "expected ?pod=namespace/name")
    }
    let view = controller.mirror.view
    // A plan may look at a part of the cluster only; then what is now is told of the others.
    let entry = controller.current.entry.flatMap { entry in
      entry.plan.instance.snapshot.pods.contains { $0.label == pod } ? entry : nil
    }
    if entry == nil, !view.isComplete { return failure(.serviceUnavailable, "not all is listed yet") }
    let planner = controller.planner
    do {
      let instance = if let entry { entry.plan.instance } else { try await planner.instance(of: view) }
      let lines = try await OwnThread.run {
        try PodPacking.explain(podNamed: pod, after: entry?.plan.placement, in: instance)
      }
      return json(
        JSON.members([
          "pod": .text(pod), "planMade": entry.map { .number($0.made) } ?? .null, "lines": .array(lines.map(JSON.text)),
        ]).line)
    } catch {
      return failure(.notFound, "\(error)")
    }
  }

  private static func text(
    _ text: String, type: String = "text/plain; charset=utf-8", status: HTTPResponse.Status = .ok
  ) -> Response {
    Response(
      status: status, headers: [.contentType: type], body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }

  private static func json(_ value: some Encodable) throws -> Response {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return text(String(decoding: try encoder.encode(value), as: UTF8.self), type: "application/json")
  }

  private static func json(_ line: String) -> Response { text(line + "\n", type: "application/json") }

  private static func failure(_ status: HTTPResponse.Status, _ message: String) -> Response {
    text(
      JSON.members(["error": .members(["status": .integer(status.code), "message": .text(message)])]).line + "\n",
      type: "application/json", status: status)
  }
}
