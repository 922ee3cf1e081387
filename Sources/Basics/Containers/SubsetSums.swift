/// The sums of subsets of some numbers, up to a limit, as a set of bits.
package struct SubsetSums {
  private var words: [UInt64]
  private let limit: Int

  /// - Parameter limit: not negative; takes limit / 8 bytes.
  package init(upTo limit: Int) {
    self.limit = limit
    words = [UInt64](repeating: 0, count: limit / UInt64.bitWidth + 1)
    words[0] = 1
  }

  /// Numbers that are not positive, or above the limit, add no sum.
  ///
  /// - Complexity: O(limit / 64).
  package mutating func include(_ number: Int) {
    guard number > 0, number <= limit else { return }
    let (whole, rest) = number.quotientAndRemainder(dividingBy: UInt64.bitWidth)
    for i in stride(from: words.count - 1, through: whole, by: -1) {
      var shifted = words[i - whole] << rest
      if rest > 0, i > whole { shifted |= words[i - whole - 1] >> (UInt64.bitWidth - rest) }
      words[i] |= shifted
    }
  }

  /// - Parameter bound: from 0 to the limit.
  package func largest(atMost bound: Int) -> Int {
    var (i, bit) = bound.quotientAndRemainder(dividingBy: UInt64.bitWidth)
    while true {
      let word = words[i] & (~0 >> (UInt64.bitWidth - 1 - bit))
      if word != 0 { return i * UInt64.bitWidth + UInt64.bitWidth - 1 - word.leadingZeroBitCount }
      // The empty sum is always there, so an earlier word has a bit.
      i -= 1
      bit = UInt64.bitWidth - 1
    }
  }
}
