import Basics

/// Chooses among kinds of neighbourhoods by what each has given for its work, and gives each its size.
///
/// The choice is a multi-armed bandit's: the mean reward plus a bonus for what was tried seldom, over a fading memory.
/// A kind's share of freed tasks grows after a step that was searched to its end and shrinks after one that met its
/// limit, so that about half of the steps are solved.
///
/// - Source: Auer, Cesa-Bianchi, Fischer 2002, "Finite-time analysis of the multiarmed bandit problem" (UCB1); Garivier,
///   Moulines 2011, for the discount.
struct NeighbourhoodBandit {
  enum Result: Sendable {
    /// A better solution.
    case improved
    /// Searched to its end: no better solution there.
    case completed
    /// The limit came first.
    case limit
    /// There was nothing to search.
    case empty
  }

  struct Arm: Sendable {
    let title: String
    fileprivate(set) var share: Double
    fileprivate(set) var tries = 0
    fileprivate(set) var completed = 0
    fileprivate(set) var improvements = 0
    fileprivate(set) var work = 0
    /// Faded sums of rewards and tries.
    fileprivate var reward = 0.0
    fileprivate var weight = 0.0
  }

  private(set) var arms: [Arm]
  private let shares: ClosedRange<Double>
  private static let memory = 0.98
  private static let growth = 1.1
  private static let exploration = 0.5

  /// - Parameters:
  ///   - titles: of the kinds, in words.
  ///   - movableCount: things that can be freed; steps begin at a share of about 50 of them.
  init(_ titles: [String], movableCount: Int) {
    let count = Double(max(1, movableCount))
    shares = min(1, 4 / count)...1
    let share = min(0.5, 50 / count)
    arms = titles.map { Arm(title: $0, share: share) }
  }

  /// The arm of the highest upper confidence bound; the first untried one before all others.
  func choose() -> Int {
    if let untried = arms.firstIndex(where: { $0.tries == 0 }) { return untried }
    let total = arms.reduce(0) { $0 + $1.weight }
    var best = 0
    var bestValue = -Double.infinity
    for (index, arm) in arms.enumerated() {
      let value = arm.reward / arm.weight + Self.exploration * (logarithm(1 + total) / arm.weight).squareRoot()
      if value > bestValue {
        best = index
        bestValue = value
      }
    }
    return best
  }

  /// - Parameter work: what the step cost, in any unit that does not depend on time.
  mutating func note(_ result: Result, of index: Int, work: Int) {
    for other in arms.indices {
      arms[other].reward *= Self.memory
      arms[other].weight *= Self.memory
    }
    arms[index].tries += 1
    arms[index].work += work
    arms[index].weight += 1
    switch result {
    case .improved:
      arms[index].improvements += 1
      arms[index].reward += reward(for: work)
    case .completed:
      arms[index].completed += 1
      arms[index].share = min(shares.upperBound, arms[index].share * Self.growth)
    case .limit: arms[index].share = max(shares.lowerBound, arms[index].share / Self.growth)
    case .empty: break
    }
  }

  /// From 0 to 1: less where the step cost more than the average one.
  private func reward(for work: Int) -> Double {
    let tries = arms.reduce(0) { $0 + $1.tries }
    let mean = Double(arms.reduce(0) { $0 + $1.work }) / Double(max(1, tries))
    return mean / (mean + Double(work) / 2 + 1)
  }

  /// The natural logarithm of x >= 1 within 0.1 %, without a mathematics library: the same on every machine.
  private func logarithm(_ x: Double) -> Double {
    let z = (x.significand - 1) / (x.significand + 1)
    let square = z * z
    return Double(x.exponent) * 0.693_147_180_559_945 + 2 * z * (1 + square * (1 / 3.0 + square * (0.2 + square / 7)))
  }
}
