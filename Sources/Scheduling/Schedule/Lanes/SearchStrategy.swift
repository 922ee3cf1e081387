import Basics
import Race

/// A search on a view of the instance, as a strategy of the race on the instance.
struct SearchStrategy<Candidate>: Strategy {
  let name: String
  let search: @Sendable (SearchBoard<Candidate>) -> Void
  /// The schedule that a candidate is.
  let schedule: @Sendable (Candidate) -> GeneralSchedule.Solution
  /// The candidate that a schedule is; nil where the view does not contain it.
  let candidate: @Sendable (GeneralSchedule.Solution) -> Candidate?

  /// - Parameters:
  ///   - name: what progress lines show.
  ///   - schedule: the schedule that a candidate is.
  ///   - candidate: the candidate that a schedule is, for searches that look at the best one.
  ///   - search: runs until told to stop.
  init(
    _ name: String, schedule: @escaping @Sendable (Candidate) -> GeneralSchedule.Solution,
    candidate: @escaping @Sendable (GeneralSchedule.Solution) -> Candidate? = { _ in nil },
    search: @escaping @Sendable (SearchBoard<Candidate>) -> Void
  ) {
    self.name = name
    self.search = search
    self.schedule = schedule
    self.candidate = candidate
  }

  func run(on scoreboard: Scoreboard<GeneralSchedule.Solution>) {
    search(
      SearchBoard(
        shouldStop: { scoreboard.shouldStop }, best: { scoreboard.bestObjective },
        incumbent: { scoreboard.best.flatMap { candidate($0.solution) } },
        offer: { found, objective in
          if objective < scoreboard.bestObjective { scoreboard.offer(schedule(found), from: name) }
        },
        prove: { bound in
          if bound == .max {
            scoreboard.proveNothingBetter(than: nil, by: name)
          } else {
            scoreboard.prove(Objective(bound), by: name)
          }
        }))
  }
}
