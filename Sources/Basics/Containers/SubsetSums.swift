/// Which sums up to a limit the subsets of some numbers make, as bits; rows of them for several lists of numbers at once.
///
/// - Source: Bellman 1957, the knapsack recursion over sums, 64 of them a step.
package struct SubsetSums: ~Copyable {
  @usableFromInline let bits: Buffer<UInt64>
  /// Words of a row.
  @usableFromInline let width: Int
  @usableFromInline let limit: Int

  /// Rows in which no number is included yet: the empty sum alone.
  ///
  /// - Parameter limit: the largest sum that will be asked for, not negative; a row takes limit / 8 bytes.
  package init(rows: Int = 1, upTo limit: Int) {
    self.limit = limit
    width = Self.width(upTo: limit)
    bits = Buffer(repeating: 0, count: rows * width)
    for row in 0..<rows { bits[row * width] = 1 }
  }

  /// The words that a row takes.
  package static func width(upTo limit: Int) -> Int { limit / UInt64.bitWidth + 1 }

  /// Leaves the empty sum alone.
  @inlinable @inline(__always) package func clear(_ row: Int) {
    for i in 0..<width { bits[row * width + i] = 0 }
    bits[row * width] = 1
  }

  @inlinable @inline(__always) package func copy(_ row: Int, to other: Int) {
    for i in 0..<width { bits[other * width + i] = bits[row * width + i] }
  }

  /// Numbers that are not positive, or above the limit, add no sum.
  ///
  /// - Complexity: O(limit / 64).
  @inlinable @inline(__always) package func include(_ number: Int, in row: Int = 0) {
    if number <= 0 || number > limit { return }
    let first = bits.pointer + row * width
    let whole = number >> 6
    let rest = UInt64(truncatingIfNeeded: number & 63)
    var i = width - 1
    while i >= whole {
      var shifted = first[i - whole] &<< rest
      if rest > 0, i > whole { shifted |= first[i - whole - 1] &>> (64 - rest) }
      first[i] |= shifted
      i -= 1
    }
  }

  /// - Parameter sum: from 0 to the limit.
  @inlinable @inline(__always) package func contains(_ sum: Int, in row: Int = 0) -> Bool {
    bits[row * width + sum >> 6] &>> UInt64(truncatingIfNeeded: sum & 63) & 1 != 0
  }

  /// The largest sum that is at most `bound`, itself from 0 to the limit.
  @inlinable @inline(__always) package func largest(atMost bound: Int, in row: Int = 0) -> Int {
    let first = bits.pointer + row * width
    var i = bound >> 6
    var word = first[i] & (~0 &>> UInt64(truncatingIfNeeded: 63 - bound & 63))
    while word == 0 {
      // The empty sum is in every row.
      i -= 1
      word = first[i]
    }
    return i << 6 + 63 - word.leadingZeroBitCount
  }
}
