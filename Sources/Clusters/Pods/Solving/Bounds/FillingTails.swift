import Basics

/// All ways to take up to `length` pods, found by what they take together of one resource.
///
/// An entry is a word: the sum, without the low bits that do not fit, above the types. Entries of nearly equal sums
/// share a bucket; a bitmap, small enough for the cache, tells for most sums that there is none.
final class FillingTails {
  /// The most pods of an entry.
  let length: Int
  private let typeBits: Int
  private let keyShift: Int
  private let bucketShift: Int
  private let bitShift: Int
  private let entries: Buffer<UInt64>
  /// Where each bucket of entries begins.
  private let start: Buffer<Int32>
  private let present: Buffer<UInt64>

  static let entryLimit = 6_000_000

  /// - Parameters:
  ///   - sizes: of a pod of each type, ≥ 0; not more than `typeLimit` types.
  ///   - demand: pods of each type.
  ///   - limit: larger sums are left out.
  ///   - lengthLimit: the most pods of an entry, if there are not too many entries.
  init(sizes: [Int], demand: [Int], atMost limit: Int, lengthLimit: Int) {
    typeBits = Int.bitWidth - sizes.count.leadingZeroBitCount
    length = Self.length(types: sizes.count, typeBits: typeBits, limit: lengthLimit)
    let sumBits = Int.bitWidth - limit.leadingZeroBitCount
    keyShift = max(0, sumBits - (64 - length * typeBits))
    bitShift = max(0, sumBits - 26)
    let source = Multisets(sizes: sizes, demand: demand, limit: limit, length: length, typeBits: typeBits)
    let partShift = max(0, sumBits - 8)
    var partEnd = [Int](repeating: 0, count: limit >> partShift + 1)
    source.visit { sum, _ in partEnd[sum >> partShift] += 1 }
    for part in 1..<max(1, partEnd.count) { partEnd[part] += partEnd[part - 1] }
    let count = partEnd.last ?? 0
    bucketShift = min(partShift, max(keyShift, sumBits - (Int.bitWidth - count.leadingZeroBitCount)))
    start = Buffer(repeating: 0, count: limit >> bucketShift + 2)
    present = Buffer(repeating: 0, count: limit >> bitShift / 64 + 1)
    entries = Buffer(repeating: 0, count: count)
    // Part by part, so that what is written at random stays in the cache.
    let parted = Buffer<UInt64>(repeating: 0, count: count)
    let width = UInt64(length * typeBits)
    source.visit { sum, types in
      partEnd[sum >> partShift] -= 1
      parted[partEnd[sum >> partShift]] = UInt64(sum >> keyShift) << width | types
    }
    for at in 0..<count {
      let sum = Int(parted[at] >> width) << keyShift
      let bit = sum >> bitShift
      start[sum >> bucketShift] += 1
      present[bit >> 6] |= 1 << UInt64(bit & 63)
    }
    var before: Int32 = 0
    for bucket in 0..<start.count {
      before += start[bucket]
      start[bucket] = before
    }
    for at in 0..<count {
      let sum = Int(parted[at] >> width) << keyShift
      start[sum >> bucketShift] -= 1
      entries[Int(start[sum >> bucketShift])] = parted[at]
    }
  }

  /// The largest length whose entries are few enough and whose types leave room for a sum of some bits.
  private static func length(types: Int, typeBits: Int, limit: Int) -> Int {
    var length = 1
    var entries = Double(types + 1)
    while length < limit, (length + 1) * typeBits <= 36 {
      entries *= Double(types + length + 1) / Double(length + 1)
      if entries > Double(entryLimit) { break }
      length += 1
    }
    return length
  }

  /// Whether an entry with a sum in `least...most` passes a test on its types.
  @inline(__always)
  func contains(_ least: Int, _ most: Int, where isMatch: (UInt64) -> Bool) -> Bool {
    let bits = present.pointer
    for bit in (least >> bitShift)...(most >> bitShift) where bits[bit >> 6] >> UInt64(bit & 63) & 1 != 0 {
      return search(least, most, isMatch)
    }
    return false
  }

  @inline(never)
  private func search(_ least: Int, _ most: Int, _ isMatch: (UInt64) -> Bool) -> Bool {
    let width = UInt64(length * typeBits)
    for at in Int(start[least >> bucketShift])..<Int(start[most >> bucketShift + 1]) {
      let key = Int(entries[at] >> width)
      if key >= least >> keyShift, key <= most >> keyShift, isMatch(entries[at] & (1 << width - 1)) { return true }
    }
    return false
  }

  /// Type `place` of an entry, nil for none.
  @inline(__always)
  func type(_ place: Int, of types: UInt64) -> Int? {
    let mask: UInt64 = 1 << UInt64(typeBits) - 1
    let type = types >> UInt64(place * typeBits) & mask
    return type == mask ? nil : Int(type)
  }
}

/// Multisets of up to `length` types, no type more often than there are pods of it.
private struct Multisets {
  let sizes: [Int]
  let demand: [Int]
  let limit: Int
  let length: Int
  let typeBits: Int

  /// Calls `body` with each one's sum and its types, `typeBits` each, all ones for none.
  func visit(_ body: (Int, UInt64) -> Void) {
    let none: UInt64 = length * typeBits == 64 ? .max : 1 << UInt64(length * typeBits) - 1
    body(0, none)
    extend(from: 0, copies: 0, sum: 0, types: none, left: length, body)
  }

  private func extend(from first: Int, copies: Int, sum: Int, types: UInt64, left: Int, _ body: (Int, UInt64) -> Void) {
    let keep: UInt64 = 1 << UInt64(length * typeBits) - 1
    for type in first..<sizes.count {
      let count = type == first ? copies + 1 : 1
      let total = sum + sizes[type]
      if count > demand[type] || total > limit { continue }
      let made = (types << UInt64(typeBits) | UInt64(type)) & keep
      body(total, made)
      if left > 1 { extend(from: type, copies: count, sum: total, types: made, left: left - 1, body) }
    }
  }
}
