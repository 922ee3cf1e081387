import Basics
import Race
import Solving

/// Solves an instance on the thread of its job.
struct ProblemJob<P: Problem>: Sendable {
  let solve: ProblemSolve<P>
  let lanes: [Lane<P.Solution>]
  let clock: RaceClock
  let name: String
  let options: ProblemOptions

  /// Seconds for telling why there is no solution, and for what is made of the best one.
  private static var patience: Double { 5 }

  func run(_ job: Job) -> (status: Status, json: String) {
    let scale = P.objectiveScale(of: solve.instance)
    let pending = Condition<P.Solution?>(nil)
    let result = solve.race(
      lanes, clock: clock,
      onEvent: { event in
        let shown = ProgressEvent(event, scale: scale)
        var content: Job.Content?
        if event.kind == .solution, let solution = pending.update({ $0.take() }) {
          content = .file(file(solution, SolutionFile.Heading(instance: name, shown)))
        }
        job.add(shown.json.line, content)
      }, onBest: { entry in pending.update { $0 = entry.solution } }, onBegin: job.setStop)
    if !result.rejections.isEmpty {
      return (.internalError, JSON.members(["error": .text(result.rejections.joined(separator: "; "))]).line)
    }
    var summary = Summary(
      problem: P.name, instance: name, engine: options.engine, workers: options.common.workers,
      seed: options.common.seed, result: result, scale: scale)
    summary.warnings = P.warnings(of: solve.instance) + result.failures
    let end = clock.elapsed + Self.patience
    if let best = result.best {
      let solution = P.completed(
        best.solution, of: solve.instance, shouldStop: { job.isStopped || clock.elapsed > end })
      job.setBest(.file(file(solution, SolutionFile.Heading(summary))))
    } else if result.status == .infeasible {
      summary.infeasibility = P.infeasibility(of: solve.instance) { job.isStopped || clock.elapsed > end }
    }
    return (.ok, summary.json.line)
  }

  /// Written when it is asked for.
  private func file(_ solution: P.Solution, _ heading: SolutionFile.Heading) -> @Sendable () -> String {
    { (try? SolutionFile.text(P.self, solution, heading)) ?? "" }
  }
}
