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
    let exchange = FactExchange(members: workers + 1)
    func strategy(_ role: ModelStrategy<Solution>.Role, _ member: Int) -> any Strategy<Solution> {
      ModelStrategy(
        prepared: prepared, translation: translation, role: role, seed: options.seed(of: member),
        conflictLimit: options.conflictLimit, exchange: exchange.member(member))
    }
    return (0..<workers).map { worker in
      switch worker {
      case 0: Lane([strategy(.proof, 0)])
      case 1: Lane([strategy(.improvement, 1)], relief: [strategy(.clauses, workers)])
      default: Lane([strategy(worker.isMultiple(of: 2) ? .clauses : .improvement, worker)])
      }
    }
  }
}
