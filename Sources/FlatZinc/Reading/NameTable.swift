import Basics

/// What names stand for, hashed by their bytes, which stay where the file is.
struct NameTable<Value> {
  private struct Entry {
    var name: UnsafeBufferPointer<UInt8>
    var value: Value
  }

  private var entries: [Entry] = []
  /// A place in `entries`, or -1; a power of two.
  private var slots = [Int32](repeating: -1, count: 1 << 10)

  private static func hash(_ name: UnsafeBufferPointer<UInt8>) -> Int {
    // FNV-1a, 64 bits, its high bits mixed in.
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in name { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return Int(truncatingIfNeeded: (hash ^ (hash >> 32)) & 0x7FFF_FFFF)
  }

  private func slot(of name: UnsafeBufferPointer<UInt8>) -> Int {
    var slot = Self.hash(name) & (slots.count - 1)
    while slots[slot] >= 0, !entries[Int(slots[slot])].name.elementsEqual(name) {
      slot = (slot + 1) & (slots.count - 1)
    }
    return slot
  }

  subscript(name: UnsafeBufferPointer<UInt8>) -> Value? {
    let entry = slots[slot(of: name)]
    return entry < 0 ? nil : entries[Int(entry)].value
  }

  /// - Returns: whether the name is new; otherwise nothing is changed.
  mutating func insert(_ name: UnsafeBufferPointer<UInt8>, _ value: Value) -> Bool {
    if 2 * entries.count >= slots.count { grow() }
    let slot = slot(of: name)
    guard slots[slot] < 0 else { return false }
    slots[slot] = Int32(entries.count)
    entries.append(Entry(name: name, value: value))
    return true
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: 4 * slots.count)
    for (place, entry) in entries.enumerated() { slots[slot(of: entry.name)] = Int32(place) }
  }
}
