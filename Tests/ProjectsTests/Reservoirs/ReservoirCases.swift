import Basics
import Projects

/// Small projects with reservoirs for enumeration.
enum ReservoirCases {
  /// A small project with up to two reservoirs, sometimes full ones.
  static func random(_ random: inout RandomSource) -> ReservoirProject {
    let project = LagProjectCases.random(&random, atMost: 4)
    let count = 1 + random.below(2)
    let limited = random.chance(40)
    func changes() -> [Int] { (0..<project.count * count).map { _ in random.chance(40) ? random.within(-3...3) : 0 } }
    return ReservoirProject(
      project,
      reservoirs: Reservoirs(
        initial: (0..<count).map { _ in random.within(0...3) }, minimum: (0..<count).map { _ in random.within(-1...0) },
        maximum: (0..<count).map { _ in limited ? random.within(3...5) : Reservoirs.unlimited },
        startChanges: changes(), endChanges: changes()))
  }

  /// The least objective over all starts up to a horizon, nil where none is feasible.
  static func optimum(_ project: ReservoirProject, horizon: Int = 12) -> Int? {
    let reservoirs = project.reservoirs
    let durations = project.project.durations
    let moments = horizon + 5
    var levels = Array(repeating: 0, count: moments)
    return LagProjectCases.optimum(project.project, horizon: horizon) { starts in
      for r in 0..<reservoirs.count {
        for moment in 0..<moments { levels[moment] = 0 }
        levels[0] = reservoirs.initial[r]
        for i in 0..<starts.count {
          levels[starts[i]] += reservoirs.startChanges[i * reservoirs.count + r]
          levels[starts[i] + durations[i]] += reservoirs.endChanges[i * reservoirs.count + r]
        }
        var level = 0
        for moment in 0..<moments {
          level += levels[moment]
          if level < reservoirs.minimum[r] || level > reservoirs.maximum[r] { return false }
        }
      }
      return true
    }
  }
}
