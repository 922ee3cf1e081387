import Race
import Statements

/// The strategies that solve a model of any kind, in lanes: one side proves, the other one looks for solutions, and both
/// share what they learn.
package struct ModelPortfolio<Solution: Sendable> {
  private let prepared: PreparedModel
  private let translation: ModelTranslation<Solution>

  /// - Parameter data: a validated model; its hints are the caller's to offer.
  package init(_ data: ModelData, _ translation: ModelTranslation<Solution>) {
    prepared = PreparedModel(data)
    self.translation = translation
  }

  /// The lanes of so many workers; one worker takes turns between both sides.
  package func lanes(_ options: SolveOptions<Solution>) -> [Lane<Solution>] {
    let workers = max(2, options.workers)
    // Each lane that is relieved has two sides.
    let exchange = FactExchange(members: 2 * workers)
    return (0..<workers).map { worker in
      switch worker {
      case 0: Lane([tree(options, worker: worker, exchange.member(0))])
      case 1:
        Lane(
          [neighbourhoods(options, worker: worker, exchange.member(1))],
          relief: [clauses(options, worker: worker, exchange.member(workers + 1))])
      default:
        Lane([clauses(options, worker: worker, exchange.member(worker))])
      }
    }
  }

  /// Branch and bound along the relaxation.
  private func tree(
    _ options: SolveOptions<Solution>, worker: Int, _ exchange: FactExchange.Member
  ) -> any Strategy<Solution> {
    var settings = settings(options, worker, exchange)
    settings.usesRelaxation = true
    return strategy("relaxation tree", settings)
  }

  /// Large neighbourhood search with the relaxation.
  private func neighbourhoods(
    _ options: SolveOptions<Solution>, worker: Int, _ exchange: FactExchange.Member
  ) -> any Strategy<Solution> {
    var settings = settings(options, worker, exchange)
    settings.usesRelaxation = true
    settings.neighbourhoods = .only
    return strategy("neighbourhoods", settings)
  }

  /// Clause learning alone.
  private func clauses(
    _ options: SolveOptions<Solution>, worker: Int, _ exchange: FactExchange.Member
  ) -> any Strategy<Solution> {
    var settings = settings(options, worker, exchange)
    settings.probesLowerBound = worker.isMultiple(of: 2)
    return strategy("clause learning", settings)
  }

  private func settings(
    _ options: SolveOptions<Solution>, _ worker: Int, _ exchange: FactExchange.Member
  ) -> NativeStrategy<Solution>.Options {
    var settings = NativeStrategy<Solution>.Options(
      seed: options.seed(of: worker), conflictLimit: options.conflictLimit)
    settings.jumpsAhead = true
    settings.decidesAsInAnyModel = true
    settings.exchange = exchange
    return settings
  }

  private func strategy(_ name: String, _ settings: NativeStrategy<Solution>.Options) -> any Strategy<Solution> {
    let (prepared, translation) = (prepared, translation)
    return NativeStrategy(name: name, settings) { scoreboard in
      guard let contents = prepared.contents(until: { scoreboard.shouldStop }) else { return nil }
      if contents.isInfeasible {
        if scoreboard.best == nil { scoreboard.proveNothingBetter(than: nil, by: "presolve") }
        return nil
      }
      return PreparedFormulation(contents: contents, translation: translation)
    }
  }
}
