/// What a search on flat arrays sees of the race around it. It knows neither the problem nor the solutions of whoever runs
/// it: it hands in candidates of its own kind, with what it takes for their objective.
public struct SearchBoard<Candidate> {
  /// To be looked at every few milliseconds at least; true says return.
  public let shouldStop: () -> Bool
  /// The objective of the best solution that anybody has; `Int.max` before the first.
  public let best: () -> Int
  /// That solution, where it is a candidate.
  public let incumbent: () -> Candidate?
  /// Takes a candidate and its objective, whether it is the best one or not.
  public let offer: (Candidate, Int) -> Void
  /// Takes a bound that no objective is below.
  public let prove: (Int) -> Void

  /// What stands around a search; without anything, it runs until it ends by itself and tells nobody.
  public init(
    shouldStop: @escaping () -> Bool = { false }, best: @escaping () -> Int = { .max },
    incumbent: @escaping () -> Candidate? = { nil }, offer: @escaping (Candidate, Int) -> Void = { _, _ in },
    prove: @escaping (Int) -> Void = { _ in }
  ) {
    self.shouldStop = shouldStop
    self.best = best
    self.incumbent = incumbent
    self.offer = offer
    self.prove = prove
  }
}
