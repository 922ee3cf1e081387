import Basics

/// Rows of bits: which sums up to a limit some of the numbers included in a row make.
struct SumRows: ~Copyable {
  private let bits: Buffer<UInt64>
  /// Words of a row.
  private let width: Int
  private let limit: Int

  /// - Parameter limit: the largest that will be asked for.
  init(count: Int, upTo limit: Int) {
    self.limit = limit
    width = Self.width(upTo: limit)
    bits = Buffer(repeating: 0, count: count * width)
  }

  static func width(upTo limit: Int) -> Int { limit / UInt64.bitWidth + 1 }

  /// The empty sum alone.
  @inline(__always) func clear(_ row: Int) {
    for i in 0..<width { bits[row * width + i] = 0 }
    bits[row * width] = 1
  }

  @inline(__always) func copy(_ row: Int, to other: Int) {
    for i in 0..<width { bits[other * width + i] = bits[row * width + i] }
  }

  /// - Parameter number: positive; above the limit it adds no sum.
  @inline(__always) func include(_ number: Int32, in row: Int) {
    let number = Int(number)
    if number > limit { return }
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

  @inline(__always) func contains(_ sum: Int, in row: Int) -> Bool {
    bits[row * width + sum >> 6] &>> UInt64(truncatingIfNeeded: sum & 63) & 1 != 0
  }

  /// The largest sum in the row that is at most `bound`, itself from 0 to the limit.
  @inline(__always) func largest(atMost bound: Int, in row: Int) -> Int {
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
