import Race

/// How results show the objective of a problem whose users speak of a rate: inside, the objective is an integer
/// numerator; shown are the quotient, and both numbers beside it under their names.
public struct ObjectiveScale: Sendable, Equatable {
  /// Greater than 0.
  public let denominator: Int
  public let numeratorName: String
  public let denominatorName: String

  public init(denominator: Int, numeratorName: String, denominatorName: String) {
    precondition(denominator > 0, "a rate has a positive denominator")
    self.denominator = denominator
    self.numeratorName = numeratorName
    self.denominatorName = denominatorName
  }

  public func rate(of objective: Objective) -> Double { Double(objective.first) / Double(denominator) }
}

extension Problem {
  public static func objectiveScale(of instance: Instance) -> ObjectiveScale? { nil }
}
