extension JSONTree: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByStringInterpolation
{
  package init(stringLiteral value: String) { self = .text(value) }
  package init(integerLiteral value: Int) { self = .number(String(value)) }
  package init(booleanLiteral value: Bool) { self = .boolean(value) }
  package init(arrayLiteral elements: JSONTree...) { self = .array(elements) }
  package init(dictionaryLiteral elements: (String, JSONTree)...) {
    var members = Members()
    for (key, value) in elements { members[key] = value }
    self = .object(members)
  }
}

extension JSONTree {
  package init(_ value: Int) { self = .number(String(value)) }

  package init(_ texts: [String: String]) {
    var members = Members()
    for (key, value) in texts.sorted(by: { $0.key < $1.key }) { members[key] = .text(value) }
    self = .object(members)
  }

  /// A member of members; what is missing on the way is made where a value is set, and nothing where nil is.
  package subscript(_ path: String...) -> JSONTree? {
    get { self[path[...]] }
    set { self[path[...]] = newValue }
  }

  package subscript(_ path: ArraySlice<String>) -> JSONTree? {
    get {
      guard let key = path.first else { return self }
      guard case .object(let members) = self, let member = members[key] else { return nil }
      return member[path.dropFirst()]
    }
    set {
      guard let key = path.first else {
        self = newValue ?? .null
        return
      }
      var members = Members()
      if case .object(let known) = self { members = known }
      if path.count == 1 {
        members[key] = newValue
      } else {
        if newValue == nil, members[key] == nil { return }
        var member = members[key] ?? .object(Members())
        member[path.dropFirst()] = newValue
        members[key] = member
      }
      self = .object(members)
    }
  }

  package var text: String? {
    if case .text(let text) = self { text } else { nil }
  }

  package var integer: Int? {
    if case .number(let digits) = self { Int(digits) } else { nil }
  }

  package var boolean: Bool? {
    if case .boolean(let value) = self { value } else { nil }
  }

  package var elements: [JSONTree] {
    if case .array(let elements) = self { elements } else { [] }
  }

  package var entries: [(key: String, value: JSONTree)] {
    if case .object(let members) = self { members.entries } else { [] }
  }

  /// The members that are texts.
  package var texts: [String: String] {
    var result: [String: String] = [:]
    for (key, value) in entries { result[key] = value.text }
    return result
  }

  var isNull: Bool {
    if case .null = self { true } else { false }
  }
}
