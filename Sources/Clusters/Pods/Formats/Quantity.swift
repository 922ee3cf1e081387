import Basics

/// An amount as Kubernetes writes it, such as `100m`, `1.5Gi` or `1e3`: exact, in billionths.
///
/// `sign? (digits | digits.digits | digits. | .digits) suffix`, the suffix one of n, u, m, none, k, M, G, T, P, E,
/// of Ki, Mi, Gi, Ti, Pi, Ei, or `e` or `E` followed by a signed integer. What is finer than a billionth is rounded away
/// from zero; what exceeds 2^63 - 1 is cut to it.
public struct Quantity: Sendable, Hashable {
  /// Which suffixes the text had, for writing it again.
  public enum Notation: Sendable {
    /// Powers of 1000, or none.
    case decimal
    /// Powers of 1024.
    case binary
    /// A power of 10, as in 1e3.
    case exponent
  }

  /// The amount in billionths, at most 2^63 - 1 units in magnitude.
  public let billionths: Int128
  /// How it was written.
  public let notation: Notation

  private static let limit = Int128(Int64.max) * 1_000_000_000
  /// Longer texts are mistakes or attacks.
  private static let lengthLimit = 256

  /// An amount in billionths, cut to 2^63 - 1 units.
  public init(billionths: Int128, notation: Notation = .decimal) {
    self.billionths = min(Self.limit, max(-Self.limit, billionths))
    self.notation = notation
  }

  /// In units, rounded away from zero.
  public var units: Int { scaled(1_000_000_000) }

  /// In thousandths, rounded away from zero: what cpu is counted in.
  public var thousandths: Int { scaled(1_000_000) }

  private func scaled(_ divisor: Int128) -> Int {
    let (quotient, remainder) = billionths.magnitude.quotientAndRemainder(dividingBy: divisor.magnitude)
    let magnitude = Int(clamping: remainder == 0 ? quotient : quotient + 1)
    return billionths < 0 ? -magnitude : magnitude
  }

  /// - Returns: nil for text that is no quantity.
  /// - Complexity: O(length), and no text is longer than 256 bytes.
  public init?(_ text: String) {
    var rest = Array(text.utf8)[...]
    guard rest.count <= Self.lengthLimit, let first = rest.first else { return nil }
    let isNegative = first == UInt8(ascii: "-")
    if isNegative || first == UInt8(ascii: "+") { rest.removeFirst() }
    var digits: [UInt8] = []
    var pointAt: Int?
    while let byte = rest.first {
      if Self.isDigit(byte) {
        digits.append(byte - UInt8(ascii: "0"))
      } else if byte == UInt8(ascii: "."), pointAt == nil {
        pointAt = digits.count
      } else {
        break
      }
      rest.removeFirst()
    }
    guard !digits.isEmpty, let suffix = Suffix(rest) else { return nil }
    var number = DecimalDigits(digits, point: pointAt ?? digits.count)
    switch suffix {
    case .power(let exponent): number.shift(by: exponent)
    case .exponent(let exponent): number.shift(by: exponent)
    case .binary(let shift): number.multiply(byPowerOfTwo: shift)
    }
    let magnitude = number.billionths(limit: Self.limit)
    self.init(billionths: isNegative ? -magnitude : magnitude, notation: suffix.notation)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

  private enum Suffix {
    case power(of: Int)
    case exponent(Int)
    case binary(shift: Int)

    var notation: Notation {
      switch self {
      case .power: .decimal
      case .exponent: .exponent
      case .binary: .binary
      }
    }

    init?(_ bytes: ArraySlice<UInt8>) {
      let text = String(decoding: bytes, as: UTF8.self)
      if let power = Quantity.powers.first(where: { $0.suffix == text })?.exponent {
        self = .power(of: power)
      } else if let shift = Quantity.binaryShifts.first(where: { $0.suffix == text })?.shift {
        self = .binary(shift: shift)
      } else if text.first == "e" || text.first == "E" {
        let digits = text.dropFirst()
        let unsigned = digits.first == "+" || digits.first == "-" ? digits.dropFirst() : digits
        guard !unsigned.isEmpty, unsigned.utf8.allSatisfy(Quantity.isDigit) else { return nil }
        // Beyond a thousand every amount is 0 or too large, whatever its digits.
        let exponent = Int(digits) ?? (digits.first == "-" ? -1000 : 1000)
        self = .exponent(min(1000, max(-1000, exponent)))
      } else {
        return nil
      }
    }
  }

  fileprivate static let powers: [(suffix: String, exponent: Int)] = [
    ("n", -9), ("u", -6), ("m", -3), ("", 0), ("k", 3), ("M", 6), ("G", 9), ("T", 12), ("P", 15), ("E", 18),
  ]
  fileprivate static let binaryShifts: [(suffix: String, shift: Int)] = [
    ("Ki", 10), ("Mi", 20), ("Gi", 30), ("Ti", 40), ("Pi", 50), ("Ei", 60),
  ]
}

extension Quantity: CustomStringConvertible {
  /// The canonical form: the largest suffix that leaves an integer, in the notation of the text read. Binary notation
  /// is kept from 1024 up and for whole units only.
  public var description: String {
    let unit: Int128 = 1_000_000_000
    if billionths == 0 { return "0" }
    if notation == .binary, billionths.isMultiple(of: unit), billionths.magnitude >= 1024 * unit.magnitude {
      let units = billionths / unit
      let fitting = Self.binaryShifts.last { units.isMultiple(of: Int128(1) << Int128($0.shift)) }
      return fitting.map { "\(units >> Int128($0.shift))\($0.suffix)" } ?? "\(units)"
    }
    var mantissa = billionths
    var exponent = -9
    while mantissa.isMultiple(of: 1000), exponent < 18 {
      mantissa /= 1000
      exponent += 3
    }
    if notation == .exponent { return exponent == 0 ? "\(mantissa)" : "\(mantissa)e\(exponent)" }
    return "\(mantissa)\(Self.powers[exponent / 3 + 3].suffix)"
  }
}

/// A decimal number as its digits, so that no text is too long to be exact.
private struct DecimalDigits {
  private var digits: [UInt8]
  /// How many digits stand before the point; below 0 or beyond the digits where zeros are left out.
  private var point: Int

  init(_ digits: [UInt8], point: Int) {
    self.digits = digits
    self.point = point
  }

  mutating func shift(by exponent: Int) { point += exponent }

  /// - Parameter shift: at most 60, so that a digit times 2^shift and a carry fit 64 bits.
  mutating func multiply(byPowerOfTwo shift: Int) {
    var carry: UInt64 = 0
    for index in digits.indices.reversed() {
      let product = UInt64(digits[index]) << UInt64(shift) + carry
      digits[index] = UInt8(product % 10)
      carry = product / 10
    }
    var front: [UInt8] = []
    while carry > 0 {
      front.append(UInt8(carry % 10))
      carry /= 10
    }
    digits.insert(contentsOf: front.reversed(), at: 0)
    point += front.count
  }

  /// The number in billionths, rounded up, at most `limit`.
  func billionths(limit: Int128) -> Int128 {
    let kept = point + 9
    var result: Int128 = 0
    for index in 0..<max(0, kept) {
      if index >= digits.count, result == 0 { return 0 }
      result = result * 10 + Int128(index < digits.count ? digits[index] : 0)
      if result > limit { return limit }
    }
    let isCut = digits.dropFirst(max(0, kept)).contains { $0 > 0 }
    return min(limit, isCut ? result + 1 : result)
  }
}

extension Quantity: JSONReadable {
  /// A text, or a number as it stands; null is 0.
  package init(from json: inout JSONReader) throws(InputError) {
    if json.takeNull() {
      self.init(billionths: 0)
      return
    }
    let text =
      json.nextByte() == UInt8(ascii: "\"") ? try json.text() : try json.number("a quantity such as 100m or 1.5Gi").0
    guard let quantity = Quantity(text) else {
      throw json.error(expected: "a quantity such as 100m or 1.5Gi", found: text)
    }
    guard quantity.billionths >= 0 else { throw json.error(expected: "a quantity from 0 on", found: text) }
    self = quantity
  }
}
