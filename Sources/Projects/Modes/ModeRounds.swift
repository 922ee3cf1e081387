import Basics

/// The rounds of a search in a preprocessed project with activities, and the best schedule over all of them.
final class ModeRounds {
  private let project: ModeProject
  private let settings: ModeProjectSearch.Settings
  private let board: SearchBoard<ModeSchedule>
  private let refutation: ModeRefutation
  private var random: RandomSource
  private var best: (schedule: ModeSchedule, objective: Int)?

  init(
    _ project: ModeProject, seed: UInt64, _ settings: ModeProjectSearch.Settings, _ board: SearchBoard<ModeSchedule>
  ) {
    self.project = project
    self.settings = settings
    self.board = board
    refutation = ModeRefutation(project, shouldStop: board.shouldStop)
    random = RandomSource(seed: seed)
  }

  func run() {
    switch feasibleModes(of: project, attempts: .max) {
    case .unknown: return
    case .infeasible: return board.prove(.max)
    case .feasible(let modes): evolve(in: project, safeModes: modes)
    }
    while !board.shouldStop() {
      adopt()
      walk()
      if board.shouldStop() { return }
      let objective = min(board.best(), best?.objective ?? .max)
      guard evolve(below: objective) else { return board.prove(objective) }
    }
  }

  /// Takes over what another lane has found.
  private func adopt() {
    guard board.best() < best?.objective ?? .max, let incumbent = board.incumbent(),
      let objective = project.objective(of: incumbent)
    else { return }
    best = (incumbent, objective)
  }

  private func walk() {
    guard let best else { return }
    let evolution = ModeEvolution(
      project, safeModes: best.schedule.modes, target: best.objective - 1, seed: random.next(), settings.evolution)
    evolution.walk(from: best.schedule, objective: best.objective)
    improve(evolution) { $0 }
  }

  /// Evolves a population in the modes that are left for schedules better than an objective.
  ///
  /// - Returns: false where there are no such schedules.
  private func evolve(below objective: Int) -> Bool {
    guard let modes = refutation.remainingModes(objective - 1, .surrogate) else { return false }
    let preprocessing = ModePreprocessing(project.keeping(modes: modes))
    guard let space = preprocessing.project else { return false }
    switch feasibleModes(of: space, attempts: 1) {
    case .infeasible: return false
    case .unknown: return true
    case .feasible(let safeModes):
      evolve(in: space, safeModes: safeModes, target: objective - 1) {
        let schedule = preprocessing.original($0)
        return ModeSchedule(modes: schedule.modes.map { modes[$0] }, starts: schedule.starts)
      }
      return true
    }
  }

  private func evolve(
    in space: ModeProject, safeModes: [Int], target: Int = .max,
    _ translate: (ModeSchedule) -> ModeSchedule = { $0 }
  ) {
    improve(
      ModeEvolution(space, safeModes: safeModes, target: target, seed: random.next(), settings.evolution), translate)
  }

  /// Goes on until it is stuck.
  private func improve(_ evolution: ModeEvolution, _ translate: (ModeSchedule) -> ModeSchedule) {
    repeat {
      guard evolution.step() else { continue }
      let schedule = translate(evolution.bestSchedule)
      guard let objective = project.objective(of: schedule) else {
        preconditionFailure("a generated schedule breaks a rule")
      }
      if objective < best?.objective ?? .max { best = (schedule, objective) }
      if objective < board.best() { board.offer(schedule, objective) }
    } while !board.shouldStop() && !evolution.isStuck
  }

  /// A choice of modes that keeps the consumables; without a limit of attempts, it is unknown only after a stop.
  private func feasibleModes(of space: ModeProject, attempts: Int) -> ModeFeasibility.Verdict {
    let exact = ModeFeasibility(space)
    let repair = ModeRepair(PackedModes(space))
    let modes = Buffer(exact.leanModes.map { Int32($0) })
    var limit = settings.decisionLimit
    var attempt = 0
    while true {
      if repair.repair(modes.pointer, limit: settings.repairLimit, &random) {
        return .feasible((0..<modes.count).map { Int(modes[$0]) })
      }
      let verdict = exact.decide(limit: limit, shouldStop: board.shouldStop)
      attempt += 1
      if verdict != .unknown || attempt == attempts || board.shouldStop() { return verdict }
      limit *= 2
    }
  }
}
