/// A decimal number, exactly: mantissa · 10^exponent.
///
/// Files of models are written in decimals, and a `Double` stands for the shortest decimal that reads as it: of numbers
/// with up to 15 digits that is the one that was written.
package struct DecimalNumber: Sendable, Hashable {
  /// No multiple of 10, unless it is 0.
  package let mantissa: Int128
  /// 0 where the mantissa is.
  package let exponent: Int

  package init(_ mantissa: Int128, exponent: Int = 0) {
    var mantissa = mantissa
    var exponent = mantissa == 0 ? 0 : exponent
    while mantissa != 0, mantissa % 10 == 0 {
      mantissa /= 10
      exponent += 1
    }
    self.mantissa = mantissa
    self.exponent = exponent
  }

  /// The shortest decimal that reads as `value`; nil for what is no number.
  package init?(_ value: Double) {
    guard value.isFinite else { return nil }
    if let whole = Int(exactly: value), whole.magnitude < 1 << 53 {
      self.init(Int128(whole))
    } else {
      let bytes = Array(value.description.utf8)
      guard let (scan, _) = NumberScan.scan(bytes, 0..<bytes.count), let decimal = scan.decimal else { return nil }
      self = decimal
    }
  }

  /// The nearest one.
  package var double: Double {
    if mantissa.magnitude < 1 << 53, exponent.magnitude <= 22 {
      // Both are exact, so their product or quotient is rounded once.
      let power = Self.powers[Int(exponent.magnitude)]
      let whole = Double(Int64(truncatingIfNeeded: mantissa))
      return exponent < 0 ? whole / power : whole * power
    }
    return Double("\(mantissa)e\(exponent)") ?? .nan
  }

  package var negated: DecimalNumber { DecimalNumber(-mantissa, exponent: exponent) }

  /// The number in units of 10^exponent; nil where it is no integer of these, or does not fit.
  package func units(of exponent: Int) -> Int128? {
    guard mantissa != 0 else { return 0 }
    let zeros = self.exponent - exponent
    guard (0...38).contains(zeros) else { return nil }
    var units = mantissa
    for _ in 0..<zeros {
      let (product, overflows) = units.multipliedReportingOverflow(by: 10)
      if overflows { return nil }
      units = product
    }
    return units
  }

  /// - Returns: nil where the sum has more digits than fit.
  package static func sum(_ a: DecimalNumber, _ b: DecimalNumber) -> DecimalNumber? {
    if a.mantissa == 0 { return b }
    if b.mantissa == 0 { return a }
    let exponent = min(a.exponent, b.exponent)
    guard let x = a.units(of: exponent), let y = b.units(of: exponent) else { return nil }
    let (sum, overflows) = x.addingReportingOverflow(y)
    return overflows ? nil : DecimalNumber(sum, exponent: exponent)
  }

  /// Powers of 10 that a `Double` holds exactly.
  private static let powers: [Double] = (0...22).map { power in (0..<power).reduce(1.0) { product, _ in product * 10 } }
}
