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

  /// A short local search for a first solution, which ends by itself.
  package static func start(
    _ data: ModelData, _ translation: ModelTranslation<Solution>, seed: UInt64
  ) -> any Strategy<Solution> {
    JumpStrategy(data: data, translation: translation, seed: seed, isLimited: true)
  }

  /// The lanes of so many workers; one worker takes turns between both sides.
  package func lanes(_ options: SolveOptions<Solution>) -> [Lane<Solution>] {
    let workers = max(2, options.workers)
    let exchange = FactExchange(members: 2 * workers)
    return (0..<workers).map { worker in
      func strategy(_ side: ModelStrategy<Solution>.Side, _ member: Int) -> any Strategy<Solution> {
        ModelStrategy(
          prepared: prepared, translation: translation, options: options, worker: worker, side: side,
          exchange: exchange.member(member))
      }
      return Lane([strategy(.first, worker)], relief: [strategy(.relief, workers + worker)])
    }
  }
}
