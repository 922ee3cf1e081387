/// An answer of the API that says why something was not done.
package struct APIError: Error, Sendable {
  package let code: Int
  let reason: String
  let message: String
  var details: JSONTree?
  /// Seconds.
  var retryAfter: Int?

  init(_ code: Int, _ reason: String, _ message: String, details: JSONTree? = nil, retryAfter: Int? = nil) {
    self.code = code
    self.reason = reason
    self.message = message
    self.details = details
    self.retryAfter = retryAfter
  }

  var status: JSONTree {
    var status: JSONTree = [
      "kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Failure", "message": .text(message),
      "reason": .text(reason), "code": JSONTree(code),
    ]
    var details = details
    if let retryAfter {
      if details == nil { details = [:] }
      details?["retryAfterSeconds"] = JSONTree(retryAfter)
    }
    if let details { status["details"] = details }
    return status
  }

  private static func details(_ type: ResourceType, _ name: String) -> JSONTree {
    var details: JSONTree = ["name": .text(name)]
    if !type.group.isEmpty { details["group"] = .text(type.group) }
    details["kind"] = .text(type.plural)
    return details
  }

  private static func label(_ type: ResourceType) -> String {
    type.plural + (type.group.isEmpty ? "" : "." + type.group)
  }

  static func notFound(_ type: ResourceType, _ name: String) -> Self {
    Self(404, "NotFound", "\(label(type)) \"\(name)\" not found", details: details(type, name))
  }

  static func exists(_ type: ResourceType, _ name: String) -> Self {
    Self(409, "AlreadyExists", "\(label(type)) \"\(name)\" already exists", details: details(type, name))
  }

  static func conflict(_ type: ResourceType, _ name: String, _ why: String) -> Self {
    Self(
      409, "Conflict", "Operation cannot be fulfilled on \(label(type)) \"\(name)\": \(why)",
      details: details(type, name))
  }

  static func badRequest(_ message: String) -> Self { Self(400, "BadRequest", message) }

  static func invalid(_ type: ResourceType, _ name: String, _ message: String) -> Self {
    Self(422, "Invalid", "\(type.kind) \"\(name)\" is invalid: \(message)", details: details(type, name))
  }

  static let noSuchPath = Self(404, "NotFound", "the server could not find the requested resource")
  static func expired(_ message: String) -> Self { Self(410, "Expired", message) }
}
