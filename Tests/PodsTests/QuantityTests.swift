import Basics
import Testing

@testable import Pods

/// What Kubernetes makes of amounts, by the rules of its API and by hand.
@Suite struct QuantityTests {
  static let units: [(text: String, units: Int, thousandths: Int)] = [
    ("0", 0, 0), ("1", 1, 1000), ("100m", 1, 100), ("0.1", 1, 100), ("1.5", 2, 1500), ("2000m", 2, 2000),
    ("1e3", 1000, 1_000_000), ("1E3", 1000, 1_000_000), ("1e+3", 1000, 1_000_000), ("5e-1", 1, 500),
    ("1k", 1000, 1_000_000), ("1E", 1_000_000_000_000_000_000, .max), ("1Ki", 1024, 1_024_000),
    ("1.5Gi", 1_610_612_736, 1_610_612_736_000), ("1Mi", 1_048_576, 1_048_576_000), ("0.5Ki", 512, 512_000),
    ("1.", 1, 1000), (".5", 1, 500), ("+7", 7, 7000), ("1M", 1_000_000, 1_000_000_000),
    ("1u", 1, 1), ("1n", 1, 1), ("0.1n", 1, 1), ("0.1m", 1, 1), ("1000001n", 1, 2), ("123456789n", 1, 124),
    ("8Ei", .max, .max), ("7Ei", 7 << 60, .max), ("9E", 9_000_000_000_000_000_000, .max), ("10E", .max, .max),
    ("1e999999999999999999999", .max, .max), ("1e-999999999999999999999", 1, 1), ("0e999999999999999999999", 0, 0),
    ("9223372036854775807", .max, .max), ("9223372036854775808", .max, .max), ("-1", -1, -1000), ("-1.5", -2, -1500),
    ("0.0000000000000000000001Ki", 1, 1), ("1.0000000000000000000000001", 2, 1001),
    ("000000000000000000000000000000000000000000012", 12, 12_000),
  ]

  @Test(arguments: units)
  func isExactAndRoundsUp(text: String, units: Int, thousandths: Int) throws {
    let quantity = try #require(Quantity(text))
    #expect(quantity.units == units)
    #expect(quantity.thousandths == thousandths)
  }

  @Test(arguments: [
    "", ".", "+", "-", "K", "1K", "1mi", "1ki", "1e", "1 Gi", " 1", "1 ", "1e1.5", "1ee3", "1.2.3", "--1", "m", "1Gii",
    "1e3k", "0x10", "1_000", "NaN", "inf", "1e+", "1Ki5", "\u{661}",
  ])
  func whatIsNoQuantityIsRefused(text: String) { #expect(Quantity(text) == nil) }

  @Test(arguments: [
    ("1.5", "1500m"), ("1.5Gi", "1536Mi"), ("1024Ki", "1Mi"), ("1000m", "1"), ("1000", "1k"), ("0.1n", "1n"),
    ("12e6", "12e6"), ("0", "0"), ("0Gi", "0"), ("1025", "1025"), ("100000u", "100m"), ("-1500m", "-1500m"),
  ])
  func theCanonicalFormHasTheLargestSuffixWithoutFraction(text: String, canonical: String) {
    #expect(Quantity(text)?.description == canonical)
  }

  @Test func theCanonicalFormIsTheSameAmount() {
    var random = RandomSource(seed: 5)
    let suffixes = ["n", "u", "m", "", "k", "M", "G", "T", "Ki", "Mi", "Gi", "Ti", "e3", "e-3", "E2"]
    for _ in 0..<3000 {
      let whole = "\(random.below(1000))"
      let fraction = random.below(2) == 0 ? "" : ".\(random.below(100_000))"
      let text = whole + fraction + suffixes[random.below(suffixes.count)]
      guard let quantity = Quantity(text), let again = Quantity(quantity.description) else {
        Issue.record("\(text) is not read, or not read back")
        continue
      }
      #expect(again.billionths == quantity.billionths, "\(text) became \(quantity)")
      #expect(quantity.thousandths >= quantity.units - 1)
    }
  }

  /// Integers below 2^63 with a suffix, against wide integer arithmetic.
  @Test func integersWithSuffixesAreProducts() {
    var random = RandomSource(seed: 6)
    let factors: [(String, Int128)] = [
      ("k", 1000), ("M", 1_000_000), ("G", 1_000_000_000), ("Ki", 1 << 10), ("Gi", 1 << 30), ("Pi", 1 << 50),
    ]
    for _ in 0..<2000 {
      let number = random.below(1 << 30)
      let (suffix, factor) = factors[random.below(factors.count)]
      let expected = Int(min(Int128(number) * factor, Int128(Int.max)))
      #expect(Quantity("\(number)\(suffix)")?.units == expected)
    }
  }

  @Test func randomTextNeverCrashes() {
    var random = RandomSource(seed: 7)
    let alphabet = Array("0123456789.+-eEinumkKMGTP ")
    for _ in 0..<20_000 {
      let text = String((0..<random.below(12)).map { _ in alphabet[random.below(alphabet.count)] })
      if let quantity = Quantity(text) { #expect(quantity.units.magnitude <= UInt(Int.max)) }
    }
  }
}
