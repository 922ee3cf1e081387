import Basics
import Synchronization

/// The time of a race with an optional deadline: wall clock since the process began its work or, where a race is to
/// be repeatable, work that is counted.
///
/// Counted time passes only when a strategy looks at the scoreboard, always by the same amount; so the same decisions
/// are made at the same times on any machine, whatever its speed and load.
public struct RaceClock: Sendable {
  private enum Hand: Sendable {
    case wall(start: ContinuousClock.Instant, deadline: ContinuousClock.Instant?)
    case counted(Count, limit: Int)
  }

  /// Looks at the scoreboard.
  private final class Count: Sendable {
    let looks = Atomic<Int>(0)
  }

  private let hand: Hand

  /// Wall clock.
  ///
  /// - Parameters:
  ///   - start: when the work began.
  ///   - timeLimit: seconds from `start`; nil or infinite for none.
  public init(start: ContinuousClock.Instant = .now, timeLimit: Double? = nil) {
    hand = .wall(start: start, deadline: Self.finite(timeLimit).map { start.advanced(by: .seconds($0)) })
  }

  private init(_ hand: Hand) { self.hand = hand }

  /// Counted time from 0 on.
  ///
  /// - Parameter timeLimit: counted seconds, of `looksPerSecond` looks at the scoreboard each; nil for no limit.
  public static func counting(timeLimit: Double? = nil) -> RaceClock {
    RaceClock(
      .counted(Count(), limit: finite(timeLimit).map { Int(($0 * Double(looksPerSecond)).rounded(.up)) } ?? .max))
  }

  /// About what one core does in a second on scheduling models: from 1,000 on the largest to 6,000.
  public static let looksPerSecond = 3000

  private static func finite(_ timeLimit: Double?) -> Double? { timeLimit.flatMap { $0 < 1e9 ? $0 : nil } }

  /// Whether time is counted work.
  public var isCounted: Bool {
    if case .counted = hand { true } else { false }
  }

  /// One look at the scoreboard: where time is counted, it passes.
  func look() {
    if case .counted(let count, _) = hand { count.looks.wrappingAdd(1, ordering: .relaxed) }
  }

  /// Seconds since the start.
  public var elapsed: Double {
    switch hand {
    case .wall(let start, _): (.now - start).inSeconds
    case .counted(let count, _): Double(count.looks.load(ordering: .relaxed)) / Double(Self.looksPerSecond)
    }
  }

  /// Whether the time limit is over.
  public var isPastDeadline: Bool {
    switch hand {
    case .wall(_, let deadline): deadline.map { ContinuousClock.now >= $0 } ?? false
    case .counted(let count, let limit): count.looks.load(ordering: .relaxed) >= limit
    }
  }

  /// Seconds until the deadline, not below 0; infinite when there is none.
  public var remaining: Double {
    switch hand {
    case .wall(_, nil), .counted(_, limit: .max): .infinity
    case .wall(_, let deadline?): max(0, (deadline - .now).inSeconds)
    case .counted(_, let limit): max(0, Double(limit) / Double(Self.looksPerSecond) - elapsed)
    }
  }
}
