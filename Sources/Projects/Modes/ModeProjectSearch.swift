import Basics

/// Searches good schedules of a multi-mode project: a choice of modes that keeps the consumables, by repair or exactly,
/// then the genetic algorithm until it is stopped.
///
/// It proves `Int.max` where no choice of modes is feasible.
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
    guard let modes = feasibleModes(reduced, board) else { return }
    if reduced.activityCount == 0 {
      board.offer(ModeSchedule(modes: [], starts: []), 0)
      return board.prove(0)
    }
    let evolution = ModeEvolution(reduced, safeModes: modes, seed: seed, settings.evolution)
    var restarts = 0
    repeat {
      if evolution.restarts > restarts {
        restarts = evolution.restarts
        adopt(into: evolution, preprocessing, board)
      }
      if evolution.step(), evolution.best.objective < board.best() { offer(evolution, preprocessing, board) }
    } while !board.shouldStop()
  }

  /// A choice of modes that keeps the consumables; nil where there is none, which it proves, or when it has to stop.
  private func feasibleModes(_ reduced: ModeProject, _ board: SearchBoard<ModeSchedule>) -> [Int]? {
    var random = RandomSource(seed: seed)
    let repair = ModeRepair(PackedModes(reduced))
    let modes = Buffer(ModeFeasibility.leanModes(reduced).map { Int32($0) })
    func isRepaired() -> Bool { repair.repair(modes.pointer, limit: settings.repairLimit, &random) }
    if isRepaired() { return (0..<modes.count).map { Int(modes[$0]) } }
    let feasibility = ModeFeasibility(reduced)
    var limit = settings.decisionLimit
    while true {
      switch feasibility.decide(limit: limit) {
      case .feasible(let modes): return modes
      case .infeasible:
        board.prove(.max)
        return nil
      case .unknown: limit *= 2
      }
      if board.shouldStop() { return nil }
      if isRepaired() { return (0..<modes.count).map { Int(modes[$0]) } }
    }
  }

  private func offer(
    _ evolution: ModeEvolution, _ preprocessing: ModePreprocessing, _ board: SearchBoard<ModeSchedule>
  ) {
    let count = project.activityCount
    let schedule = preprocessing.original(
      ModeSchedule(
        modes: (0..<count).map { Int(evolution.best.modes[$0]) }, starts: (0..<count).map { evolution.best.starts[$0] })
    )
    guard let objective = project.objective(of: schedule) else {
      preconditionFailure("a generated schedule breaks a rule")
    }
    board.offer(schedule, objective)
  }

  /// Where another lane is ahead, the next population starts from its schedule.
  private func adopt(
    into evolution: ModeEvolution, _ preprocessing: ModePreprocessing, _ board: SearchBoard<ModeSchedule>
  ) {
    guard board.best() < evolution.best.objective, let incumbent = board.incumbent(),
      let objective = project.objective(of: incumbent), let schedule = preprocessing.reduced(incumbent)
    else { return }
    evolution.adopt(schedule, objective: objective)
  }
}
