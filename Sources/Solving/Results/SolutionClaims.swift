import Race

/// What a solution file says about its solution, beside the solution itself.
package struct SolutionClaims {
  package var status: String?
  package var objective: ClaimedObjective?
  package var bound: ClaimedObjective?
  package var gap: Double?

  package init(status: String?, objective: ClaimedObjective?, bound: ClaimedObjective?, gap: Double?) {
    self.status = status
    self.objective = objective
    self.bound = bound
    self.gap = gap
  }

  /// The first claim that cannot be true of a solution worth `objective`, in words; nil where all can.
  ///
  /// Claims that are absent claim nothing.
  package func contradiction(with found: Objective, _ scale: ObjectiveScale?) -> String? {
    if let objective, !objective.agrees(with: found, scale) {
      return "it claims the objective \(objective), but has \(shown(found, scale))"
    }
    if let status, SolveStatus(rawValue: status) == nil {
      return "it claims the status '\(status)', which there is not"
    }
    if status == SolveStatus.infeasible.rawValue || status == SolveStatus.unknown.rawValue {
      return "it claims the status \(status ?? ""), but has a solution"
    }
    let isOptimal = status == SolveStatus.optimal.rawValue
    if let bound {
      guard let order = bound.compare(with: found, scale) else {
        return "it claims the bound \(bound), which is no value of the objective \(shown(found, scale))"
      }
      if order == .above {
        return "it claims the bound \(bound), but has the better objective \(shown(found, scale))"
      }
      if isOptimal, order == .below {
        return "it claims to be optimal, but its bound \(bound) is below its objective \(shown(found, scale))"
      }
    }
    guard let gap else { return nil }
    if gap < 0 { return "it claims the gap \(gap), which is negative" }
    if isOptimal, gap != 0 { return "it claims to be optimal, but with a gap of \(gap)" }
    if let bound, let gaps = bound.gaps(to: found, scale),
      // Files have six decimals.
      !gaps.contains(where: { ($0 - gap).magnitude <= 1e-6 + 1e-9 * $0 })
    {
      return "it claims the gap \(gap), but objective and bound make it \(gaps[0])"
    }
    return nil
  }

  private func shown(_ objective: Objective, _ scale: ObjectiveScale?) -> String {
    scale.map { "\($0.rate(of: objective))" } ?? "\(objective)"
  }
}

/// What a file says that a solution is worth, or could be at best: the integers of the objective, or a rate.
package enum ClaimedObjective: Decodable, CustomStringConvertible {
  case levels(Objective)
  case rate(Double)

  /// Of a bound against an objective.
  package enum Order { case below, equal, above }

  package init(from decoder: any Decoder) throws {
    if let levels = try? Objective(from: decoder) {
      self = .levels(levels)
    } else {
      self = .rate(try decoder.singleValueContainer().decode(Double.self))
    }
  }

  /// Whether `objective`, shown with `scale`, is what the file says.
  package func agrees(with objective: Objective, _ scale: ObjectiveScale?) -> Bool {
    if scale == nil, case .rate = self { return false }
    return compare(with: objective, scale) == .equal
  }

  /// nil where the two have different numbers of levels.
  package func compare(with objective: Objective, _ scale: ObjectiveScale?) -> Order? {
    if scale == nil, case .levels(let levels) = self {
      guard levels.levels.count == objective.levels.count else { return nil }
      return levels == objective ? .equal : levels < objective ? .below : .above
    }
    guard let (claim, value) = numbers(beside: objective, scale) else { return nil }
    if scale != nil, (claim - value).magnitude < 1e-9 { return .equal }
    return claim == value ? .equal : claim < value ? .below : .above
  }

  /// |objective - bound| / max(1, |objective|); of rates, that of the rates or of their numerators.
  package func gaps(to objective: Objective, _ scale: ObjectiveScale?) -> [Double]? {
    if scale == nil, case .levels(let levels) = self {
      return levels.levels.count == objective.levels.count ? [objective.gap(to: levels)] : nil
    }
    guard let (claim, value) = numbers(beside: objective, scale) else { return nil }
    let factors: [Double] = if let scale { [1, Double(scale.denominator)] } else { [1] }
    return factors.map { factor in (value - claim).magnitude * factor / max(1, value.magnitude * factor) }
  }

  /// Both as one number, where they are one.
  private func numbers(beside objective: Objective, _ scale: ObjectiveScale?) -> (claim: Double, value: Double)? {
    guard objective.levels.count == 1 else { return nil }
    let value = scale?.rate(of: objective) ?? Double(objective.first)
    let claim: Double
    switch self {
    case .levels(let levels):
      guard levels.levels.count == 1 else { return nil }
      claim = Double(levels.first)
    case .rate(let rate): claim = rate
    }
    // Smaller is better inside.
    return scale?.isNegated ?? false ? (-claim, -value) : (claim, value)
  }

  package var description: String {
    switch self {
    case .levels(let levels): levels.description
    case .rate(let rate): "\(rate)"
    }
  }
}
