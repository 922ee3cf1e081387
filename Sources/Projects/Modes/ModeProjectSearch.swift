import Basics

/// Searches good schedules of a multi-mode project: a choice of modes that keeps the consumables, by repair or exactly;
/// then, in turn, a genetic algorithm in the modes that a better schedule may use, and a walk from the best schedule, until
/// it is stopped.
///
/// It ends by itself, and proves the bound, where no choice of modes is feasible (`Int.max`) or none is left for a better
/// schedule.
package struct ModeProjectSearch: Sendable {
  package struct Settings: Sendable {
    /// Changes of modes in one attempt to repair a choice.
    package var repairLimit = 1_000
    /// Partial choices in one attempt to decide exactly; doubled from attempt to attempt.
    package var decisionLimit = 20_000
    package var evolution = ModeEvolution.Settings()

    package init() {}
  }

  private let project: ModeProject
  private let seed: UInt64
  private let settings: Settings

  package init(_ project: ModeProject, seed: UInt64, settings: Settings = Settings()) {
    self.project = project
    self.seed = seed
    self.settings = settings
  }

  package func run(on board: SearchBoard<ModeSchedule>) {
    let preprocessing = ModePreprocessing(project)
    guard let reduced = preprocessing.project else { return board.prove(.max) }
    // Durations and starts are the same in both, and so are objectives.
    let inner = SearchBoard<ModeSchedule>(
      shouldStop: board.shouldStop, best: board.best, incumbent: { board.incumbent().flatMap(preprocessing.reduced) },
      offer: { board.offer(preprocessing.original($0), $1) }, prove: board.prove)
    if reduced.activityCount == 0 {
      inner.offer(ModeSchedule(modes: [], starts: []), 0)
      inner.prove(0)
    } else {
      ModeRounds(reduced, seed: seed, settings, inner).run()
    }
  }
}
