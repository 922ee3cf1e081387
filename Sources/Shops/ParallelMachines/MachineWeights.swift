import Basics

/// Weights of the machines for a bound. Whatever the weights w, with sum W, the largest load C has
/// W · C >= sum of w · load >= sum over the jobs of their least w · duration.
/// The best weights are the dual solution of the linear relaxation, found by subgradients in floating point and then
/// rounded: the bound itself is evaluated in integers.
struct MachineWeights {
  private let view: ParallelMachines
  /// Of sum one.
  private(set) var weights: [Double]
  private var best: [Double]
  private var bestValue = 0.0

  /// Rounded weights are parts of this.
  static let parts = 1 << 20

  init(_ view: ParallelMachines) {
    self.view = view
    weights = [Double](repeating: 1 / Double(max(1, view.machineCount)), count: view.machineCount)
    best = weights
  }

  /// Improves the weights for durations up to a limit.
  mutating func improve(iterations: Int, limit: Int, shouldStop: () -> Bool) {
    let machines = view.machineCount
    weights = best
    bestValue = 0
    var loads = [Double](repeating: 0, count: machines)
    for iteration in 0..<iterations {
      if iteration & 15 == 0, shouldStop() { break }
      for machine in 0..<machines { loads[machine] = 0 }
      var value = 0.0
      for job in 0..<view.jobCount {
        var least = Double.infinity
        var chosen = 0
        for machine in 0..<machines {
          let time = view.times[job * machines + machine]
          guard time <= limit else { continue }
          let cost = weights[machine] * Double(time)
          if cost < least { (least, chosen) = (cost, machine) }
        }
        guard least < .infinity else { return }
        value += least
        loads[chosen] += Double(view.times[job * machines + chosen])
      }
      if value > bestValue { (bestValue, best) = (value, weights) }
      guard value > 0 else { return }
      // A machine that would be loaded above the value gets more weight.
      let pace = 0.3 / (1 + 0.02 * Double(iteration))
      var sum = 0.0
      for machine in 0..<machines {
        let excess = max(-1, min(1, loads[machine] / value - 1))
        weights[machine] *= 1 + pace * excess
        sum += weights[machine]
      }
      for machine in 0..<machines { weights[machine] /= sum }
    }
    weights = best
  }

  /// The weights in whole parts.
  var rounded: [Int] { best.map { Int($0 * Double(Self.parts)) } }
}
