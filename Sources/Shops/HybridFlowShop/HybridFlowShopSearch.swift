import Basics

/// The search for hybrid flow shops: insertion of jobs into a permutation, then beams of doubling width from both ends,
/// and in between, for as much work, iterated greedy from the best schedule so far.
/// It ends by itself only where the stages' own bound is reached.
package struct HybridFlowShopSearch: Sendable {
  private let view: HybridFlowShop
  private let seed: UInt64

  /// How many jobs leave in one step.
  private static let removals = 2
  /// The temperature, as a share of the mean duration.
  private static let temperature = 0.03
  /// Steps of the greedy search between two looks at the board.
  private static let slice = 8
  /// What a step costs, in evaluations of operations of a beam.
  private static let stepCost = 20
  private static let widthLimit = 1 << 14

  package init(_ view: HybridFlowShop, seed: UInt64) {
    self.view = view
    self.seed = seed
  }

  package func run(on board: SearchBoard<HybridFlowShop.Candidate>) {
    var permutations = HybridInsertion(view, seed: seed)
    board.offer(permutations.candidate, permutations.makespan)
    guard view.jobCount > 0, view.stageCount > 0 else { return }
    permutations.construct(shouldStop: board.shouldStop)
    var search = HybridJobGreedy(view, from: permutations.candidate, seed: seed)
    board.offer(search.best, search.bestMakespan)
    let bound = view.lowerBound(shouldStop: board.shouldStop)
    let beam = HybridBeamSearch(view)
    var width = 1
    let scale = Double(view.durations.reduce(0, +)) / Double(view.durations.count)
    while search.bestMakespan > bound, !board.shouldStop() {
      for guide in [HybridBeamSearch.Guide.meanStage, .idleShares] {
        tryBeam(beam, width: width, guide: guide, search: &search, board)
      }
      let steps = max(1, 2 * width * view.jobCount / Self.stepCost)
      search.restart(from: board.incumbent() ?? search.best)
      improve(&search, steps: steps, temperature: Self.temperature * scale, board)
      if width < Self.widthLimit { width *= 2 }
    }
  }

  private func tryBeam(
    _ beam: HybridBeamSearch, width: Int, guide: HybridBeamSearch.Guide, search: inout HybridJobGreedy,
    _ board: SearchBoard<HybridFlowShop.Candidate>
  ) {
    let known = search.bestMakespan
    guard let found = beam.search(width: width, guide: guide, below: .max, shouldStop: board.shouldStop) else { return }
    search.restart(from: beam.candidate(front: found.front, back: found.back, makespan: found.makespan))
    if search.bestMakespan < known { board.offer(search.best, search.bestMakespan) }
  }

  private func improve(
    _ search: inout HybridJobGreedy, steps: Int, temperature: Double, _ board: SearchBoard<HybridFlowShop.Candidate>
  ) {
    var done = 0
    while done < steps, !board.shouldStop() {
      let known = search.bestMakespan
      for _ in 0..<Self.slice { search.step(removing: Self.removals, temperature: temperature) }
      done += Self.slice
      if search.bestMakespan < known { board.offer(search.best, search.bestMakespan) }
    }
  }
}
