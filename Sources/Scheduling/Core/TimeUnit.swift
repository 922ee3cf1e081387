import Race
import Solving

/// A problem of schedules whose times may all be multiples of a unit larger than 1, and then be too large for the engines
/// as they are.
///
/// Let all durations be multiples of u. A schedule whose starts are rounded down to multiples of u is one still, and no
/// later: where an operation began no sooner than another one ended, it does so after the rounding, and all that run
/// together at the time t after it ran together before at the end of [t, t + u). So the best makespan is u times that of
/// the instance divided by u.
/// The engines and searches know the divided instance alone, the checker the given one.
protocol UnitedTimes: PortfolioProblem {
  /// The greatest common divisor of all durations where they are too large without it, and the instance divided by it; nil
  /// elsewhere.
  static func divided(_ instance: Instance) -> (instance: Instance, unit: Int)?

  /// An objective or bound of the divided instance, in the units of the given one.
  static func objective(_ small: Objective, of instance: Instance, unit: Int) -> Objective

  /// The same schedule with all times changed.
  static func schedule(_ solution: Solution, times change: (Int) -> Int) -> Solution
}

extension UnitedTimes {
  /// Proofs are about the times of the file.
  static func undivided(_ instance: Instance, _ proving: @autoclosure () -> Proving) -> Proving {
    divided(instance) == nil ? proving() : .never("the times are too large and are divided first")
  }

  static func objective(_ small: Objective, of instance: Instance, unit: Int) -> Objective {
    Objective(levels: small.levels.map { $0 * unit })
  }

  /// - Throws: as the portfolio.
  public static func lanes(for instance: Instance, _ options: SolveOptions<Solution>) throws -> [Lane<Solution>] {
    guard let (small, unit) = divided(instance) else { return try portfolio.lanes(for: instance, options) }
    let race = InnerRace<Solution, Solution>(
      check: { (solution) throws(CheckFailure) in try check(solution, of: small) },
      solution: { schedule($0) { $0 * unit } }, innerSolution: { schedule($0) { $0 / unit } },
      objective: { objective($0, of: instance, unit: unit) })
    var inner = options
    if case .solution(let known) = options.warmStart { inner.warmStart = .solution(schedule(known) { $0 / unit }) }
    return race.lanes(try portfolio.lanes(for: small, inner))
  }
}
