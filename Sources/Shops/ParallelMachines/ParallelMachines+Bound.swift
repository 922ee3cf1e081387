import Basics

extension ParallelMachines {
  /// Whether weights show that no assignment has all loads within a limit: durations above it do not count.
  func refutes(_ weights: [Int], limit: Int) -> Bool {
    var least = 0
    for job in 0..<jobCount {
      var cost = Int.max
      for machine in 0..<machineCount where times[job * machineCount + machine] <= limit {
        cost = min(cost, weights[machine] * times[job * machineCount + machine])
      }
      guard cost < .max else { return true }
      least += cost
    }
    return least > weights.reduce(0, +) * limit
  }

  /// The bound of these weights: no limit below it is possible.
  func bound(of weights: [Int]) -> Int {
    let longest = (0..<jobCount).map { times[$0 * machineCount..<($0 + 1) * machineCount].min() ?? 0 }
    var low = longest.max() ?? 0
    // What is refuted at a limit is refuted below it, since fewer durations count there.
    var high = low
    var step = 1
    while refutes(weights, limit: high) {
      low = high + 1
      high += step
      step *= 2
    }
    while low < high {
      let middle = (low + high) / 2
      if refutes(weights, limit: middle) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// Tells the board the bound of the linear relaxation without the durations that alone are too long.
package struct ParallelMachinesBound: Sendable {
  private let view: ParallelMachines
  /// Subgradient steps for each of the rounds.
  private static let iterations = 1000

  package init(_ view: ParallelMachines) { self.view = view }

  package func run(on board: SearchBoard<ParallelMachines.Candidate>) {
    var bound = view.bound(of: [Int](repeating: 1, count: view.machineCount))
    board.prove(bound)
    var weights = MachineWeights(view)
    // The limit is one that may be possible; as it grows, so do the durations that count.
    while !board.shouldStop() {
      weights.improve(iterations: Self.iterations, limit: bound, shouldStop: board.shouldStop)
      let improved = view.bound(of: weights.rounded)
      guard improved > bound else { break }
      bound = improved
      board.prove(bound)
    }
  }
}
