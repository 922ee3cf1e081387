import Basics

/// Lagrange multipliers of "each job exactly once", moved by deflected subgradient steps.
///
/// They are integers in units of 1 / `scale`, as are all costs of the relaxations: bounds are exact.
/// - Source: Camerini, Fratta, Maffioli 1975, "On improving relaxation methods by modified gradient techniques".
struct Multipliers: ~Copyable {
  /// Units of a multiplier in one unit of cost.
  static let scale = 64

  var values: Buffer<Int>
  /// The values that gave the best bound.
  private(set) var best: Buffer<Int>
  private(set) var bestBound = Int.min
  private var direction: Buffer<Double>
  private var step: Double
  private var sinceImprovement = 0

  init(count: Int) {
    values = Buffer(repeating: 0, count: count)
    best = Buffer(repeating: 0, count: count)
    direction = Buffer(repeating: 0, count: count)
    step = 1
  }

  var sum: Int {
    var sum = 0
    for j in 0..<values.count { sum += values[j] }
    return sum
  }

  /// Forgets the best bound, for a new relaxation, and starts from the best values.
  mutating func restart(step: Double) {
    self.step = step
    bestBound = .min
    sinceImprovement = 0
    for j in 0..<values.count {
      values[j] = best[j]
      direction[j] = 0
    }
  }

  mutating func returnToBest() { for j in 0..<values.count { values[j] = best[j] } }

  /// Whether steps have become too short to matter.
  var hasConverged: Bool { step < 0.02 }

  /// Records the bound of the current values, and moves them.
  ///
  /// - Parameters:
  ///   - bound: the relaxation's value, in units.
  ///   - target: what the bound may hope for, in units.
  ///   - visits: how often each job stands in the relaxation's schedule.
  mutating func move(bound: Int, target: Int, visits: borrowing Buffer<Int32>, patience: Int) {
    if bound > bestBound {
      bestBound = bound
      sinceImprovement = 0
      for j in 0..<values.count { best[j] = values[j] }
    } else {
      sinceImprovement += 1
      if sinceImprovement >= patience {
        sinceImprovement = 0
        step *= 0.6
        returnToBest()
        direction.fill(0)
      }
    }
    var norm = 0.0
    for j in 0..<values.count {
      direction[j] = Double(1 - visits[j]) + 0.6 * direction[j]
      norm += direction[j] * direction[j]
    }
    if norm == 0 { return }
    let length = step * Double(max(target - bound, Self.scale)) / norm
    for j in 0..<values.count { values[j] += Int((length * direction[j]).rounded()) }
  }
}
