import Basics
import Testing

@Suite("Decimal numbers") struct DecimalNumberTests {
  private func scan(_ text: String) -> (number: NumberScan, end: Int)? {
    let bytes = Array(text.utf8)
    return NumberScan.scan(bytes, 0..<bytes.count)
  }

  @Test(arguments: [
    ("0", 0, 0), ("-0.0", 0, 0), ("7", 7, 0), ("+7.", 7, 0), (".5", 5, -1), ("-12.50", -125, -1), ("1000", 1, 3),
    ("1020.30", 10203, -1), ("0.00100", 1, -3), ("2.5e3", 25, 2), ("1D-2", 1, -2), ("00012", 12, 0), ("1e0", 1, 0),
  ])
  func digits(text: String, mantissa: Int, exponent: Int) throws {
    let (number, end) = try #require(scan(text))
    #expect(end == text.utf8.count)
    #expect(number.decimal == DecimalNumber(Int128(mantissa), exponent: exponent) && !number.isRounded)
  }

  @Test func aNumberEndsWhereItDoes() {
    #expect(scan("12x")?.end == 2)
    #expect(scan("3e")?.end == 1)
    #expect(scan("3e+x")?.end == 1)
    #expect(scan("1.2.3")?.end == 3)
    for text in ["", "+", "-.", ".", "e5", "x", "nan", "inf"] { #expect(scan(text) == nil) }
  }

  @Test func doublesAreTheNearestOnes() {
    var random = RandomSource(seed: 5)
    for _ in 0..<2000 {
      let digits = random.within(1...32)
      var text = (0..<digits).map { _ in String(random.below(10)) }.joined()
      if random.below(2) == 0 { text.insert(".", at: text.index(text.startIndex, offsetBy: random.below(digits))) }
      if random.below(2) == 0 { text += "e\(random.within(-340...340))" }
      // The standard library's reader is the other source.
      #expect(scan(text)?.number.value == Double(text), "\(text)")
    }
    #expect(scan("1e999")?.number.value == .infinity)
    #expect(scan("1e-999")?.number.value == 0)
    #expect(scan("1e-999")?.number.isRounded == true)
  }

  @Test func fifteenDigitsAreNeverRounded() {
    var random = RandomSource(seed: 6)
    for _ in 0..<2000 {
      let mantissa = Int128(random.next() % 1_999_999_999_999_999) - 999_999_999_999_999
      let decimal = DecimalNumber(mantissa, exponent: random.within(-30...30))
      #expect(DecimalNumber(decimal.double) == decimal)
    }
    #expect(scan("0.1234567890123456789")?.number.isRounded == true)
    #expect(scan("9007199254740993")?.number.isRounded == true)
    #expect(scan("123456789012345678901234567890123456789012")?.number.decimal == nil)
  }

  @Test func sumsAndUnits() throws {
    let tenth = DecimalNumber(1, exponent: -1)
    let fifth = DecimalNumber(2, exponent: -1)
    #expect(DecimalNumber.sum(tenth, fifth)?.double == 0.3)
    #expect(DecimalNumber.sum(tenth, tenth.negated) == DecimalNumber(0))
    #expect(DecimalNumber.sum(DecimalNumber(1, exponent: 30), DecimalNumber(1, exponent: -30)) == nil)
    #expect(fifth.units(of: -3) == 200 && fifth.units(of: 0) == nil && DecimalNumber(5, exponent: 2).units(of: 1) == 50)
    #expect(DecimalNumber(.nan) == nil && DecimalNumber(-.infinity) == nil)
  }
}
