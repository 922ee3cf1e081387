/// The generator behind Python's `random.Random`, seeded as Python seeds it with an integer, so that instances which
/// were published by seed can be made again.
///
/// - Source: Matsumoto, Nishimura 1998, "Mersenne twister"; MT19937 with initialisation by array.
struct MersenneTwister {
  private static let length = 624
  private static let offset = 397
  private var state = [UInt32](repeating: 0, count: length)
  private var next = length

  /// - Parameter key: the integer's 32-bit words, the least significant first, without leading zeros but one at least.
  init(key: [UInt32]) {
    precondition(!key.isEmpty, "a seed has at least one word")
    state[0] = 19_650_218
    for i in 1..<Self.length { state[i] = Self.mixed(state[i - 1], 1_812_433_253) &+ UInt32(i) }
    var i = 1
    var j = 0
    for _ in 0..<max(Self.length, key.count) {
      state[i] = (state[i] ^ Self.mixed(state[i - 1], 1_664_525)) &+ key[j] &+ UInt32(j)
      advance(&i)
      j = j + 1 == key.count ? 0 : j + 1
    }
    for _ in 1..<Self.length {
      state[i] = (state[i] ^ Self.mixed(state[i - 1], 1_566_083_941)) &- UInt32(i)
      advance(&i)
    }
    state[0] = 0x8000_0000
  }

  private static func mixed(_ word: UInt32, _ factor: UInt32) -> UInt32 { (word ^ (word >> 30)) &* factor }

  /// The last word is repeated in front, as the reference has it.
  private mutating func advance(_ index: inout Int) {
    index += 1
    if index == Self.length {
      state[0] = state[Self.length - 1]
      index = 1
    }
  }

  mutating func nextWord() -> UInt32 {
    if next == Self.length { twist() }
    var word = state[next]
    next += 1
    word ^= word >> 11
    word ^= (word << 7) & 0x9D2C_5680
    word ^= (word << 15) & 0xEFC6_0000
    return word ^ (word >> 18)
  }

  private mutating func twist() {
    for i in 0..<Self.length {
      let joined = (state[i] & 0x8000_0000) | (state[(i + 1) % Self.length] & 0x7FFF_FFFF)
      let odd: UInt32 = joined & 1 == 1 ? 0x9908_B0DF : 0
      state[i] = state[(i + Self.offset) % Self.length] ^ (joined >> 1) ^ odd
    }
    next = 0
  }

  /// Python's `randint(low, high)`, both included.
  ///
  /// - Parameter range: of fewer than 2^32 numbers.
  mutating func randint(_ range: ClosedRange<Int>) -> Int {
    let count = UInt64(range.upperBound - range.lowerBound + 1)
    precondition(count <= UInt64(UInt32.max), "a range of fewer than 2^32 numbers")
    let bits = 64 - count.leadingZeroBitCount
    while true {
      let draw = nextWord() >> UInt32(32 - bits)
      if UInt64(draw) < count { return range.lowerBound + Int(draw) }
    }
  }
}
