/// The value of a solution or a bound as the log says it; smaller is better.
///
/// One level for most problems, several for lexicographic objectives, the most important first.
public struct Score: Hashable, Sendable {
  public let levels: [Double]

  public init(_ value: Double) { levels = [value] }

  /// - Parameter levels: at least one, all finite; nil otherwise.
  public init?(levels: [Double]) {
    guard !levels.isEmpty, levels.allSatisfy(\.isFinite) else { return nil }
    self.levels = levels
  }

  /// |objective - bound| / max(1, |objective|) on the first level where the two differ, as the solver's log has it.
  public func gap(to bound: Score) -> Double {
    for (value, limit) in zip(levels, bound.levels) where value != limit {
      return abs(value - limit) / max(1, abs(value))
    }
    return 0
  }

  /// The primal gap, from 0 to 1: |a - b| / max(|a|, |b|) on the first level where the two differ, 1 where the signs
  /// differ.
  ///
  /// - Source: Berthold 2013, "Measuring the impact of primal heuristics".
  public func distance(to other: Score) -> Double {
    for (left, right) in zip(levels, other.levels) where left != right {
      return left * right < 0 ? 1 : min(1, abs(left - right) / max(abs(left), abs(right)))
    }
    return 0
  }

  /// Whether this is below `other` by more than the tolerance of numbers that went through text, 1e-6 relative.
  public func isClearlyBelow(_ other: Score) -> Bool {
    for (left, right) in zip(levels, other.levels)
    where abs(left - right) > 1e-6 * max(1, abs(left), abs(right)) {
      return left < right
    }
    return false
  }
}

extension Score: Comparable {
  public static func < (left: Score, right: Score) -> Bool { left.levels.lexicographicallyPrecedes(right.levels) }
}

/// A number where there is one level, an array otherwise.
extension Score: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let levels = try (try? container.decode(Double.self)).map { [$0] } ?? container.decode([Double].self)
    guard let score = Score(levels: levels) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "a finite number or several of them")
    }
    self = score
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if levels.count == 1 { try container.encode(levels[0]) } else { try container.encode(levels) }
  }
}

/// As the database keeps it and as tables show it: "930", or "5;28" for two levels.
extension Score: LosslessStringConvertible {
  public init?(_ text: String) {
    let parts = text.split(separator: ";", omittingEmptySubsequences: false).map { Double($0) }
    guard !parts.contains(nil) else { return nil }
    self.init(levels: parts.compactMap { $0 })
  }

  public var description: String { levels.map(Score.text).joined(separator: ";") }

  private static func text(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? "\(Int64(value))" : "\(value)"
  }
}
