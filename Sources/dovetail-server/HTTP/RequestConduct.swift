import Basics
import Hummingbird
import Logging
import NIOCore
import Telemetry

/// The outermost middleware: every request ends in an answer, a log line and a count; a connection whose request was
/// not read whole ends soon after its answer.
struct RequestConduct: RouterMiddleware {
  typealias Context = ServerRequestContext

  let metrics: Metrics

  func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    let start = ContinuousClock.now
    var response = await answer(request, context, next)
    response.headers[.cacheControl] = "no-store"
    let time = (ContinuousClock.now - start).inSeconds
    let route = context.endpointPath ?? "none"
    metrics.count(.requests, ["route": route, "code": "\(response.status.code)"])
    metrics.observe(.requestSeconds, time, ["route": route])
    let isProbe = request.uri.path == "/healthz" || request.uri.path == "/readyz"
    context.logger.log(
      level: response.status.code >= 500 ? .warning : isProbe ? .debug : .info, "request",
      metadata: [
        "method": "\(request.method.rawValue)", "path": "\(request.uri.path)", "code": "\(response.status.code)",
        "seconds": "\((time * 1e6).rounded() / 1e6)",
      ])
    if hasBody(request), !context.body.isRead { closeSoon(context.channel) }
    return response
  }

  private func answer(
    _ request: Request, _ context: Context, _ next: (Request, Context) async throws -> Response
  ) async -> Response {
    do {
      return try await next(request, context)
    } catch let fault as Fault {
      metrics.count(.failures, ["reason": fault.code])
      return fault.response(from: request, context: context)
    } catch let error as DeskError {
      let fault = Fault(error)
      metrics.count(.failures, ["reason": fault.code])
      return fault.response(from: request, context: context)
    } catch let error as HTTPError where error.status == .notFound {
      return unknown(request).response(from: request, context: context)
    } catch is CancellationError {
      return Fault(DeskError.cancelled).response(from: request, context: context)
    } catch {
      metrics.count(.failures, ["reason": "internal"])
      context.logger.error("unexpected error", metadata: ["error": "\(error)"])
      return Fault(.internalServerError, "internal", "an error of the server's; its log says more")
        .response(from: request, context: context)
    }
  }

  private func unknown(_ request: Request) -> Fault {
    let path = request.uri.path
    guard let methods = Routes.methods[path] else { return Fault(.notFound, "not_found", "there is no \(path) here") }
    var fault = Fault(.methodNotAllowed, "method", "\(path) answers \(methods), not \(request.method)")
    fault.headers[.allow] = methods
    return fault
  }

  private func hasBody(_ request: Request) -> Bool {
    request.headers[.transferEncoding] != nil || (request.headers[.contentLength] ?? "0") != "0"
  }

  /// In a second: time for the client to read the answer while what it still sends is thrown away.
  private func closeSoon(_ channel: any Channel) {
    channel.eventLoop.scheduleTask(in: .seconds(1)) { channel.close(promise: nil) }
  }
}
