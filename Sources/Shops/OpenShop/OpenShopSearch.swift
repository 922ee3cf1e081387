import Basics

/// The search for open shops: dispatching, then annealing of growing length, in turns hot and cool. It ends by itself
/// only where the largest work of a job or a machine is reached.
package struct OpenShopSearch: Sendable {
  private let view: OpenShop
  private let seed: UInt64

  /// Temperatures at the start of hot and cool annealings and at the end of all, as shares of the mean duration.
  private static let hot = 0.4
  private static let cool = 0.1
  private static let end = 0.01
  /// Steps of the first annealing for each operation.
  private static let firstSteps = 100
  /// Steps between two looks at the board.
  private static let slice = 50
  /// How much the priorities of dispatching vary after the first time.
  private static let noise = 0.2

  package init(_ view: OpenShop, seed: UInt64) {
    self.view = view
    self.seed = seed
  }

  package func run(on board: SearchBoard<OpenShop.Candidate>) {
    let search = OpenShopAnnealing(view, seed: seed)
    search.take(view.diagonalOrder)
    var best = search.makespan
    board.offer(search.candidate(), best)
    let bound = view.lowerBound
    guard best > bound else { return }
    var random = RandomSource(seed: seed)
    let scale = Double(view.durations.reduce(0, +)) / Double(view.durations.count)
    var steps = Self.firstSteps * view.durations.count
    var round = 0
    while best > bound, !board.shouldStop() {
      let noise = round == 0 ? 0 : Self.noise
      guard let list = view.dispatch(noise: noise, &random, shouldStop: board.shouldStop) else { return }
      search.take(list)
      let start = round.isMultiple(of: 2) ? Self.cool : Self.hot
      anneal(search, from: start * scale, to: Self.end * scale, steps: steps, &best, board)
      if !round.isMultiple(of: 2) { steps += steps / 2 }
      round += 1
    }
  }

  private func anneal(
    _ search: OpenShopAnnealing, from hot: Double, to cold: Double, steps: Int, _ best: inout Int,
    _ board: SearchBoard<OpenShop.Candidate>
  ) {
    let bound = view.lowerBound
    var done = 0
    while true {
      if search.makespan < best {
        best = search.makespan
        board.offer(search.candidate(), best)
      }
      guard best > bound, done < steps, !board.shouldStop() else { return }
      let rest = 1 - Double(done) / Double(steps)
      let temperature = cold + (hot - cold) * rest * rest
      for _ in 0..<Self.slice where search.makespan >= best { search.step(temperature: temperature) }
      done += Self.slice
    }
  }
}
