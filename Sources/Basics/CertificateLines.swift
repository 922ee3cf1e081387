/// The lines of a certificate of a problem with an algorithm of its own, in the format of proofs: an opcode, a count and
/// numbers, then the conclusion.
package struct CertificateLines: Sendable {
  private var bytes = Array("dovetail-proof 1\n".utf8)

  package init() {}

  /// - Parameter code: 64 or more.
  package mutating func append(_ code: UInt8, _ numbers: some Collection<Int>) {
    bytes.append(code)
    append(UInt64(numbers.count))
    for number in numbers { append(UInt64(bitPattern: Int64(number << 1 ^ number >> 63))) }
  }

  /// - Parameter objective: nil where there is no solution.
  /// - Returns: the whole file.
  package consuming func concluding(optimal objective: Int?) -> [UInt8] {
    bytes.append(4)
    append(objective == nil ? 2 : 0)
    if let objective { append(UInt64(bitPattern: Int64(objective << 1 ^ objective >> 63))) }
    return bytes
  }

  private mutating func append(_ natural: UInt64) {
    var rest = natural
    while rest > 127 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 128)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}
