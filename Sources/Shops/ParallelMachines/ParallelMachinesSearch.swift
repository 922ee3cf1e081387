import Basics

/// The search for unrelated parallel machines: each job where it ends first, then tabu search for loads below the best
/// makespan, with some random moves where that takes long. It ends by itself only where the bound is reached.
package struct ParallelMachinesSearch: Sendable {
  private let view: ParallelMachines
  private let seed: UInt64

  /// Subgradient steps for the weights of the machines.
  private static let iterations = 300
  /// Steps without success before random moves, and how many jobs there are for each of these.
  private static let patience = 3000
  private static let jobsPerKick = 10

  package init(_ view: ParallelMachines, seed: UInt64) {
    self.view = view
    self.seed = seed
  }

  package func run(on board: SearchBoard<ParallelMachines.Candidate>) {
    let first = view.leastEnds()
    guard var best = view.makespan(of: first) else { return }
    board.offer(first, best)
    guard view.jobCount > 0, view.machineCount > 1 else { return }
    var weights = MachineWeights(view)
    weights.improve(iterations: Self.iterations, limit: best, shouldStop: board.shouldStop)
    let bound = view.bound(of: weights.rounded)
    let scale = Double(view.machineCount)
    let tabu = ParallelTabu(view, weights: weights.weights.map { $0 * scale }, seed: seed)
    tabu.take(first)
    tabu.aim(at: best - 1)
    var idle = 0
    while best > bound, !board.shouldStop() {
      if board.best() < best {
        best = board.best()
        if let other = board.incumbent() { tabu.take(other) }
        tabu.aim(at: best - 1)
      }
      tabu.improve()
      idle += 1
      if tabu.excess == 0 {
        best = tabu.makespan
        board.offer(tabu.candidate, best)
        tabu.aim(at: best - 1)
        idle = 0
      } else if idle == Self.patience {
        idle = 0
        for _ in 0...view.jobCount / Self.jobsPerKick { tabu.kick() }
      }
    }
  }
}
