import Basics
import Kernel
import Relaxation

/// Branches on fractional columns of the relaxation's optimum by pseudo-costs: what a unit of change has cost so far in
/// each direction, with a look ahead for columns of which little is known.
///
/// - Source: Bénichou et al. 1971, "Experiments in mixed-integer linear programming" (pseudo-costs); Achterberg, Koch,
///   Martin 2005, "Branching rules revisited" (reliability).
final class RelaxationBranching: Brancher {
  /// What is known of one direction of a column.
  private struct Gain: BitwiseCopyable {
    var sum = 0.0
    var count: Int32 = 0

    mutating func add(_ gain: Double) {
      sum += gain
      count += 1
    }
  }

  private struct Pending {
    var column: Int
    var isUp: Bool
    /// Units by which the optimum moves.
    var distance: Double
    var value: Double
    var level: Int
  }

  private let relaxation: RelaxationPropagator
  /// Down and up, by column.
  private let gains: Buffer<Gain>
  private var total = (down: Gain(), up: Gain())
  private var pending: Pending?
  private var next = 0

  private static let integrality = 1e-6

  init(_ relaxation: RelaxationPropagator) {
    self.relaxation = relaxation
    gains = Buffer(repeating: Gain(), count: 2 * relaxation.columns.count)
  }

  func nextDecision(_ store: borrowing Store) -> Literal? {
    pending = nil
    if !relaxation.isCurrent { return nil }
    var best = -1
    var bestScore = -1.0
    for j in 0..<relaxation.columns.count {
      let value = relaxation.point[j]
      let fraction = value - value.rounded(.down)
      if fraction < Self.integrality || fraction > 1 - Self.integrality { continue }
      if store.isFixed(relaxation.columns[j]) || relaxation.isDerived[j] { continue }
      let score = self.score(j, fraction)
      if score > bestScore {
        bestScore = score
        best = j
      }
    }
    return best < 0 ? follow(store) : decide(best, store)
  }

  private func score(_ column: Int, _ fraction: Double) -> Double {
    let (down, up) = gain(of: column, fraction)
    return max(down, 1e-6) * max(up, 1e-6)
  }

  /// What either branch is likely to gain.
  private func gain(of column: Int, _ fraction: Double) -> (down: Double, up: Double) {
    (
      mean(gains[2 * column], total.down) * fraction, mean(gains[2 * column + 1], total.up) * (1 - fraction)
    )
  }

  private func mean(_ gain: Gain, _ all: Gain) -> Double {
    if gain.count > 0 { return gain.sum / Double(gain.count) }
    return all.count > 0 ? all.sum / Double(all.count) : 1
  }

  private func decide(_ column: Int, _ store: borrowing Store) -> Literal {
    let x = relaxation.columns[column]
    let value = relaxation.point[column]
    let floor = value.rounded(.down)
    let fraction = value - floor
    let (down, up) = gain(of: column, fraction)
    let isUp = up < down
    pending = Pending(
      column: column, isUp: isUp, distance: isUp ? 1 - fraction : fraction, value: relaxation.value,
      level: store.level + 1)
    let literal = Literal(x, atMost: Int32(floor))
    return isUp ? literal.negated : literal
  }

  /// The optimum is integral: its values, column by column.
  private func follow(_ store: borrowing Store) -> Literal? {
    let count = relaxation.columns.count
    for _ in 0..<count {
      if next >= count { next = 0 }
      let x = relaxation.columns[next]
      if store.isFixed(x) {
        next += 1
        continue
      }
      let value = Int32(relaxation.point[next].rounded())
      let low = store.lower(x)
      if value <= low { return Literal(x, atMost: low) }
      return value >= store.upper(x) ? Literal(x, atLeast: store.upper(x)) : Literal(x, atMost: value)
    }
    return nil
  }

  /// The program has been solved anew at `level`.
  func noteOptimum(_ relaxation: RelaxationPropagator, level: Int) {
    guard let pending, pending.level == level, relaxation.isCurrent else { return }
    self.pending = nil
    let gain = max(0, relaxation.value - pending.value) / max(pending.distance, 1e-6)
    gains[2 * pending.column + (pending.isUp ? 1 : 0)].add(gain)
    if pending.isUp { total.up.add(gain) } else { total.down.add(gain) }
  }
}
