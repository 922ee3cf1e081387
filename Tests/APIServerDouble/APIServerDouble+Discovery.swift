import Hummingbird

/// What clients ask before they ask for objects.
extension APIServerDouble {
  static func discovery(_ path: String) -> Response {
    let parts = path.split(separator: "/").map(String.init)
    switch parts {
    case ["healthz"], ["readyz"], ["livez"]: return Response(status: .ok, body: .init(byteBuffer: .init(string: "ok")))
    case ["version"]:
      return json(
        (["major": "1", "minor": "30", "gitVersion": "v1.30.0", "platform": "linux/amd64"] as JSONTree).bytes)
    case ["api"]: return json((["kind": "APIVersions", "versions": ["v1"]] as JSONTree).bytes)
    case ["apis"]:
      return json(
        (["kind": "APIGroupList", "apiVersion": "v1", "groups": .array(groups.map(group))] as JSONTree).bytes)
    case ["openapi", "v3"]: return json((["paths": [:]] as JSONTree).bytes)
    case ["openapi", "v2"]:
      // A description of nothing is no bytes in protobuf, the form that clients ask for; they check nothing then.
      return Response(
        status: .ok, headers: [.contentType: "application/com.github.proto-openapi.spec.v2.v1.0+protobuf"])
    default: break
    }
    if parts.count == 2, parts[0] == "apis", groups.contains(parts[1]) {
      var answer = group(parts[1])
      answer["kind"] = "APIGroup"
      answer["apiVersion"] = "v1"
      return json(answer.bytes)
    }
    let apiVersion = parts.dropFirst().joined(separator: "/")
    let types = ResourceType.all.filter { $0.apiVersion == apiVersion && ResourceType.folder(apiVersion) == path }
    guard !types.isEmpty else { return failure(.noSuchPath) }
    return json(
      ([
        "kind": "APIResourceList", "apiVersion": "v1", "groupVersion": .text(apiVersion),
        "resources": .array(types.flatMap(resources)),
      ] as JSONTree).bytes)
  }

  private static let groups = Set(ResourceType.all.map(\.group)).filter { !$0.isEmpty }.sorted()

  private static func group(_ name: String) -> JSONTree {
    let apiVersion = ResourceType.all.first { $0.group == name }?.apiVersion ?? ""
    let version: JSONTree = [
      "groupVersion": .text(apiVersion), "version": .text(String(apiVersion.drop { $0 != "/" }.dropFirst())),
    ]
    return ["name": .text(name), "versions": [version], "preferredVersion": version]
  }

  private static func resources(_ type: ResourceType) -> [JSONTree] {
    func resource(_ name: String, _ kind: String, _ verbs: [String]) -> JSONTree {
      [
        "name": .text(name), "singularName": .text(name.contains("/") ? "" : type.kind.lowercased()),
        "namespaced": .boolean(type.isNamespaced), "kind": .text(kind), "verbs": .array(verbs.map { .text($0) }),
      ]
    }
    var main = resource(
      type.plural, type.kind, ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"])
    if !type.shortNames.isEmpty { main["shortNames"] = .array(type.shortNames.map { .text($0) }) }
    var result = [main]
    if type.hasStatus { result.append(resource(type.plural + "/status", type.kind, ["get", "patch", "update"])) }
    if type == .pods {
      result.append(resource("pods/binding", "Binding", ["create"]))
      var eviction = resource("pods/eviction", "Eviction", ["create"])
      eviction["group"] = "policy"
      eviction["version"] = "v1"
      result.append(eviction)
    }
    return result
  }
}
