/// The lines of a certificate of a problem with an algorithm of its own, in the format of proofs: an opcode, a count and
/// numbers, then the conclusion.
package struct CertificateLines: Sendable {
  private var bytes = ProofBytes.magic

  package init() {}

  /// - Parameter code: 64 or more.
  package mutating func append(_ code: UInt8, _ numbers: some Collection<Int>) {
    bytes.append(code)
    bytes.appendNatural(numbers.count)
    for number in numbers { bytes.appendInteger(number) }
  }

  /// - Parameter objective: nil where there is no solution.
  /// - Returns: the whole file.
  package consuming func concluding(optimal objective: Int?) -> [UInt8] {
    bytes.append(ProofBytes.conclusion)
    bytes.appendNatural(objective == nil ? 2 : 0)
    if let objective { bytes.appendInteger(objective) }
    return bytes
  }
}
