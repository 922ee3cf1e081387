import Basics

/// One object of the API, trimmed to what is read.
package struct APIObject: Sendable, Equatable {
  package let uid: String
  package let name: String
  /// Empty for objects of the whole cluster.
  package let namespace: String
  /// To be compared for equality only.
  package let resourceVersion: String
  /// Without what nobody reads; the elements of lists have neither `kind` nor `apiVersion`.
  package let json: [UInt8]

  /// The object that is next in `json`.
  init(from json: inout JSONReader, _ kind: ResourceKind) throws(InputError) {
    _ = json.nextByte()
    let start = json
    let metadata = try Metadata(from: &json)
    var copier = start
    var trimmed: [UInt8] = []
    try copier.copy(without: kind.unread, to: &trimmed)
    name = metadata.name ?? ""
    namespace = metadata.namespace ?? ""
    // Every object has a UID; where a double of an API server leaves it out, names are unique as well.
    uid = metadata.uid ?? "\(namespace)/\(name)"
    resourceVersion = metadata.resourceVersion ?? ""
    self.json = trimmed
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
struct ListPage {
  private(set) var items: [APIObject] = []
  private(set) var resourceVersion = ""
  /// What asks for the next page; nil on the last one.
  private(set) var next: String?

  init(_ bytes: [UInt8], _ kind: ResourceKind) throws(InputError) {
    var json = JSONReader(SourceText(name: "the list of \(kind.plural)", bytes: bytes), place: .path)
    var hasItems = false
    try json.beginObject()
    while let key = try json.nextKeyOrNull() {
      switch key {
      case "items":
        hasItems = true
        if json.takeNull() { continue }
        try json.beginArray()
        while try json.nextElement() { items.append(try APIObject(from: &json, kind)) }
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
enum WatchEvent {
  case changed(APIObject)
  case deleted(APIObject)
  /// Nothing has happened up to this version.
  case bookmark(String)
  case failed(APIFailure)

  init(_ line: [UInt8], _ kind: ResourceKind) throws(InputError) {
    var json = JSONReader(SourceText(name: "the watch of \(kind.plural)", bytes: line), place: .path)
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
    case "ADDED", "MODIFIED": self = .changed(try APIObject(from: &content, kind))
    case "DELETED": self = .deleted(try APIObject(from: &content, kind))
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
