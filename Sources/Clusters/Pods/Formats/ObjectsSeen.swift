import Basics

/// Where each object stands, by kind and name: answers of `kubectl` that are put together may hold one twice.
struct ObjectsSeen {
  private struct Place {
    let text: Range<Int>
    let uid: String?
  }

  private var places: [String: Place] = [:]

  /// - Parameters:
  ///   - start: the reader in front of the object.
  ///   - end: behind it.
  /// - Returns: false where the same object was read before: by its UID, or one of the same text.
  /// - Throws: where another object of that name was read before.
  mutating func isNew(
    _ kind: String, _ metadata: KubernetesObjects.Metadata, from start: JSONReader, to end: Int
  ) throws(InputError) -> Bool {
    guard let name = metadata.name, !name.isEmpty else { return true }
    let place = Place(text: start.position..<end, uid: metadata.uid)
    guard let first = places.updateValue(place, forKey: "\(kind) \(metadata.label)") else { return true }
    if let uid = place.uid, uid == first.uid { return false }
    if place.uid == first.uid, Self.isSame(start.bytes, first.text, place.text) { return false }
    let line = start.bytes[..<first.text.lowerBound].count { $0 == 10 } + 1
    let shown = metadata.namespace.map { "\($0)/\(name)" } ?? name
    throw start.mistake(
      at: start.position, "there are two objects \(kind) '\(shown)' that differ, the first on line \(line)")
  }

  /// Whether two values are the same but for blanks between their tokens.
  private static func isSame(_ bytes: [UInt8], _ one: Range<Int>, _ other: Range<Int>) -> Bool {
    var (a, b) = (one.lowerBound, other.lowerBound)
    var isText = false
    while true {
      if !isText {
        while a < one.upperBound, bytes[a] <= 32 { a += 1 }
        while b < other.upperBound, bytes[b] <= 32 { b += 1 }
      }
      guard a < one.upperBound, b < other.upperBound else { return a == one.upperBound && b == other.upperBound }
      if bytes[a] != bytes[b] { return false }
      if isText, bytes[a] == UInt8(ascii: "\\"), a + 1 < one.upperBound, b + 1 < other.upperBound {
        if bytes[a + 1] != bytes[b + 1] { return false }
        (a, b) = (a + 1, b + 1)
      } else if bytes[a] == UInt8(ascii: "\"") {
        isText.toggle()
      }
      (a, b) = (a + 1, b + 1)
    }
  }
}
