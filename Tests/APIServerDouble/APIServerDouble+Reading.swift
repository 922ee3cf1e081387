import Hummingbird
import NIOCore

/// Single objects and lists.
extension APIServerDouble {
  func get(_ target: RequestPath) throws(APIError) -> Response {
    let name = target.name ?? ""
    let object = state.update { $0.tables[target.type.path]?.objects[StoredObject.key(target.namespace, name)] }
    guard let object else { throw .notFound(target.type, name) }
    guard target.subresource == nil || target.subresource == "status" else { throw .noSuchPath }
    var value = object.value
    if value["kind"] == nil {
      value["kind"] = .text(target.type.kind)
      value["apiVersion"] = .text(target.type.apiVersion)
    }
    return Self.json(value.bytes)
  }

  /// Pages are of the version of the first one; their tokens are "version/objects before".
  func list(_ target: RequestPath, _ query: [String: String]) throws(APIError) -> Response {
    let selection = try Selection(namespace: target.namespace, query: query)
    let limit = query["limit"].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil } ?? Int.max
    let filter = [target.type.path, target.namespace ?? "", query["labelSelector"] ?? "", query["fieldSelector"] ?? ""]
      .joined(separator: " ")
    var start = 0
    var version = 0
    if let text = query["continue"], !text.isEmpty {
      let parts = text.split(separator: "/").compactMap { Int($0) }
      guard parts.count == 2 else { throw .badRequest("continue key is not valid") }
      (version, start) = (parts[0], parts[1])
    }
    let known = (version, start)
    let (listVersion, items): (Int, [StoredObject]?) = state.update { state in
      if known.1 > 0 { return (known.0, state.pages.first { $0.token == "\(known.0) \(filter)" }?.items) }
      var items = state.tables[target.type.path]?.sorted() ?? []
      if !selection.isOfAll { items = items.filter(selection.holds) }
      if items.count > limit { state.keep(.init(token: "\(state.version) \(filter)", items: items)) }
      return (state.version, items)
    }
    guard let items else {
      throw .expired("The provided continue parameter is too old to display a consistent list result.")
    }
    let page = items.dropFirst(start).prefix(limit)
    let end = start + page.count
    var next = ""
    if end < items.count {
      next = #","continue":"\#(listVersion)/\#(end)","remainingItemCount":\#(items.count - end)"#
    }
    var text = Array(
      (#"{"kind":"\#(target.type.kind)List","apiVersion":"\#(target.type.apiVersion)","#
        + #""metadata":{"resourceVersion":"\#(listVersion)"\#(next)},"items":["#).utf8)
    for (index, object) in page.enumerated() {
      if index > 0 { text.append(UInt8(ascii: ",")) }
      text += object.text
    }
    text += "]}".utf8
    return Self.json(text)
  }
}
