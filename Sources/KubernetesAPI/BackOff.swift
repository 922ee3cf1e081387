/// How long to wait after failures in a row: twice as long each time, up to an end, and never quite the same, so that
/// many clients do not come back at once.
package struct BackOff: Sendable {
  private let first: Double
  private let last: Double
  private var next: Double

  /// - Parameters:
  ///   - first: seconds after the first failure.
  ///   - last: seconds after many.
  package init(from first: Double = 1, upTo last: Double = 30) {
    self.first = first
    self.last = last
    next = first
  }

  /// Seconds to wait after one more failure: up to a fifth more or less than the power of two, from `first` to `last`.
  package mutating func wait() -> Double {
    defer { next = min(last, 2 * next) }
    return min(last, max(first, next * .random(in: 0.8...1.2)))
  }

  /// Something went well.
  package mutating func reset() { next = first }
}
