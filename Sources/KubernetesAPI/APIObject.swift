import Basics

/// One object of the API, as a store keeps it.
package struct APIObject<Content: Sendable>: Sendable {
  package let uid: String
  package let name: String
  /// Empty for objects of the whole cluster.
  package let namespace: String
  /// To be compared for equality only.
  package let resourceVersion: String
  /// Of what is read: objects that differ in nothing that is read have the same, and others, but for one chance in 2^64,
  /// have not.
  package let digest: Int
  package let content: Content
}

/// How objects of a kind are read: the members that nobody reads are left out, and what remains is made into a content.
package struct ObjectReading<Content: Sendable>: Sendable {
  package let kind: ResourceKind
  /// The elements of lists have neither `kind` nor `apiVersion`.
  private let content: @Sendable ([UInt8]) -> Content

  /// - Parameter content: from the object's JSON.
  package init(_ kind: ResourceKind, _ content: @escaping @Sendable ([UInt8]) -> Content) {
    self.kind = kind
    self.content = content
  }

  /// The object that is next in `json`.
  func object(from json: inout JSONReader) throws(InputError) -> APIObject<Content> {
    _ = json.nextByte()
    var copier = json
    let metadata = try Metadata(from: &json)
    var trimmed: [UInt8] = []
    trimmed.reserveCapacity(json.position - copier.position)
    try copier.copy(without: kind.unread, to: &trimmed)
    let (name, namespace) = (metadata.name ?? "", metadata.namespace ?? "")
    return APIObject(
      // Every object has a UID; where a double of an API server leaves it out, names are unique as well.
      uid: metadata.uid ?? "\(namespace)/\(name)", name: name, namespace: namespace,
      resourceVersion: metadata.resourceVersion ?? "", digest: Self.digest(of: trimmed), content: content(trimmed))
  }

  private static func digest(of bytes: [UInt8]) -> Int {
    var hasher = Hasher()
    bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
    return hasher.finalize()
  }
}

/// What identifies an object or a list, and a version of it.
struct Metadata {
  private(set) var name: String?
  private(set) var namespace: String?
  private(set) var uid: String?
  private(set) var resourceVersion: String?
  /// Of a list that has more pages.
  private(set) var next: String?

  /// Reads the object that is next and keeps its `metadata` alone.
  init(from json: inout JSONReader) throws(InputError) {
    try json.beginObject()
    while let key = try json.nextKey() {
      if key == "metadata" { try readMembers(&json) } else { try json.skipValue() }
    }
  }

  init(membersFrom json: inout JSONReader) throws(InputError) { try readMembers(&json) }

  private mutating func readMembers(_ json: inout JSONReader) throws(InputError) {
    try json.beginObject()
    while let key = try json.nextKey() {
      switch key {
      case "name": try json.read(&name)
      case "namespace": try json.read(&namespace)
      case "uid": try json.read(&uid)
      case "resourceVersion": try json.read(&resourceVersion)
      case "continue": try json.read(&next)
      default: try json.skipValue()
      }
    }
  }
}

/// One page of a list.
struct ListPage<Content: Sendable> {
  private(set) var items: [APIObject<Content>] = []
  private(set) var resourceVersion = ""
  /// What asks for the next page; nil on the last one.
  private(set) var next: String?

  init(_ bytes: [UInt8], _ reading: ObjectReading<Content>) throws(InputError) {
    var json = JSONReader(SourceText(name: "the list of \(reading.kind.plural)", bytes: bytes), place: .path)
    var hasItems = false
    try json.beginObject()
    while let key = try json.nextKeyOrNull() {
      switch key {
      case "items":
        hasItems = true
        if json.takeNull() { continue }
        try json.beginArray()
        while try json.nextElement() { items.append(try reading.object(from: &json)) }
      case "metadata":
        let metadata = try Metadata(membersFrom: &json)
        resourceVersion = metadata.resourceVersion ?? ""
        next = metadata.next.flatMap { $0.isEmpty ? nil : $0 }
      default: try json.skipValue()
      }
    }
    guard hasItems else { throw json.mistake(at: 0, "expected a list with 'items', found none") }
  }
}

/// One line of a watch.
enum WatchEvent<Content: Sendable> {
  case changed(APIObject<Content>)
  case deleted(APIObject<Content>)
  /// Nothing has happened up to this version.
  case bookmark(String)
  case failed(APIFailure)

  init(_ line: [UInt8], _ reading: ObjectReading<Content>) throws(InputError) {
    var json = JSONReader(SourceText(name: "the watch of \(reading.kind.plural)", bytes: line), place: .path)
    var type: String?
    var object: JSONReader?
    let start = try json.beginObject()
    while let key = try json.nextKey() {
      switch key {
      case "type": type = try json.text()
      case "object":
        _ = json.nextByte()
        object = json
        try json.skipValue()
      default: try json.skipValue()
      }
    }
    var content = try json.required(object, "object", of: start)
    switch try json.required(type, "type", of: start) {
    case "ADDED", "MODIFIED": self = .changed(try reading.object(from: &content))
    case "DELETED": self = .deleted(try reading.object(from: &content))
    case "BOOKMARK": self = .bookmark(try Metadata(from: &content).resourceVersion ?? "")
    case "ERROR":
      let begin = content.position
      try content.skipValue()
      self = .failed(APIFailure(event: Array(content.bytes[begin..<content.position])))
    case let other:
      throw json.error(expected: "ADDED, MODIFIED, DELETED, BOOKMARK or ERROR", found: other)
    }
  }
}
