/// Wall clock since the process began its work, with an optional deadline.
public struct RaceClock: Sendable {
  private let start: ContinuousClock.Instant
  private let deadline: ContinuousClock.Instant?

  /// - Parameter timeLimit: seconds from `start`; nil or infinite for none.
  public init(start: ContinuousClock.Instant = .now, timeLimit: Double? = nil) {
    self.start = start
    if let timeLimit, timeLimit < 1e9 {
      deadline = start.advanced(by: .seconds(timeLimit))
    } else {
      deadline = nil
    }
  }

  /// Seconds since the start.
  public var elapsed: Double { Self.seconds(.now - start) }

  public var isPastDeadline: Bool {
    guard let deadline else { return false }
    return ContinuousClock.now >= deadline
  }

  /// Seconds until the deadline, not below 0; infinite when there is none.
  public var remaining: Double {
    guard let deadline else { return .infinity }
    return max(0, Self.seconds(deadline - .now))
  }

  private static func seconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
  }
}
