import Race

/// Numbers as people read them, the same in every locale.
package enum NumberText {
  /// `digits` decimals, from 0 to 6.
  package static func fixed(_ number: Double, _ digits: Int) -> String {
    guard number.isFinite, number.magnitude < 1e12 else { return "\(number)" }
    let scale = (0..<digits).reduce(1) { product, _ in product * 10 }
    let scaled = Int((number * Double(scale)).rounded())
    let sign = scaled < 0 ? "-" : ""
    let (whole, rest) = scaled.magnitude.quotientAndRemainder(dividingBy: UInt(scale))
    guard digits > 0 else { return "\(sign)\(whole)" }
    let decimals = String(rest)
    return "\(sign)\(whole).\(String(repeating: "0", count: digits - decimals.count))\(decimals)"
  }

  /// Powers of two from 2^20 on as such, and one less than these; other numbers with spaces for thousands.
  package static func limit(_ number: Int) -> String {
    for (rest, text) in [(number, ""), (number + 1, " - 1")] where rest >= 1 << 20 && rest.nonzeroBitCount == 1 {
      return "2^\(rest.trailingZeroBitCount)\(text)"
    }
    var digits = String(number)
    var text = ""
    while digits.count > 3 {
      text = " \(digits.suffix(3))\(text)"
      digits = String(digits.dropLast(3))
    }
    return digits + text
  }

  /// A gap of 0.0123 is "1.23%". Only a gap of zero is shown as zero.
  package static func gap(_ gap: Double?) -> String {
    guard let gap else { return "-" }
    if gap > 0, gap < 0.000_05 { return "<0.01%" }
    return fixed(gap * 100, 2) + "%"
  }

  package static func objective(_ objective: Objective?, _ scale: ObjectiveScale?) -> String {
    guard let objective else { return "-" }
    guard let scale else { return objective.description }
    return scale.numeratorName == nil ? scale.decimalText(of: objective) : fixed(scale.rate(of: objective), 6)
  }

  package static func seconds(_ seconds: Double?) -> String { seconds.map { fixed($0, 3) + " s" } ?? "-" }

  package static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  package static func leftPadded(_ text: String, to width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}
