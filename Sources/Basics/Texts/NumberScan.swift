/// A number as files write it, with sign, decimal point and exponent as far as they are there.
package struct NumberScan: Sendable {
  /// The nearest `Double`; infinite where there is none.
  package let value: Double
  /// The number itself; nil where it has more digits than fit.
  package let decimal: DecimalNumber?

  /// Whether `value` does not stand for the number: it has more digits than a `Double` holds.
  package var isRounded: Bool { decimal == nil || DecimalNumber(value) != decimal }

  /// The longest number that begins where `range` does, and where it ends; nil where none begins there.
  package static func scan(_ bytes: [UInt8], _ range: Range<Int>) -> (number: NumberScan, end: Int)? {
    bytes.withUnsafeBufferPointer { scan($0, range) }
  }

  private static func scan(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> (NumberScan, Int)? {
    var position = range.lowerBound
    var isNegative = false
    if position < range.upperBound, bytes[position] == UInt8(ascii: "-") || bytes[position] == UInt8(ascii: "+") {
      isNegative = bytes[position] == UInt8(ascii: "-")
      position += 1
    }
    var digits = Digits()
    let isNumber = digits.take(bytes, &position, range.upperBound, areDecimals: false)
    var hasDecimals = false
    if position < range.upperBound, bytes[position] == UInt8(ascii: ".") {
      position += 1
      hasDecimals = digits.take(bytes, &position, range.upperBound, areDecimals: true)
    }
    guard isNumber || hasDecimals else { return nil }
    let written = exponent(bytes, &position, range.upperBound)
    let exponent = digits.exponent + written
    if digits.areTooMany {
      let text = String(decoding: UnsafeBufferPointer(rebasing: bytes[range.lowerBound..<position]), as: UTF8.self)
      let plain = String(text.map { $0 == "d" || $0 == "D" ? "e" : $0 })
      return (NumberScan(value: Double(plain) ?? .nan, decimal: nil), position)
    }
    let decimal = DecimalNumber(isNegative ? -digits.mantissa : digits.mantissa, exponent: exponent)
    return (NumberScan(value: decimal.double, decimal: decimal), position)
  }

  /// An exponent after the digits; without digits of its own it is none.
  private static func exponent(_ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int, _ end: Int) -> Int {
    guard position < end, [UInt8(ascii: "e"), UInt8(ascii: "d")].contains(bytes[position] | 32) else { return 0 }
    var next = position + 1
    var isNegative = false
    if next < end, bytes[next] == UInt8(ascii: "-") || bytes[next] == UInt8(ascii: "+") {
      isNegative = bytes[next] == UInt8(ascii: "-")
      next += 1
    }
    let first = next
    var value = 0
    while next < end, isDigit(bytes[next]) {
      value = min(1_000_000, value * 10 + Int(bytes[next] - UInt8(ascii: "0")))
      next += 1
    }
    guard next > first else { return 0 }
    position = next
    return isNegative ? -value : value
  }

  fileprivate static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
}

/// Digits so far, without the zeros at their end.
private struct Digits {
  var mantissa: Int128 = 0
  var exponent = 0
  var areTooMany = false
  private var zeros = 0
  private var count = 0

  /// As many as always fit, with a sum of some.
  private static let limit = 34

  /// - Returns: whether there was any.
  mutating func take(
    _ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int, _ end: Int, areDecimals: Bool
  ) -> Bool {
    let start = position
    while position < end, NumberScan.isDigit(bytes[position]) {
      let digit = bytes[position] - UInt8(ascii: "0")
      position += 1
      exponent += areDecimals ? -1 : 0
      zeros += 1
      if digit == 0 { continue }
      count = mantissa == 0 ? 1 : count + zeros
      if count > Self.limit {
        areTooMany = true
      } else {
        // Leading zeros multiply 0.
        if mantissa != 0 { for _ in 0..<zeros { mantissa *= 10 } }
        mantissa += Int128(digit)
      }
      zeros = 0
    }
    if areDecimals || position == end || bytes[position] != UInt8(ascii: ".") { settle() }
    return position > start
  }

  /// Zeros at the end are a matter of the exponent.
  private mutating func settle() {
    if mantissa != 0 { exponent += zeros }
    zeros = 0
  }
}
