/// What is known of an instance from elsewhere.
public struct Reference: Hashable, Sendable {
  /// No solution is below it.
  public let lower: Score?
  /// There is a solution of this value.
  public let upper: Score?
  public let isInfeasible: Bool
  /// The file it is from.
  public let source: String

  public init(lower: Score?, upper: Score?, isInfeasible: Bool = false, source: String) {
    self.lower = lower
    self.upper = upper
    self.isInfeasible = isInfeasible
    self.source = source
  }
}
