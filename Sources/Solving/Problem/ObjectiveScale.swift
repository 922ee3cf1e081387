import Race

/// How results show the objective of a problem whose users speak of a rate: inside, the objective is an integer
/// numerator; shown are the quotient, and both numbers beside it under their names.
public struct ObjectiveScale: Sendable, Equatable {
  /// Greater than 0.
  public let denominator: Int
  /// What the objective itself counts, such as "fragment".
  public let numeratorName: String
  /// What it is divided by, such as "free".
  public let denominatorName: String

  /// A scale with names for both numbers; the denominator is positive.
  public init(denominator: Int, numeratorName: String, denominatorName: String) {
    precondition(denominator > 0, "a rate has a positive denominator")
    self.denominator = denominator
    self.numeratorName = numeratorName
    self.denominatorName = denominatorName
  }

  /// The quotient that is shown.
  public func rate(of objective: Objective) -> Double { Double(objective.first) / Double(denominator) }
}

extension Problem {
  public static func objectiveScale(of instance: Instance) -> ObjectiveScale? { nil }
}
