/// xoshiro256**, seeded through SplitMix64: small, fast and the same on every machine.
///
/// - Source: Blackman, Vigna 2021, "Scrambled linear pseudorandom number generators".
@frozen
public struct RandomSource: RandomNumberGenerator, Sendable {
  @usableFromInline var a, b, c, d: UInt64

  /// Equal seeds give equal numbers.
  @inlinable
  public init(seed: UInt64) {
    var mixer = SplitMix64(state: seed)
    a = mixer.next()
    b = mixer.next()
    c = mixer.next()
    d = mixer.next()
  }

  @inlinable
  public mutating func next() -> UInt64 {
    let product = b &* 5
    let result = ((product << 7) | (product >> 57)) &* 9
    let shifted = b << 17
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = (d << 45) | (d >> 19)
    return result
  }

  /// A number in `0..<bound`, `bound` > 0; the bias is below bound / 2^32.
  @inlinable
  public mutating func below(_ bound: Int) -> Int {
    assert(bound > 0 && bound <= Int(UInt32.max), "bound outside 1 ... 2^32 - 1")
    return Int(truncatingIfNeeded: ((next() >> 32) &* UInt64(truncatingIfNeeded: bound)) >> 32)
  }

  /// A number in `range`.
  @inlinable
  public mutating func within(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + below(range.upperBound - range.lowerBound + 1)
  }

  /// A number in [0, 1) with 53 random bits.
  @inlinable
  public mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// True with the probability `percent` / 100.
  public mutating func chance(_ percent: Int) -> Bool { below(100) < percent }
}

/// The 64-bit mixer of Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators".
@frozen
public struct SplitMix64: RandomNumberGenerator, Sendable {
  /// What the next number is made of.
  public var state: UInt64

  /// Equal states give equal numbers.
  @inlinable public init(state: UInt64) { self.state = state }

  @inlinable
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
