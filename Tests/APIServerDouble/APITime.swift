#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Times as the API writes them, such as `2026-01-31T12:00:00Z`.
package enum APITime {
  /// - Parameter seconds: from now.
  package static func text(in seconds: Double = 0) -> String { (Date.now + seconds).ISO8601Format() }

  /// Seconds since 1970.
  package static func seconds(_ text: String) -> Double? {
    if let date = try? Date(text, strategy: .iso8601) { return date.timeIntervalSince1970 }
    return (try? Date(text, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true)))?.timeIntervalSince1970
  }

  /// Seconds since 1970.
  package static var now: Double { Date.now.timeIntervalSince1970 }
}
