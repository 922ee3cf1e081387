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
  /// The best placement known anywhere.
  private let news: () -> TypePlacement
  /// Takes a placement, which may lack pods of less important levels, and returns the best known one by level.
  private let improve: (TypePlacement) -> TypePlacement
  private let prove: ([Int]) -> Void
  /// The best bound proved anywhere, by level; empty for none.
  private let proved: () -> [Int]
  private(set) var best: TypePlacement
  private(set) var bestLevels: [Int]
  private var random: RandomSource
  private var relaxations: [[Relaxed]]
  /// The last placement by rounding for the level of moves, with the limits that it is for.
  private var rounded: (limits: [Int], placement: TypePlacement)?
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
    /// Made when it is first looked for perfect fillings; nil where there may be too many.
    private(set) lazy var filling = PerfectFilling(relaxation.problem)
    /// How far perfect fillings are looked for next; 0 where that is no use.
    var fillingEffort = 1 << 22

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
    _ model: TypeModel, seed: UInt64, shouldStop: @escaping () -> Bool,
    news: @escaping () -> TypePlacement, improve: @escaping (TypePlacement) -> TypePlacement,
    proved: @escaping () -> [Int], prove: @escaping ([Int]) -> Void
  ) {
    self.model = model
    self.shouldStop = shouldStop
    self.improve = improve
    self.proved = proved
    self.prove = prove
    self.news = news
    best = news()
    bestLevels = best.levels(in: model)
    random = RandomSource(seed: seed)
    relaxations = Array(repeating: [], count: model.levelCount + 1)
  }

  /// Bounds and placements at all levels.
  ///
  /// - Returns: whether every level is proved.
  func run(roundLimit: Int = .max) -> Bool {
    var round = 0
    while !shouldStop(), round < roundLimit {
      keep(news())
      if pass(round) { return true }
      refine(round)
      round += 1
    }
    return false
  }

  /// Placements only, for a worker beside one that runs the whole: by limits that are reached, and in every other round
  /// one pod fewer unplaced in the first level that is not proved.
  func runForPlacements() {
    var round = 0
    while !shouldStop() {
      keep(news())
      provedCount = zip(proved(), bestLevels).prefix { $0 == $1 }.count
      if provedCount > model.levelCount { return }
      var limits = Array(bestLevels.prefix(model.levelCount))
      if round & 1 == 1, provedCount < model.levelCount, limits[provedCount] > 0 {
        limits[provedCount] -= 1
        for lower in provedCount + 1..<max(provedCount + 1, model.levelCount) { limits[lower] = .max }
      }
      let current = relaxation(model.levelCount, limits, round, roundLimit: 40 << min(round, 20))
      if provedCount == model.levelCount, limits == Array(bestLevels.prefix(model.levelCount)) {
        publish(current.bound, model.levelCount)
      }
      dive(current, model.levelCount, max(round, 2))
      refine(round + 1)
      round += 1
    }
  }

  /// Neighbourhoods of the best placement, and of the last one that relaxation and rounding alone have made: that one is
  /// good at the moves, but may leave a pod out too many.
  private func refine(_ round: Int) {
    var search = NeighbourhoodSearch(model, seed: random.next(), shouldStop: shouldStop)
    if let whole = relaxations[model.levelCount].last { search.fillPool(whole.relaxation, types: whole.types) }
    let tries = 20 * (round + 1)
    if let (limits, start) = rounded {
      var current = start
      for _ in 0..<tries where !shouldStop() {
        guard let next = search.approach(limits, from: current) else { continue }
        current = next
        if next.levels(in: model).lexicographicallyPrecedes(bestLevels) { take(next) }
      }
      rounded = (limits, current)
    }
    for _ in 0..<tries where !shouldStop() {
      if let found = search.improve(best, provedCount: provedCount) { take(found) }
    }
  }

  /// For problems too large for a relaxation of the whole: bounds by aggregate room, and neighbourhoods until it is told
  /// to stop.
  func runByNeighbourhoods() {
    var search = NeighbourhoodSearch(model, seed: random.next(), shouldStop: shouldStop)
    var boundedLevels: [Int] = []
    while !shouldStop() {
      keep(news())
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
      if stage < model.levelCount, bestLevels.prefix(stage) == limits[...], provedCount == stage {
        let known = proved()
        if known.count > stage, known.prefix(stage + 1) == bestLevels.prefix(stage + 1) {
          provedCount = stage + 1
          limits.append(bestLevels[stage])
          continue
        }
      }
      let current = relaxation(stage, limits, round)
      var bound = current.bound
      let isReached = bestLevels.prefix(stage) == limits[...]
      if isReached, provedCount == stage { publish(bound, stage) }
      if bound == 0, stage < model.levelCount, bestLevels[stage] > 0, limits.allSatisfy({ $0 == 0 }) {
        fill(current)
        bound = current.bound
        if isReached, provedCount == stage { publish(bound, stage) }
      }
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

  private func relaxation(_ stage: Int, _ limits: [Int], _ round: Int, roundLimit: Int? = nil) -> Relaxed {
    // A level of unplaced pods need not be exact at first: the last level rounds to good placements all the same.
    let roundLimit = roundLimit ?? (stage < model.levelCount ? 60 << min(round, 20) : .max)
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
    let placement = TypePlacement(patterns, of: current.relaxation.problem, types: current.types, in: model)
    if stage == model.levelCount { rounded = (current.limits, placement) }
    take(placement)
  }

  /// Tries all combinations of the patterns that a solution as good as the bound may use: either there is one, or the
  /// bound rises.
  private func enumerate(_ current: Relaxed) {
    guard current.relaxation.hasConverged else { return }
    let goal = current.bound
    let enumeration = PatternEnumeration(current.relaxation, goal: goal, shouldStop: shouldStop)
    let effort = current.effort
    current.effort = min(effort * 4, 1024)
    switch enumeration.search(patternLimit: 2000 * effort, workLimit: 100 * effort) {
    case .found(let patterns):
      take(TypePlacement(patterns, of: current.relaxation.problem, types: current.types, in: model))
    case .refuted: current.bound = goal + 1
    case .limit: break
    }
  }

  /// Where the pods take up nearly all of the room: whether they can all be placed.
  private func fill(_ current: Relaxed) {
    guard current.fillingEffort > 0 else { return }
    switch current.filling?.search(workLimit: current.fillingEffort, shouldStop: shouldStop) {
    case .refuted: current.bound = 1
    case .limit: current.fillingEffort *= 8
    case .open, nil: current.fillingEffort = 0
    }
  }

  private func take(_ placement: TypePlacement) {
    keep(improve(placement))
  }

  private func keep(_ better: TypePlacement) {
    let levels = better.levels(in: model)
    if levels.lexicographicallyPrecedes(bestLevels) {
      best = better
      bestLevels = levels
    }
  }
}
