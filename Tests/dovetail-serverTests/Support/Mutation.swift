/// Small damage to a text, repeatable by seed: bytes changed, cut and doubled, and values that are hard to bear.
struct Mutation {
  private var state: UInt64

  init(seed: UInt64) { state = (seed &+ 1) &* 0x9E37_79B9_7F4A_7C15 | 1 }

  private static let hardValues = [
    "9223372036854775807", "-9223372036854775808", "99999999999999999999", "1e999", "-0", "null", "true", "\"\"", "{}",
    "[]", "[[[[", "\"\\ud800\"", "\u{0}", "\"9223372036854775807Ei\"", "\"1e-400\"", "\"-1\"", "\r\n", ",", ":", "\"",
  ]

  mutating func mutated(_ text: String) -> [UInt8] {
    var bytes = Array(text.utf8)
    for _ in 0...next(4) {
      let position = next(bytes.count + 1)
      switch next(6) {
      case 0 where position < bytes.count: bytes[position] = UInt8(next(256))
      case 1: bytes.removeSubrange(position..<min(bytes.count, position + 1 + next(20)))
      case 2: bytes.insert(contentsOf: bytes[position..<min(bytes.count, position + 1 + next(60))], at: position)
      case 3: bytes.removeSubrange(position...)
      default: replaceValue(in: &bytes, near: position)
      }
    }
    return bytes
  }

  /// Puts a hard value where a value is.
  private mutating func replaceValue(in bytes: inout [UInt8], near position: Int) {
    let separators = Array(":,[ \n".utf8)
    guard let start = bytes[position...].firstIndex(where: separators.contains) else { return }
    let end = bytes[(start + 1)...].firstIndex(where: { Array(",]} \n".utf8).contains($0) }) ?? bytes.count
    bytes.replaceSubrange(start + 1..<end, with: Self.hardValues[next(Self.hardValues.count)].utf8)
  }

  /// From 0 to `bound` - 1.
  private mutating func next(_ bound: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state >> 1) % max(1, bound)
  }
}
