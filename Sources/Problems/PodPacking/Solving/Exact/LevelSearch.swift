import Basics

/// Solves a problem in counts level by level: for each a bound by the pattern relaxation, and placements by rounding it,
/// until every level is proved or it is told to stop.
///
/// A round first takes each level's bound for what can be reached: the last level's relaxation, the moves', with these
/// limits rounds to a placement that is good at all levels at once. Where the limits turn out too tight, the next round
/// takes what is known to be reachable.
final class LevelSearch {
  let model: TypeModel
  private let shouldStop: () -> Bool
  /// Takes a placement, which may lack pods of less important levels, and returns the best known one by level.
  private let improve: (TypePlacement) -> TypePlacement
  private let prove: ([Int]) -> Void
  private(set) var best: TypePlacement
  private(set) var bestLevels: [Int]
  private var random: RandomSource
  private var relaxations: [[Relaxed]]
  /// Levels of the best placement that are known to be optimal, from the most important.
  private(set) var provedCount = 0

  /// A level's relaxation and the limits that it is for.
  private final class Relaxed {
    let limits: [Int]
    let types: [Int]
    let relaxation: PatternRelaxation
    /// By enumeration, where that has raised it.
    var bound = 0
    /// What enumeration may spend, times a base; grows with each try.
    var effort = 1

    init(limits: [Int], types: [Int], relaxation: PatternRelaxation) {
      self.limits = limits
      self.types = types
      self.relaxation = relaxation
    }

    func solve(goal: Int, roundLimit: Int, shouldStop: () -> Bool) {
      if bound < goal { relaxation.solve(goal: goal, roundLimit: roundLimit, shouldStop: shouldStop) }
      bound = max(bound, relaxation.bound)
    }
  }

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
    random = RandomSource(seed: seed)
    relaxations = Array(repeating: [], count: model.levelCount + 1)
  }

  /// - Returns: whether every level is proved.
  func run(roundLimit: Int = .max) -> Bool {
    var round = 0
    while !shouldStop(), round < roundLimit {
      if pass(round) { return true }
      // The first two rounds are the two ways to set limits.
      if round > 1 {
        var search = NeighbourhoodSearch(model, seed: random.next(), shouldStop: shouldStop)
        for _ in 0..<(20 * round) where !shouldStop() {
          if let found = search.improve(best, provedCount: provedCount) { take(found) }
        }
      }
      round += 1
    }
    return false
  }

  /// For problems too large for a relaxation of the whole: bounds by aggregate room, and neighbourhoods until it is told
  /// to stop.
  func runByNeighbourhoods() {
    var search = NeighbourhoodSearch(model, seed: random.next(), shouldStop: shouldStop)
    var boundedLevels: [Int] = []
    while !shouldStop() {
      if boundedLevels != bestLevels {
        boundedLevels = bestLevels
        boundByAggregates()
        if provedCount > model.levelCount { return }
      }
      for _ in 0..<50 where !shouldStop() {
        if let found = search.improve(best, provedCount: provedCount) {
          take(found)
          break
        }
      }
    }
  }

  private func boundByAggregates() {
    provedCount = 0
    for stage in 0..<model.levelCount where provedCount == stage && !shouldStop() {
      let limits = Array(bestLevels.prefix(stage))
      var bound = 0
      if bestLevels[stage] > 0 {
        let scaled = AggregateBound(model.placement(level: stage, limits: limits).problem).scaledBound
        bound = max(0, (scaled + PatternRelaxation.scale - 1) / PatternRelaxation.scale)
      }
      publish(bound, stage)
      if bound >= bestLevels[stage] { provedCount = stage + 1 }
    }
    if provedCount == model.levelCount, bestLevels[model.levelCount] == 0 {
      provedCount += 1
      publish(0, model.levelCount)
    }
  }

  /// Once through the levels.
  private func pass(_ round: Int) -> Bool {
    var limits: [Int] = []
    provedCount = 0
    for stage in 0...model.levelCount {
      if shouldStop() { return false }
      let current = relaxation(stage, limits, round)
      var bound = current.bound
      let isReached = bestLevels.prefix(stage) == limits[...]
      if isReached, provedCount == stage { publish(bound, stage) }
      if !isReached || bound < bestLevels[stage] {
        if stage == model.levelCount || isReached { dive(current, stage, round) }
        if isReached, bestLevels.prefix(stage) == limits[...], bound < bestLevels[stage] {
          enumerate(current)
          bound = current.bound
          if provedCount == stage { publish(bound, stage) }
        }
      }
      if bestLevels.prefix(stage) == limits[...], bound >= bestLevels[stage] {
        if provedCount == stage { provedCount = stage + 1 }
        limits.append(bestLevels[stage])
      } else {
        limits.append(round & 1 == 0 ? bound : max(bound, bestLevels[stage]))
      }
    }
    return provedCount > model.levelCount
  }

  private func publish(_ bound: Int, _ stage: Int) {
    let bound = min(bound, bestLevels[stage])
    prove(Array(bestLevels.prefix(stage)) + [bound] + Array(repeating: 0, count: model.levelCount - stage))
  }

  private func relaxation(_ stage: Int, _ limits: [Int], _ round: Int) -> Relaxed {
    // A level of unplaced pods need not be exact at first: the last level rounds to good placements all the same.
    let roundLimit = stage < model.levelCount ? 60 << min(round * 2, 20) : .max
    if let known = relaxations[stage].first(where: { $0.limits == limits }) {
      known.solve(goal: bestLevels[stage], roundLimit: roundLimit, shouldStop: shouldStop)
      return known
    }
    let (types, problem) =
      stage < model.levelCount ? model.placement(level: stage, limits: limits) : model.moves(limits: limits)
    let made = Relaxed(limits: limits, types: types, relaxation: PatternRelaxation(problem))
    for placement in [TypePlacement(nodes: model.homes), best] { made.relaxation.add(placement, types: types) }
    if stage < model.levelCount { made.relaxation.startFromAggregate() }
    made.solve(
      goal: bestLevels.prefix(stage) == limits[...] ? bestLevels[stage] : .max, roundLimit: roundLimit,
      shouldStop: shouldStop)
    if relaxations[stage].count > 3 { relaxations[stage].removeFirst() }
    relaxations[stage].append(made)
    return made
  }

  private func dive(_ current: Relaxed, _ stage: Int, _ round: Int) {
    var choice = round < 2 ? nil : Optional(random)
    let isReached = bestLevels.prefix(stage) == current.limits[...]
    let patterns = current.relaxation.dive(
      random: &choice, rounds: 3 + round / 2, limit: isReached ? bestLevels[stage] - 1 : .max, shouldStop: shouldStop)
    if let choice { random = choice }
    guard let patterns else { return }
    take(TypePlacement(patterns, of: current.relaxation.problem, types: current.types, in: model))
  }

  /// Tries all combinations of the patterns that a solution as good as the bound may use: either there is one, or the
  /// bound rises.
  private func enumerate(_ current: Relaxed) {
    guard current.relaxation.hasConverged else { return }
    let goal = current.bound
    let enumeration = PatternEnumeration(current.relaxation, shouldStop: shouldStop)
    let effort = current.effort
    current.effort = min(effort * 4, 4096)
    switch enumeration.search(
      current.relaxation, goal: goal, patternLimit: 1000 * effort, workLimit: 10_000 * effort)
    {
    case .found(let patterns):
      take(TypePlacement(patterns, of: current.relaxation.problem, types: current.types, in: model))
    case .refuted: current.bound = goal + 1
    case .limit: break
    }
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
