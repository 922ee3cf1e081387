#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Times as the API writes them, such as `2026-01-31T12:00:00Z`; here they are seconds since 1970.
package enum Timestamp {
  /// - Returns: nil for what is no time.
  package static func seconds(_ text: String) -> Double? {
    if let date = try? Date(text, strategy: .iso8601) { return date.timeIntervalSince1970 }
    return (try? Date(text, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true)))?.timeIntervalSince1970
  }

  package static func text(_ seconds: Double) -> String {
    Date(timeIntervalSince1970: seconds).ISO8601Format()
  }

  /// With microseconds, as leases want it: exactly six digits.
  package static func microText(_ seconds: Double) -> String {
    let micro = Int((seconds * 1e6).rounded(.down))
    let digits = String(micro % 1_000_000)
    let whole = text(Double(micro / 1_000_000)).dropLast()
    return whole + "." + String(repeating: "0", count: 6 - digits.count) + digits + "Z"
  }

  package static var now: Double { Date.now.timeIntervalSince1970 }
}
