import Hummingbird
import NIOCore

/// What went wrong with a request, as its client reads it: `{"error": {"status", "code", "message"}}`.
struct Fault: Error, Equatable, HTTPResponseError {
  let status: HTTPResponse.Status
  /// A word for programs.
  let code: String
  /// A sentence for people.
  let message: String
  var headers: HTTPFields = [:]

  init(_ status: HTTPResponse.Status, _ code: String, _ message: String) {
    self.status = status
    self.code = code
    self.message = message
  }

  /// The client may come again in a moment.
  func retrying(after seconds: Int) -> Fault {
    var fault = self
    fault.headers[.retryAfter] = "\(seconds)"
    return fault
  }

  private struct Body: Encodable {
    struct Content: Encodable {
      let status: Int
      let code: String
      let message: String
    }
    let error: Content
  }

  func response(from request: Request, context: some RequestContext) -> Response {
    let body = Body(error: Body.Content(status: status.code, code: code, message: message))
    var response = JSONAnswer.response(body, status: status)
    for field in headers { response.headers.append(field) }
    return response
  }
}

extension Fault {
  init(_ error: DeskError) {
    switch error {
    case .full:
      self = Fault(.tooManyRequests, "queue_full", "as many requests wait already as may; come again in a moment")
        .retrying(after: 1)
    case .waitedTooLong(let seconds):
      self = Fault(.tooManyRequests, "queue_time", "the queue did not move for \(seconds) s; come again in a moment")
        .retrying(after: 5)
    case .overran(let seconds):
      self = Fault(.gatewayTimeout, "time", "no answer within \(seconds) s")
    case .closed:
      self = Fault(.serviceUnavailable, "shutting_down", "the server is shutting down").retrying(after: 5)
    case .cancelled:
      self = Fault(.init(code: 499), "cancelled", "the client has gone")
    }
  }
}
