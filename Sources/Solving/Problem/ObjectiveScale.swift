import Race

/// How results show the objective of a problem whose users do not speak of the integers that are minimised inside: as a
/// rate, with both numbers beside it under their names, or as a number with decimals, which may be maximised.
public struct ObjectiveScale: Sendable, Equatable {
  /// Greater than 0.
  public let denominator: Int
  /// What the objective itself counts, such as "fragment"; nil where only the quotient is shown.
  public let numeratorName: String?
  /// What it is divided by, such as "free".
  public let denominatorName: String?
  /// Whether the user asks for the largest value, of which the negative is minimised.
  public let isNegated: Bool

  /// A scale with names for both numbers; the denominator is positive.
  public init(denominator: Int, numeratorName: String, denominatorName: String) {
    precondition(denominator > 0, "a rate has a positive denominator")
    self.denominator = denominator
    self.numeratorName = numeratorName
    self.denominatorName = denominatorName
    isNegated = false
  }

  /// A number with so many decimals, from 0 to 18.
  public init(decimals: Int, isNegated: Bool) {
    denominator = (0..<decimals).reduce(1) { power, _ in power * 10 }
    numeratorName = nil
    denominatorName = nil
    self.isNegated = isNegated
  }

  /// The quotient that is shown.
  public func rate(of objective: Objective) -> Double {
    let value = Double(objective.first)
    // 0 has no sign.
    return (isNegated ? 0 - value : value) / Double(denominator)
  }

  /// The largest integer of those minimised inside that is shown as `rate` or better; nil where there is none.
  func value(atLeastAsGoodAs rate: Double) -> Int? {
    let value = (isNegated ? 0 - rate : rate) * Double(denominator)
    // What is written with few decimals may lie below its product by a rounding.
    return Int(exactly: (value + 1e-9 * max(1, value.magnitude)).rounded(.down))
  }

  /// The decimals of the quotient as far as they are not 0, where the denominator is a power of 10.
  public func decimalText(of objective: Objective) -> String {
    let (whole, rest) = objective.first.magnitude.quotientAndRemainder(dividingBy: denominator.magnitude)
    let sign = (objective.first < 0) != isNegated && objective.first != 0 ? "-" : ""
    if rest == 0 { return "\(sign)\(whole)" }
    let digits = String(denominator.magnitude + rest).dropFirst()
    let decimals = digits.prefix(digits.count - digits.reversed().prefix { $0 == "0" }.count)
    return "\(sign)\(whole).\(decimals)"
  }
}

extension Problem {
  public static func objectiveScale(of instance: Instance) -> ObjectiveScale? { nil }
}
