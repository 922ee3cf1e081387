import Race
import Statements

/// One side of the race on a model: what it runs depends on what presolve has left of the model.
struct ModelStrategy<Solution: Sendable>: Strategy {
  enum Role: Sendable {
    /// Raises the lower bound and closes the search.
    case proof
    /// Looks for better solutions.
    case improvement
    /// Clause learning, with neither relaxation nor neighbourhoods.
    case clauses
  }

  let prepared: PreparedModel
  let translation: ModelTranslation<Solution>
  let role: Role
  let seed: UInt64
  let conflictLimit: Int?
  let exchange: FactExchange.Member

  var name: String { "portfolio" }

  func run(on scoreboard: Scoreboard<Solution>) {
    guard let contents = prepared.contents(until: { scoreboard.shouldStop }), !scoreboard.shouldStop else { return }
    if contents.presolved.isInfeasible {
      if scoreboard.best == nil { scoreboard.proveNothingBetter(than: nil, by: "presolve") }
      return
    }
    let translation = translation.reduced(by: contents.presolved)
    if let schedule = contents.schedule {
      run(TranslatedSchedule(inner: schedule, translation: translation), on: scoreboard)
    } else {
      run(TranslatedModel(data: contents.data, translation: translation), on: scoreboard)
    }
  }

  private var settings: NativeStrategy<Solution>.Options {
    var settings = NativeStrategy<Solution>.Options(seed: seed, conflictLimit: conflictLimit)
    settings.exchange = exchange
    return settings
  }

  private func run(_ schedule: TranslatedSchedule<Solution>, on scoreboard: Scoreboard<Solution>) {
    var settings = settings
    var name = "clause learning"
    switch role {
    case .proof:
      settings.probesLowerBound = true
      settings.neighbourhoods = .alternating
    case .improvement:
      settings.probesLowerBound = false
    case .clauses:
      settings.neighbourhoods = .only
      name = "neighbourhoods"
    }
    NativeStrategy(name: name, settings) { _ in schedule }.run(on: scoreboard)
  }

  private func run(_ model: TranslatedModel<Solution>, on scoreboard: Scoreboard<Solution>) {
    var settings = settings
    settings.jumpsAhead = true
    settings.decidesAsInAnyModel = true
    var name = "clause learning"
    switch role {
    case .proof:
      settings.usesRelaxation = true
      name = "relaxation tree"
    case .improvement:
      JumpStrategy(data: model.data, translation: model.translation, seed: seed).run(on: scoreboard)
      settings.usesRelaxation = true
      settings.neighbourhoods = .only
      name = "neighbourhoods"
    case .clauses:
      settings.probesLowerBound = true
    }
    NativeStrategy(name: name, settings) { _ in model }.run(on: scoreboard)
  }
}
