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
    let scoreboard = Scoreboard<P.Solution>(
      clock: clock,
      check: { (solution) throws(CheckFailure) in try P.check(solution, of: instance) })
    interruption.whenRaised { [weak scoreboard] in scoreboard?.stop(because: .interrupt) }
    if let start { scoreboard.offer(start, from: "as it is now") }
    var solving = SolveOptions<P.Solution>()
    solving.workers = max(1, workers)
    solving.seed = seed
    solving.mipSolver = mipSolver
    var limits = RaceLimits()
    limits.memory = memoryLimit
    limits.takesTurns = solving.workers == 1
    do {
      return Race.run(try P.lanes(for: instance, solving), on: scoreboard, limits: limits)
    } catch {
      scoreboard.report("\(error)", by: P.name)
      return scoreboard.result()
    }
  }
}
