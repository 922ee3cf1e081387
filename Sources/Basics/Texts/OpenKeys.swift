/// The keys that the open objects of a JSON text have had so far.
struct OpenKeys {
  private var keys: [String] = []
  /// For each open object, where its keys begin.
  private var starts: [Int] = []
  /// The keys of objects that have many, by the object's depth.
  private var sets: [Int: Set<String>] = [:]

  private static let fewKeys = 24

  mutating func open() { starts.append(keys.count) }

  mutating func close() {
    guard let start = starts.popLast() else { return }
    keys.removeLast(keys.count - start)
    if !sets.isEmpty { sets[starts.count] = nil }
  }

  /// - Returns: whether the innermost object did not have the key.
  mutating func insert(_ key: String) -> Bool {
    guard let start = starts.last else { return true }
    let own = keys[start...]
    if own.count < Self.fewKeys {
      if own.contains(key) { return false }
      keys.append(key)
      return true
    }
    // What comes after these is in the set alone.
    return sets[starts.count - 1, default: Set(own)].insert(key).inserted
  }
}
