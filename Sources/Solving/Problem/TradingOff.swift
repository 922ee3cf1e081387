/// A problem with a limit that buys a better objective: `dovetail curve` shows the best value for each limit.
public protocol TradingOff: Problem {
  /// What is limited, such as "migrations".
  static var limitName: String { get }

  /// Tells the points from the limit 0 on, in order.
  static func curve(
    of instance: Instance, seed: UInt64, shouldStop: () -> Bool, onPoint: (TradeOffPoint) -> Void
  ) throws(SolveOptionError)

  /// The points as a standalone SVG document.
  static func curvePicture(_ points: [TradeOffPoint], of instance: Instance) -> String
}

/// The best value found for a limit, and the proved bound on it.
public struct TradeOffPoint: Sendable, Equatable {
  /// How much is allowed.
  public let limit: Int
  /// The best value found, as it is shown.
  public let value: Double
  /// No better value is possible at this limit.
  public let bound: Double

  /// A point of the curve.
  public init(limit: Int, value: Double, bound: Double) {
    self.limit = limit
    self.value = value
    self.bound = bound
  }
}
