import Basics

/// From a schedule to better ones: all of it is built again in the order of its times, with some activities moved in
/// that order and free to be done in another way.
///
/// - Source: Ruiz, Stützle 2007, "A simple and effective iterated greedy algorithm for the permutation flowshop scheduling
///   problem".
final class ScheduleImprovement {
  private let builder: ScheduleBuilder
  private var random: RandomSource
  /// The values that variables have before anything is placed.
  private let base: [Int]
  private(set) var best: [Int] = []
  private(set) var bestCost = Int.max
  /// The schedule that the next one is made of: by unit its time, and its way.
  private var times: [Int]
  private var ways: [Int]
  private var cost = Int.max
  private var failures = 0

  /// Builds without a gain after which it goes back to the best one.
  private static let patience = 200

  /// nil where the model has no resource over time.
  init?(_ model: JumpModel, base: [Int], seed: UInt64) {
    random = RandomSource(seed: seed)
    guard let builder = ScheduleBuilder(JumpState(model, seed: random.next())) else { return nil }
    self.builder = builder
    self.base = base
    times = [Int](repeating: 0, count: builder.count)
    ways = [Int](repeating: -1, count: builder.count)
  }

  var work: Int { builder.state.work }

  /// Starts from a solution.
  func start(_ values: [Int], _ cost: Int) {
    best = values
    bestCost = cost
    readBest()
  }

  private func readBest() {
    cost = bestCost
    read { best[$0] }
    failures = 0
  }

  /// Takes times and ways from an assignment.
  private func read(_ value: (Int) -> Int) {
    for (number, unit) in builder.units.units.enumerated() {
      ways[number] = unit.choices.firstIndex { value($0.presence) == $0.holdsAt } ?? -1
      let starts = ways[number] >= 0 ? unit.choices[ways[number]].starts : unit.starts
      times[number] = starts.map(value).min() ?? 0
    }
  }

  /// - Returns: whether the best solution got better.
  func run(_ budget: Int) -> Bool {
    let end = work + budget
    let before = bestCost
    while work < end { attempt() }
    return bestCost < before
  }

  private func attempt() {
    let state = builder.state
    var (keys, free) = (times.map { 16 * $0 }, ways)
    perturb(&keys, &free)
    state.load(base)
    builder.build(keys: keys, ways: free)
    state.work += base.count
    if state.violated.isEmpty, state.cost <= cost + random.below(2) * slack {
      cost = state.cost
      read { state.values[$0] }
      failures = 0
    }
    guard state.violated.isEmpty, state.cost < bestCost else {
      failures += 1
      if failures >= Self.patience { readBest() }
      return
    }
    bestCost = state.cost
    best = (0..<state.values.count).map { state.values[$0] }
  }

  /// What a schedule may be worse than the one before.
  private var slack: Int { random.below(4) == 0 ? max(1, abs(bestCost) / 200) : 0 }

  /// Some activities of a stretch of time, or of all, get a place nearby in the order; half of them any way.
  private func perturb(_ keys: inout [Int], _ free: inout [Int]) {
    let count = keys.count
    let latest = times.max() ?? 0
    let moved = 1 + random.below(min(count, random.below(2) == 0 ? 4 : 4 + count / 10))
    let reach = 16 * (1 + latest / (2 << random.below(5)))
    let center = times[random.below(count)]
    let isLocal = random.below(2) == 0
    for _ in 0..<moved {
      let unit = random.below(count)
      if isLocal, abs(times[unit] - center) > reach / 16 { continue }
      keys[unit] += random.within(-min(reach, 1 << 30)...min(reach, 1 << 30))
      switch random.below(4) {
      case 0: free[unit] = -1
      case 1: free[unit] = random.below(max(1, builder.units.units[unit].choices.count))
      default: break
      }
    }
  }
}
