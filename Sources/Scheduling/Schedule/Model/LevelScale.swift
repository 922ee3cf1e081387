import Race

/// Levels of an objective as one number that is in the same order: each level counts as much as the whole range of those
/// below it.
struct LevelScale: Sendable {
  /// By level that the number has, what a unit of it counts.
  let factors: [Int]
  /// By level of the instance, the least that it can be.
  let least: [Int]

  /// Whether the number is the objective itself.
  var isPlain: Bool { least.count == 1 }

  func number(of objective: Objective) -> Int {
    zip(zip(objective.levels, least), factors).reduce(0) { $0 + ($1.0.0 - $1.0.1) * $1.1 }
  }

  /// The least levels that have this number or a larger one.
  func objective(atLeast number: Int) -> Objective {
    if isPlain { return Objective(number) }
    var levels = least
    var rest = max(0, number)
    for (level, factor) in factors.enumerated() {
      let share = level == factors.count - 1 && factor == 1 ? rest : rest / factor
      levels[level] += share
      rest -= share * factor
    }
    return Objective(levels: levels)
  }
}
