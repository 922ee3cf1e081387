import Basics

/// What the API server answers instead of what was asked, or why there is no answer.
package struct APIFailure: Error, Sendable, Equatable, CustomStringConvertible {
  /// The HTTP status; nil where there was no answer, or an unfit one.
  package let status: Int?
  /// In words.
  package let message: String
  /// Seconds that the server asks to wait.
  package var retryAfter: Double?

  package init(status: Int? = nil, _ message: String) {
    self.status = status
    self.message = message
  }

  /// The versions asked for are no longer kept, so that everything is to be listed again.
  package var isGone: Bool { status == 410 }

  package var description: String { (status.map { "\($0): " } ?? "") + message }

  /// From a `Status` of the API, which errors come as; any other text is shown in part.
  init(status: Int, body: [UInt8]) {
    let report = APIStatus(body)
    self.init(status: status, report?.message ?? String(decoding: body.prefix(200), as: UTF8.self))
  }

  /// From the object of an ERROR event.
  init(event body: [UInt8]) {
    let report = APIStatus(body)
    self.init(status: report?.code, report?.message ?? "an error without words")
  }
}

/// `{"kind": "Status", "code": 410, "reason": "Expired", "message": "…"}`
private struct APIStatus {
  var code: Int?
  var message: String?

  init?(_ bytes: [UInt8]) {
    var json = JSONReader(SourceText(name: "the answer", bytes: bytes), place: .path)
    do throws(InputError) {
      try json.beginObject()
      while let key = try json.nextKey() {
        switch key {
        case "code": try json.read(&code)
        case "message": try json.read(&message)
        default: try json.skipValue()
        }
      }
    } catch {
      return nil
    }
  }
}
