/// One condition of a label selector.
struct LabelRequirement: Sendable {
  enum Rule: Sendable {
    case isOneOf(Set<String>)
    case isNoneOf(Set<String>)
    case exists
    case isAbsent
  }

  let key: String
  let rule: Rule

  func holds(for labels: [String: String]) -> Bool {
    switch rule {
    case .isOneOf(let values): labels[key].map(values.contains) ?? false
    case .isNoneOf(let values): !(labels[key].map(values.contains) ?? false)
    case .exists: labels[key] != nil
    case .isAbsent: labels[key] == nil
    }
  }

  /// Of a query, such as `app=web,tier in (a, b),!old`.
  static func all(in text: String) throws(APIError) -> [Self] {
    var result: [Self] = []
    for part in split(text) { result.append(try requirement(part)) }
    return result
  }

  /// At commas outside of parentheses.
  private static func split(_ text: String) -> [String] {
    var parts: [String] = [""]
    var depth = 0
    for character in text {
      if character == "(" { depth += 1 }
      if character == ")" { depth -= 1 }
      if character == ",", depth == 0 { parts.append("") } else { parts[parts.count - 1].append(character) }
    }
    return parts.map(trimmed).filter { !$0.isEmpty }
  }

  private static func trimmed(_ text: some StringProtocol) -> String {
    String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }

  private static func requirement(_ text: String) throws(APIError) -> Self {
    if let open = text.firstIndex(of: "("), text.hasSuffix(")") {
      let head = text[..<open].split(separator: " ").map(String.init)
      let values = Set(text[text.index(after: open)...].dropLast().split(separator: ",").map(trimmed))
      guard head.count == 2, ["in", "notin"].contains(head[1]) else {
        throw .badRequest("unable to parse requirement: \(text)")
      }
      return Self(key: head[0], rule: head[1] == "in" ? .isOneOf(values) : .isNoneOf(values))
    }
    if text.hasPrefix("!") { return Self(key: trimmed(text.dropFirst()), rule: .isAbsent) }
    for sign in ["!=", "==", "="] {
      guard let range = text.firstRange(of: sign) else { continue }
      let (key, value) = (trimmed(text[..<range.lowerBound]), trimmed(text[range.upperBound...]))
      return Self(key: key, rule: sign == "!=" ? .isNoneOf([value]) : .isOneOf([value]))
    }
    return Self(key: text, rule: .exists)
  }

  /// Of a LabelSelector in an object: an empty one is of all, and none is of nothing.
  static func all(of selector: JSONTree?) -> [Self]? {
    guard let selector, !selector.isNull else { return nil }
    var result = (selector["matchLabels"]?.texts ?? [:]).map { Self(key: $0.key, rule: .isOneOf([$0.value])) }
    for expression in selector["matchExpressions"]?.elements ?? [] {
      let values = Set(expression["values"]?.elements.compactMap(\.text) ?? [])
      let rule: Rule? =
        switch expression["operator"]?.text {
        case "In": .isOneOf(values)
        case "NotIn": .isNoneOf(values)
        case "Exists": .exists
        case "DoesNotExist": .isAbsent
        default: nil
        }
      guard let key = expression["key"]?.text, let rule else { return nil }
      result.append(Self(key: key, rule: rule))
    }
    return result
  }
}

/// What a list or a watch is of.
struct Selection: Sendable {
  let namespace: String?
  let labels: [LabelRequirement]
  let fields: [(path: [String], value: String, isEqual: Bool)]

  init(namespace: String?, query: [String: String]) throws(APIError) {
    self.namespace = namespace
    labels = try LabelRequirement.all(in: query["labelSelector"] ?? "")
    var fields: [(path: [String], value: String, isEqual: Bool)] = []
    for part in (query["fieldSelector"] ?? "").split(separator: ",") {
      guard let sign = ["!=", "==", "="].first(where: { part.contains($0) }), let range = part.firstRange(of: sign)
      else { throw .badRequest("invalid field selector: \(part)") }
      let path = part[..<range.lowerBound].split(separator: ".").map(String.init)
      fields.append((path, String(part[range.upperBound...]), sign != "!="))
    }
    self.fields = fields
  }

  var isOfAll: Bool { namespace == nil && labels.isEmpty && fields.isEmpty }

  func holds(for object: StoredObject) -> Bool {
    if let namespace, object.namespace != namespace { return false }
    if labels.isEmpty, fields.isEmpty { return true }
    let value = object.value
    if !labels.isEmpty {
      let known = value["metadata", "labels"]?.texts ?? [:]
      guard labels.allSatisfy({ $0.holds(for: known) }) else { return false }
    }
    return fields.allSatisfy { (value[$0.path[...]]?.text ?? "") == $0.value ? $0.isEqual : !$0.isEqual }
  }
}
