import Basics

/// The verbs that change something.
extension APIServerDouble {
  /// - Returns: the status and the body of the answer.
  func write(_ call: Call, _ target: RequestPath, _ bytes: [UInt8]) throws(APIError) -> (Int, JSONTree) {
    var body = JSONTree.null
    if !bytes.isEmpty {
      do throws(InputError) {
        body = try JSONTree(parsing: bytes)
      } catch {
        throw .badRequest("the body is no JSON: \(error)")
      }
    }
    return try state.update { state in
      // Held only where somebody looks at it: what is held is copied by the write.
      let before = state.auditor == nil ? [:] : state.tables
      let result = Result { () throws(APIError) in try state.perform(call, target, body) }
      if let auditor = state.auditor {
        let status =
          switch result {
          case .success(let (status, _)): status
          case .failure(let error): error.code
          }
        auditor(Audit(call: call, status: status, time: APITime.now, before: before))
      }
      return result
    }.get()
  }
}

extension ServerState {
  private static let done: JSONTree = ["kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Success"]

  fileprivate mutating func perform(
    _ call: APIServerDouble.Call, _ target: RequestPath, _ body: JSONTree
  ) throws(APIError) -> (Int, JSONTree) {
    let type = target.type
    let dryRun = call.query["dryRun"] == "All"
    guard let name = target.name else {
      switch call.method {
      case "POST":
        if type.isNamespaced, target.namespace == nil {
          throw .badRequest("an object of a namespace is created at the path of the namespace")
        }
        return (201, try create(type, target.namespace, body, dryRun: dryRun).value)
      case "DELETE": return (200, try deleteAll(target, body, call.query))
      default: throw Self.notAllowed
      }
    }
    let key = StoredObject.key(target.namespace, name)
    switch (call.method, target.subresource) {
    case ("POST", "eviction") where type == .pods:
      try evict(target.namespace ?? "", name, body, call.query)
      return (201, Self.done)
    case ("POST", "binding") where type == .pods:
      try bind(target.namespace ?? "", name, body, dryRun: dryRun)
      return (201, Self.done)
    case ("PUT", nil), ("PUT", "status"):
      return (200, try replace(type, key, with: body, subresource: target.subresource, dryRun: dryRun).value)
    case ("PATCH", nil), ("PATCH", "status"):
      guard let object = tables[type.path]?.objects[key] else { throw .notFound(type, name) }
      var value = object.value
      try value.patch(with: body, contentType: call.contentType ?? "")
      return (200, try replace(type, key, with: value, subresource: target.subresource, dryRun: dryRun).value)
    case ("DELETE", nil):
      var options = DeleteOptions(body, call.query)
      options.dryRun = options.dryRun || dryRun
      let (object, isGone) = try delete(type, key, options)
      if type == .pods || !isGone { return (200, object.value) }
      var status = Self.done
      status["details"] = ["name": .text(name), "kind": .text(type.plural), "uid": .text(object.uid)]
      return (200, status)
    default: throw Self.notAllowed
    }
  }

  private static let notAllowed = APIError(
    405, "MethodNotAllowed", "the server does not allow this method on the requested resource")

  private mutating func deleteAll(
    _ target: RequestPath, _ body: JSONTree, _ query: [String: String]
  ) throws(APIError) -> JSONTree {
    let selection = try Selection(namespace: target.namespace, query: query)
    let found = (tables[target.type.path]?.sorted() ?? []).filter(selection.holds)
    for object in found { _ = try delete(target.type, object.key, DeleteOptions(body, query)) }
    return [
      "kind": .text(target.type.kind + "List"), "apiVersion": .text(target.type.apiVersion), "metadata": [:],
      "items": .array(found.map(\.value)),
    ]
  }
}

extension JSONTree {
  /// - Parameter contentType: which says what kind of patch it is.
  fileprivate mutating func patch(with body: JSONTree, contentType: String) throws(APIError) {
    switch contentType.prefix(while: { $0 != ";" }) {
    case "application/merge-patch+json": merge(body)
    case "application/strategic-merge-patch+json": mergeStrategically(body)
    case "application/json-patch+json": try apply(operations: body)
    default:
      throw APIError(
        415, "UnsupportedMediaType", "the body of the request was in an unknown format: '\(contentType)'")
    }
  }
}
