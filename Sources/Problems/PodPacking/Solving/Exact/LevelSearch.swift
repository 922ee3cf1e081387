import Basics

/// Solves a problem in counts level by level: for each a bound by the pattern relaxation, and placements by rounding it,
/// until every level is proved or it is told to stop.
final class LevelSearch {
  let model: TypeModel
  private let shouldStop: () -> Bool
  /// Takes a placement, which may lack pods of less important levels, and returns the best known one by level.
  private let improve: (TypePlacement) -> TypePlacement
  private let prove: ([Int]) -> Void
  private(set) var best: TypePlacement
  private(set) var bestLevels: [Int]
  private var random: RandomSource?
  /// The relaxation of each level with the limits it is for.
  private var relaxations: [(limits: [Int], types: [Int], relaxation: PatternRelaxation)?]

  init(
    _ model: TypeModel, start: TypePlacement, seed: UInt64, shouldStop: @escaping () -> Bool,
    improve: @escaping (TypePlacement) -> TypePlacement, prove: @escaping ([Int]) -> Void
  ) {
    self.model = model
    self.shouldStop = shouldStop
    self.improve = improve
    self.prove = prove
    best = start
    bestLevels = start.levels(in: model)
    random = nil
    relaxations = Array(repeating: nil, count: model.levelCount + 1)
    generator = RandomSource(seed: seed)
  }

  private var generator: RandomSource

  /// - Returns: whether every level is proved.
  func run() -> Bool {
    var round = 0
    while !shouldStop() {
      if pass(round) { return true }
      round += 1
    }
    return false
  }

  /// Once through the levels.
  private func pass(_ round: Int) -> Bool {
    var isProved = true
    for stage in 0...model.levelCount {
      if shouldStop() { return false }
      let limits = Array(bestLevels.prefix(stage))
      let current = relaxation(stage, limits)
      if isProved { publish(current.relaxation.bound, stage) }
      var tries = 0
      while current.relaxation.bound < bestLevels[stage], tries < 1, !shouldStop() {
        let known = bestLevels
        dive(current, stage, round)
        tries += 1
        if bestLevels.prefix(stage) != known.prefix(stage)[...] { return false }
      }
      if current.relaxation.bound < bestLevels[stage] { isProved = false }
    }
    return isProved
  }

  private func publish(_ bound: Int, _ stage: Int) {
    let bound = min(bound, bestLevels[stage])
    prove(Array(bestLevels.prefix(stage)) + [bound] + Array(repeating: 0, count: model.levelCount - stage))
  }

  private func relaxation(
    _ stage: Int, _ limits: [Int]
  ) -> (limits: [Int], types: [Int], relaxation: PatternRelaxation) {
    if let known = relaxations[stage], known.limits == limits { return known }
    let (types, problem) =
      stage < model.levelCount ? model.placement(level: stage, limits: limits) : model.moves(limits: limits)
    let made = (limits: limits, types: types, relaxation: PatternRelaxation(problem))
    made.relaxation.solve(goal: bestLevels[stage], shouldStop: shouldStop)
    relaxations[stage] = made
    return made
  }

  private func dive(
    _ current: (limits: [Int], types: [Int], relaxation: PatternRelaxation), _ stage: Int, _ round: Int
  ) {
    var random = round == 0 ? nil : Optional(generator)
    let patterns = current.relaxation.dive(
      random: &random, rounds: 3 + round, limit: bestLevels[stage] - 1, shouldStop: shouldStop)
    if let random { generator = random }
    guard let patterns else { return }
    take(
      TypePlacement(patterns, of: current.relaxation.problem, types: current.types, in: model))
  }

  private func take(_ placement: TypePlacement) {
    let better = improve(placement)
    let levels = better.levels(in: model)
    if levels.lexicographicallyPrecedes(bestLevels) {
      best = better
      bestLevels = levels
    }
  }
}
