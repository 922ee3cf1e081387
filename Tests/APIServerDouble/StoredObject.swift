/// One version of an object.
package final class StoredObject: Sendable {
  /// "namespace/name", with nothing before the slash for objects of the whole cluster.
  package let key: String
  package let version: Int
  /// As it is sent.
  package let text: [UInt8]
  private let known: JSONTree?

  /// Values are large; of objects that come as text none is kept.
  package var value: JSONTree { known ?? (try? JSONTree(parsing: text)) ?? .null }

  package init(key: String, version: Int, text: [UInt8]) {
    self.key = key
    self.version = version
    self.text = text
    known = nil
  }

  /// - Parameter value: gets the version.
  package init(key: String, version: Int, _ value: JSONTree) {
    var value = value
    value["metadata", "resourceVersion"] = .text(String(version))
    self.key = key
    self.version = version
    text = value.bytes
    known = value
  }

  package var namespace: String { String(key[..<(key.firstIndex(of: "/") ?? key.startIndex)]) }
  package var name: String { String(key[(key.firstIndex(of: "/").map { key.index(after: $0) } ?? key.startIndex)...]) }
  package var uid: String { value["metadata", "uid"]?.text ?? "" }

  package static func key(_ namespace: String?, _ name: String) -> String { "\(namespace ?? "")/\(name)" }
}

/// The objects of one kind, and what has happened to them lately.
package struct ObjectTable: Sendable {
  /// What a watch tells.
  package struct Change: Sendable {
    package enum Kind: String, Sendable {
      case added = "ADDED"
      case modified = "MODIFIED"
      case deleted = "DELETED"
      case bookmark = "BOOKMARK"
    }

    package let kind: Kind
    package let object: StoredObject
    /// The version of the object before this one.
    package let previous: StoredObject?
    package var version: Int { object.version }
  }

  package private(set) var objects: [String: StoredObject] = [:]
  /// The last changes, ascending by version; those before are forgotten.
  private var changes: [Change] = []
  /// Changes that have been forgotten.
  private var forgotten = 0
  /// Watches from versions below are gone.
  private(set) var oldest = 0
  private var sortedKeys: [String]?

  /// Changes that are kept at least.
  static let window = 20_000

  /// In the order of keys, as lists are.
  mutating func sorted() -> [StoredObject] {
    let keys = sortedKeys ?? objects.keys.sorted()
    sortedKeys = keys
    return keys.compactMap { objects[$0] }
  }

  mutating func put(_ object: StoredObject) {
    let previous = objects.updateValue(object, forKey: object.key)
    if previous == nil { sortedKeys = nil }
    append(Change(kind: previous == nil ? .added : .modified, object: object, previous: previous))
  }

  /// - Parameter last: the object with the version of its end.
  mutating func remove(_ last: StoredObject) {
    sortedKeys = nil
    let previous = objects.removeValue(forKey: last.key)
    append(Change(kind: .deleted, object: last, previous: previous))
  }

  mutating func append(_ change: Change) {
    changes.append(change)
    if changes.count > 2 * Self.window { forget(first: Self.window) }
  }

  /// - Parameter version: from which on watches can go on.
  mutating func forgetAll(before version: Int) {
    forget(first: changes.count)
    oldest = version
  }

  private mutating func forget(first count: Int) {
    guard count > 0 else { return }
    oldest = max(oldest, changes[count - 1].version)
    changes.removeFirst(count)
    forgotten += count
  }

  /// The number of the first change behind a version, counting all there have been; nil where it may be forgotten.
  func position(behind version: Int) -> Int? {
    guard version >= oldest else { return nil }
    var (low, high) = (0, changes.count)
    while low < high {
      let middle = (low + high) / 2
      if changes[middle].version > version { high = middle } else { low = middle + 1 }
    }
    return forgotten + low
  }

  /// The changes from a position on; nil where some of them are forgotten.
  func changes(from position: Int) -> ArraySlice<Change>? {
    position < forgotten ? nil : changes[(position - forgotten)...]
  }

  var end: Int { forgotten + changes.count }
}
