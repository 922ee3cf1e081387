/// The three ways to change a part of an object.
extension JSONTree {
  /// - Source: RFC 7396, "JSON merge patch".
  mutating func merge(_ patch: JSONTree) {
    guard case .object(let changes) = patch else {
      self = patch
      return
    }
    var members = Members()
    if case .object(let known) = self { members = known }
    for (key, change) in changes.entries {
      if change.isNull {
        members[key] = nil
      } else {
        var member = members[key] ?? .null
        member.merge(change)
        members[key] = member
      }
    }
    self = .object(members)
  }

  /// A merge in which lists of objects are merged by what names their elements, where the API's reference says so.
  ///
  /// - Source: "Update API objects in place using kubectl patch" in Kubernetes' documentation.
  mutating func mergeStrategically(_ patch: JSONTree, at key: String = "") {
    switch (self, patch) {
    case (.array(let old), .array(let new)):
      self = Self.mergeKeys[key].map { Self.merged(old, new, by: $0) } ?? Self.mergedTexts(old, new, at: key)
    case (_, .object(var changes)):
      if changes["$patch"]?.text == "replace" {
        changes["$patch"] = nil
        self = .object(changes)
        return
      }
      var members = Members()
      if case .object(let known) = self { members = known }
      for (key, change) in changes.entries {
        if key.hasPrefix("$setElementOrder/") || key == "$retainKeys" { continue }
        if key.hasPrefix("$deleteFromPrimitiveList/") {
          let list = String(key.drop { $0 != "/" }.dropFirst())
          let rest = (members[list]?.elements ?? []).filter { !change.elements.contains($0) }
          members[list] = .array(rest)
        } else if change.isNull {
          members[key] = nil
        } else {
          var member = members[key] ?? (change.isArray ? .array([]) : .null)
          member.mergeStrategically(change, at: key)
          members[key] = member
        }
      }
      self = .object(members)
    default: self = patch
    }
  }

  private var isArray: Bool {
    if case .array = self { true } else { false }
  }

  /// The member that names the elements of a list.
  private static let mergeKeys = [
    "containers": "name", "initContainers": "name", "ephemeralContainers": "name", "volumes": "name", "env": "name",
    "volumeMounts": "mountPath", "conditions": "type", "ownerReferences": "uid", "imagePullSecrets": "name",
    "topologySpreadConstraints": "topologyKey", "hostAliases": "ip", "addresses": "type", "secrets": "name",
  ]

  private static func merged(_ old: [JSONTree], _ new: [JSONTree], by key: String) -> JSONTree {
    if new.contains(where: { $0["$patch"]?.text == "replace" }) {
      return .array(new.filter { $0["$patch"] == nil })
    }
    var result = old
    for element in new {
      let index = result.firstIndex { $0[key] == element[key] }
      if element["$patch"]?.text == "delete" {
        if let index { result.remove(at: index) }
      } else if let index {
        result[index].mergeStrategically(element)
      } else {
        result.append(element)
      }
    }
    return .array(result)
  }

  /// Finalizers are a set; any other list is replaced.
  private static func mergedTexts(_ old: [JSONTree], _ new: [JSONTree], at key: String) -> JSONTree {
    guard key == "finalizers" else { return .array(new) }
    return .array(old + new.filter { !old.contains($0) })
  }

  /// Adds, replaces and removes, and tests.
  ///
  /// - Source: RFC 6902, "JavaScript object notation (JSON) patch", and RFC 6901 for its pointers.
  mutating func apply(operations patch: JSONTree) throws(APIError) {
    for operation in patch.elements {
      guard let verb = operation["op"]?.text, let pointer = operation["path"]?.text, pointer.hasPrefix("/") else {
        throw .badRequest("an operation of a JSON patch has 'op' and 'path'")
      }
      let path = pointer.dropFirst().split(separator: "/", omittingEmptySubsequences: false).map {
        String($0.replacing("~1", with: "/").replacing("~0", with: "~"))
      }
      try apply(verb, operation["value"] ?? .null, at: path[...])
    }
  }

  private mutating func apply(_ verb: String, _ value: JSONTree, at path: ArraySlice<String>) throws(APIError) {
    func missing() -> APIError {
      APIError(422, "Invalid", "the server rejected our request due to an error in our request: no such path")
    }
    guard let key = path.first else { throw missing() }
    let isLast = path.count == 1
    switch self {
    case .object(var members):
      if isLast {
        if verb != "add", members[key] == nil { throw missing() }
        if verb == "test" {
          if members[key] != value { throw APIError(422, "Invalid", "testing value \(pathWords(path)) failed") }
          return
        }
        members[key] = verb == "remove" ? nil : value
      } else {
        guard var member = members[key] else { throw missing() }
        try member.apply(verb, value, at: path.dropFirst())
        members[key] = member
      }
      self = .object(members)
    case .array(var elements):
      let index = key == "-" && verb == "add" ? elements.count : Int(key) ?? -1
      guard index >= 0, index < elements.count + (isLast && verb == "add" ? 1 : 0) else { throw missing() }
      if !isLast {
        try elements[index].apply(verb, value, at: path.dropFirst())
      } else if verb == "add" {
        elements.insert(value, at: index)
      } else if verb == "remove" {
        elements.remove(at: index)
      } else if verb == "replace" {
        elements[index] = value
      } else if elements[index] != value {
        throw APIError(422, "Invalid", "testing value \(pathWords(path)) failed")
      }
      self = .array(elements)
    default: throw missing()
    }
  }

  private func pathWords(_ path: ArraySlice<String>) -> String { path.joined(separator: "/") }
}
