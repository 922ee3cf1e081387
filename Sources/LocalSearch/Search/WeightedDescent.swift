import Basics

/// Feasibility jump: moves while one lowers the weighted violation, raises the weights of what is violated where none
/// does.
///
/// - Source: Luteberget, Sartor 2023, "Feasibility Jump: an LP-free Lagrangian MIP heuristic"; compound moves: Davies,
///   Didier, Perron 2024, "ViolationLS: constraint-based local search in CP-SAT".
final class WeightedDescent {
  let state: JumpState
  private let chain: Chain
  private var random: RandomSource
  private var bump = 1.0
  /// Whether later violations weigh more.
  private var hasGrowingBumps = false
  private var usesChains = false
  private var starts = 0
  private(set) var localMinima = 0
  private(set) var steps = 0

  private static let sampled = 5
  /// Sampled where resources make a look dear.
  private static let sampledOfResources = 3
  private static let largestWeight = 1e10
  private static let mostRaised = 64
  private static let walkEvery = 40

  init(_ model: JumpModel, seed: UInt64) {
    random = RandomSource(seed: seed)
    state = JumpState(model, seed: random.next())
    chain = Chain(state)
  }

  /// Starts from these values with equal weights.
  func start(_ values: [Int]) {
    state.load(values)
    state.resetWeights(1)
    bump = 1
    // Growing bumps forget what was violated long ago: good for some small models, fatal for large ones.
    hasGrowingBumps = starts % 3 == 2
    usesChains = starts % 4 != 1
    starts += 1
  }

  /// Moves until nothing is violated or the work is spent.
  func run(_ budget: Int) {
    let end = state.work + budget
    if !state.scores.isValid { state.makeScores() }
    while !state.violated.isEmpty, state.work < end {
      steps += 1
      if let variable = goodVariable() {
        state.move(variable, to: state.scores.jump[variable])
      } else {
        localMinima += 1
        if usesChains, chain.descend(from: state.violated[random.below(state.violated.count)]) { continue }
        raiseWeights()
        if random.below(Self.walkEvery) == 0 { walk() }
      }
    }
  }

  /// The best of some variables whose jump lowers the weighted violation.
  private func goodVariable() -> Int? {
    let scores = state.scores
    let sampled = state.resources.count > 0 ? Self.sampledOfResources : Self.sampled
    var (best, bestScore, found) = (-1, ScoreTable.tolerance, 0)
    while found < sampled, !scores.waiting.isEmpty {
      let variable = scores.waiting[random.below(scores.waiting.count)]
      if !scores.isExact[variable], scores.isStale[variable] {
        let jump = state.jump(variable)
        scores.jump[variable] = jump.value
        scores.score[variable] = jump.change
        scores.isStale[variable] = false
      }
      if scores.score[variable] >= ScoreTable.tolerance {
        scores.waiting.remove(variable)
        continue
      }
      found += 1
      if scores.score[variable] < bestScore { (best, bestScore) = (variable, scores.score[variable]) }
    }
    if best < 0 { return nil }
    if scores.isExact[best] {
      // Sums of many changes drift.
      scores.jump[best] = state.otherValue(best)
      scores.score[best] = state.change(best, to: scores.jump[best])
      if scores.score[best] >= ScoreTable.tolerance {
        scores.waiting.remove(best)
        return goodVariable()
      }
    }
    return best
  }

  /// A random move that changes something violated: out of what weights alone would only circle in.
  private func walk() {
    let constraint = state.violated[random.below(state.violated.count)]
    guard let variable = state.anyVariable(of: constraint) else { return }
    let jump = state.jump(variable)
    if jump.value != state.values[variable] { state.move(variable, to: jump.value) }
  }

  private func raiseWeights() {
    let count = state.violated.count
    var isLarge = false
    for i in 0..<min(count, Self.mostRaised) {
      let place = count <= Self.mostRaised ? i : random.below(count)
      let constraint = state.violated[place]
      state.raiseWeight(constraint, by: bump)
      isLarge = isLarge || state.weight(constraint) > Self.largestWeight
    }
    if hasGrowingBumps { bump /= 0.95 }
    if isLarge || bump > Self.largestWeight {
      state.scaleWeights(by: 1 / Self.largestWeight)
      bump = max(bump / Self.largestWeight, 1e-3)
      state.makeScores()
    }
    state.work += min(count, Self.mostRaised)
  }
}
