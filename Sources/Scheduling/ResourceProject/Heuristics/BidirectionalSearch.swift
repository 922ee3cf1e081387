extension ResourceProject {
  /// The genetic algorithm on the project and on its mirror image by turns: many projects that hold it up for long in
  /// one direction are easy in the other. The turn passes when a population has run dry, and with it the best schedule.
  final class BidirectionalSearch {
    private let instance: Instance
    private let forward, backward: GeneticAlgorithm
    private var isForward = true
    private(set) var bestMakespan = Int.max
    private(set) var best: Solution?

    var scheduleCount: Int { forward.scheduleCount + backward.scheduleCount }

    init(_ instance: Instance, seed: UInt64, _ settings: GeneticAlgorithm.Settings = .init()) {
      self.instance = instance
      forward = GeneticAlgorithm(instance, seed: seed, settings)
      backward = GeneticAlgorithm(instance.mirrored, seed: seed &+ 1 << 32, settings)
    }

    /// Takes in a schedule found elsewhere.
    func adopt(_ solution: Solution, makespan: Int) {
      guard makespan < bestMakespan else { return }
      best = solution
      bestMakespan = makespan
    }

    /// Makes and judges one more individual.
    ///
    /// - Returns: whether it is better than all before.
    func step() -> Bool {
      let search = isForward ? forward : backward
      let restarts = search.restarts
      let isBetter = search.step() && search.bestMakespan < bestMakespan
      if isBetter {
        bestMakespan = search.bestMakespan
        let found = Solution(starts: search.bestStarts)
        best = isForward ? found : mirror(found)
      }
      if search.restarts > restarts { passTurn() }
      return isBetter
    }

    private func passTurn() {
      isForward.toggle()
      guard let best else { return }
      let search = isForward ? forward : backward
      search.adopt((isForward ? best : mirror(best)).starts, makespan: bestMakespan)
    }

    private func mirror(_ solution: Solution) -> Solution {
      Solution(starts: solution.starts.indices.map { bestMakespan - solution.starts[$0] - instance.durations[$0] })
    }
  }
}
