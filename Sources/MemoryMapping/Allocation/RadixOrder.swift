import Basics

/// Sorts numbers by 64-bit keys in linear time.
enum RadixOrder {
  /// The numbers 0 ..< keys.count by ascending key; equal keys keep their order.
  ///
  /// - Complexity: O(n) a 16-bit digit in which keys differ.
  static func ascending(_ keys: [Int]) -> [Int32] {
    let count = keys.count
    guard let low = keys.min(), let high = keys.max() else { return [] }
    let order = Buffer<Int32>(repeating: 0, count: count)
    let moved = Buffer<Int32>(repeating: 0, count: count)
    for i in 0..<count { order[i] = Int32(truncatingIfNeeded: i) }
    // Differences from the least key fit 64 bits without sign.
    let range = UInt64(bitPattern: Int64(high)) &- UInt64(bitPattern: Int64(low))
    let digits = Buffer<Int>(repeating: 0, count: 1 << 16)
    var (from, to) = (order.pointer, moved.pointer)
    keys.withUnsafeBufferPointer { keys in
      var shift: UInt64 = 0
      while shift < 64, range >> shift > 0 {
        digits.fill(0)
        let place = digits.pointer
        func digit(_ number: Int32) -> Int {
          Int((UInt64(bitPattern: Int64(keys[Int(number)])) &- UInt64(bitPattern: Int64(low))) >> shift & 0xFFFF)
        }
        for i in 0..<count { place[digit(from[i])] += 1 }
        var sum = 0
        for value in 0..<(1 << 16) {
          let number = place[value]
          place[value] = sum
          sum += number
        }
        for i in 0..<count {
          let value = digit(from[i])
          to[place[value]] = from[i]
          place[value] += 1
        }
        swap(&from, &to)
        shift += 16
      }
    }
    return Array(UnsafeBufferPointer(start: from, count: count))
  }
}
