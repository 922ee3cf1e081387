import Race
import Solving

extension FallbackScheduler.Options {
  /// Races a problem's strategies on plain threads until the clock's deadline, a proof or an interruption.
  ///
  /// - Parameter start: a solution to begin with, such as the present state.
  func search<P: Problem>(
    _ problem: P.Type, _ instance: P.Instance, from start: P.Solution?, _ clock: RaceClock,
    _ interruption: Interruption
  ) -> RaceResult<P.Solution> {
    var solve = ProblemSolve<P>(instance)
    solve.options.workers = max(1, workers)
    solve.options.seed = seed
    solve.options.mipSolver = mipSolver
    solve.limits.memory = memoryLimit
    return solve.race(
      clock: clock, from: start.map { ($0, "as it is now") }, onBegin: { interruption.whenRaised($0) })
  }
}
