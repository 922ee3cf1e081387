/// The bytes of proof files, of the engine's inferences and of certificates alike.
package enum ProofBytes {
  /// What each file begins with.
  package static let magic = Array("dovetail-proof 1\n".utf8)
  /// The opcode of the conclusion.
  package static let conclusion: UInt8 = 4
}

extension [UInt8] {
  /// LEB128.
  @inlinable package mutating func appendNatural(_ number: Int) {
    var rest = UInt(bitPattern: number)
    while rest >= 0x80 {
      append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    append(UInt8(truncatingIfNeeded: rest))
  }

  /// Zigzag, so that small negative numbers are short.
  @inlinable package mutating func appendInteger(_ number: Int) { appendNatural(number << 1 ^ number >> 63) }
}
