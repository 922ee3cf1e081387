/// The value of a solution, smaller is better: one level for most problems, several for lexicographic objectives,
/// the most important first.
public struct Objective: Hashable, Sendable {
  /// At least one, the most important first.
  public let levels: [Int]

  /// An objective of one level.
  public init(_ value: Int) { levels = [value] }

  /// - Parameter levels: at least one.
  public init(levels: [Int]) {
    precondition(!levels.isEmpty, "an objective has at least one level")
    self.levels = levels
  }

  /// The most important level.
  public var first: Int { levels[0] }

  /// |objective - bound| / max(1, |objective|), on the first level where the two differ.
  public func gap(to bound: Objective) -> Double {
    for (value, limit) in zip(levels, bound.levels) where value != limit {
      // Exact first: of large integers that differ, the nearest Doubles may not.
      let (difference, overflow) = value.subtractingReportingOverflow(limit)
      let distance = overflow ? (Double(value) - Double(limit)).magnitude : Double(difference.magnitude)
      return distance / max(1, Double(value.magnitude))
    }
    return 0
  }
}

extension Objective: Comparable {
  public static func < (left: Objective, right: Objective) -> Bool {
    left.levels.lexicographicallyPrecedes(right.levels)
  }
}

extension Objective: ExpressibleByIntegerLiteral {
  public init(integerLiteral value: Int) { self.init(value) }
}

extension Objective: CustomStringConvertible {
  public var description: String {
    levels.count == 1 ? "\(levels[0])" : "[\(levels.map(String.init).joined(separator: ", "))]"
  }
}

/// A number where there is one level, an array otherwise.
extension Objective: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let value = try? container.decode(Int.self) {
      self.init(value)
    } else {
      let levels = try container.decode([Int].self)
      guard !levels.isEmpty else {
        throw DecodingError.dataCorruptedError(in: container, debugDescription: "an objective has at least one level")
      }
      self.init(levels: levels)
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if levels.count == 1 { try container.encode(levels[0]) } else { try container.encode(levels) }
  }
}
