/// The BLAKE2b hash without a key.
///
/// - Source: Saarinen, Aumasson 2015, RFC 7693.
enum BLAKE2b {
  private static let blockSize = 128
  private static let initial: [UInt64] = [
    0x6A09_E667_F3BC_C908, 0xBB67_AE85_84CA_A73B, 0x3C6E_F372_FE94_F82B, 0xA54F_F53A_5F1D_36F1,
    0x510E_527F_ADE6_82D1, 0x9B05_688C_2B3E_6C1F, 0x1F83_D9AB_FB41_BD6B, 0x5BE0_CD19_137E_2179,
  ]
  private static let orders: [[Int]] = [
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], [14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3],
    [11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4], [7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8],
    [9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13], [2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9],
    [12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11], [13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10],
    [6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5], [10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0],
  ]

  /// - Parameter size: bytes of the digest, 1 to 64.
  static func digest(_ message: [UInt8], size: Int) -> [UInt8] {
    precondition((1...64).contains(size), "a digest has 1 to 64 bytes")
    var hash = initial
    hash[0] ^= 0x0101_0000 ^ UInt64(size)
    var start = 0
    repeat {
      let end = min(start + blockSize, message.count)
      let isLast = end == message.count
      var block = Array(message[start..<end])
      block += Array(repeating: 0, count: blockSize - block.count)
      compress(&hash, block, length: UInt64(end), isLast: isLast)
      start = end
    } while start < message.count
    return (0..<size).map { UInt8(truncatingIfNeeded: hash[$0 / 8] >> UInt64(8 * ($0 % 8))) }
  }

  private static func compress(_ hash: inout [UInt64], _ block: [UInt8], length: UInt64, isLast: Bool) {
    let words = (0..<16).map { word in
      block[8 * word..<8 * word + 8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    }
    var v = hash + initial
    v[12] ^= length
    if isLast { v[14] = ~v[14] }
    for round in 0..<12 {
      let order = orders[round % 10]
      for (index, lane) in lanes.enumerated() {
        mix(&v, lane, words[order[2 * index]], words[order[2 * index + 1]])
      }
    }
    for i in 0..<8 { hash[i] ^= v[i] ^ v[i + 8] }
  }

  private static let lanes = [
    (0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15),
    (0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14),
  ]

  private static func mix(_ v: inout [UInt64], _ lane: (Int, Int, Int, Int), _ x: UInt64, _ y: UInt64) {
    let (a, b, c, d) = lane
    v[a] = v[a] &+ v[b] &+ x
    v[d] = rotated(v[d] ^ v[a], 32)
    v[c] = v[c] &+ v[d]
    v[b] = rotated(v[b] ^ v[c], 24)
    v[a] = v[a] &+ v[b] &+ y
    v[d] = rotated(v[d] ^ v[a], 16)
    v[c] = v[c] &+ v[d]
    v[b] = rotated(v[b] ^ v[c], 63)
  }

  private static func rotated(_ word: UInt64, _ count: UInt64) -> UInt64 { word >> count | word << (64 - count) }
}
