import Basics

/// From a solution to better ones: chains of moves that end in a solution again, accepted below a threshold that falls.
///
/// A chain starts with a random move, mostly one that the objective likes, and repairs what that breaks at the least
/// price. What it gave room to is then tried for gains. Thresholds fall in cycles that get longer, so that losses are
/// accepted at a rate that falls to none.
/// - Source: Dueck, Scheuer 1990, "Threshold accepting"; rates: Lam, Delosme 1988, "Performance of a new annealing
///   schedule".
final class ChainImprovement {
  let state: JumpState
  private let chain: Chain
  private var random: RandomSource
  /// Variables with a cost.
  private var priced = Buffer<Int32>()
  /// Variables by the order of magnitude of their rows' number: a few that decide much are not lost among many.
  private let classes: Grouped<Int32>
  /// The classes that are not empty.
  private var sizes: [Int] = []
  private(set) var best: [Int] = []
  private(set) var bestCost = Int.max
  private var cost = Int.max
  /// Where the thresholds' cycle is, and how long it is.
  private var step = 0
  private var cycle = ChainImprovement.shortestCycle
  private var threshold = 0.0
  /// The threshold that the last cycle found for its start.
  private var firstThreshold = 0.0
  /// Which share of losses is accepted at the start of the cycle.
  private var rate = 0.2
  /// Losses met and accepted since the threshold was set.
  private var losses = 0
  private var acceptedLosses = 0
  /// The mean price of a variable, the scale of all weights here.
  private let unit: Double
  private var arms: [Arm] = []

  private static let rates = [0.05, 0.15, 0.3]
  /// Steps between two settings of the threshold, and by how much one changes it.
  private static let window = 32
  private static let thresholdStep = 1.1
  private static let shortestCycle = 2_000
  private static let longestCycle = 400_000
  /// Trials for gains after a chain.
  private static let mostTrials = 200
  /// A variable with so many rows gives room to much, such as a place that is opened: that is always looked at.
  private static let manyRows = 16
  /// How far weights of rows that chains could not repair grow.
  private static let largestWeight = 30.0

  init(_ model: JumpModel, seed: UInt64) {
    random = RandomSource(seed: seed)
    state = JumpState(model, seed: random.next())
    chain = Chain(state)
    state.costFactor = 1
    var sum = 0.0
    for place in 0..<model.movable.count {
      let variable = Int(model.movable[place])
      if model.cost[variable] == 0 { continue }
      priced.append(Int32(variable))
      sum += Double(abs(model.cost[variable]))
    }
    classes = Grouped(groups: Int.bitWidth + 1, count: model.movable.count) { place in
      let rows = model.columns.range(of: Int(model.movable[place])).count
      return (Int.bitWidth - rows.leadingZeroBitCount, model.movable[place])
    }
    for size in 0..<classes.groups where !classes.range(of: size).isEmpty { sizes.append(size) }
    unit = priced.isEmpty ? 1 : sum / Double(priced.count)
    state.resetWeights(2 * unit)
    for width in [6, 48] {
      arms.append(Arm(width: width, freeTrials: 0, repairedTrials: 0))
      arms.append(Arm(width: width, freeTrials: Self.mostTrials, repairedTrials: 0))
      arms.append(Arm(width: width, freeTrials: Self.mostTrials, repairedTrials: Self.mostTrials))
    }
  }

  /// Starts from a solution.
  func start(_ values: [Int], _ cost: Int) {
    state.load(values)
    assert(state.violated.isEmpty && state.cost == cost, "not a solution")
    best = values
    bestCost = cost
    self.cost = cost
    step = 0
    cycle = Self.shortestCycle
    threshold = unit / 4
    firstThreshold = threshold
  }

  /// - Returns: whether the best solution got better.
  func run(_ budget: Int) -> Bool {
    let end = state.work + budget
    let before = bestCost
    while state.work < end {
      if step % Self.window == 0 { setThreshold() }
      attempt()
      state.work += 1
      step += 1
      if step < cycle { continue }
      step = 0
      cycle = min(cycle * 3 / 2, Self.longestCycle)
      rate = Self.rates[random.below(Self.rates.count)]
      threshold = firstThreshold
      if random.below(2) == 0 {
        state.load(best)
        cost = bestCost
      }
    }
    return bestCost < before
  }

  /// Brings the share of losses that are accepted to the one that this part of the cycle is to have.
  private func setThreshold() {
    let rest = Double(cycle - step) / Double(cycle)
    let aim = rate * rest * rest
    if losses > 0 {
      threshold *= Double(acceptedLosses) > aim * Double(losses) ? 1 / Self.thresholdStep : Self.thresholdStep
      threshold = max(threshold, 1e-3 * unit)
    }
    (losses, acceptedLosses) = (0, 0)
    // A tenth of a cycle is what it needs to settle.
    if rest > 0.9 { firstThreshold = threshold }
  }

  /// One way of making chains, and what it has done.
  private struct Arm {
    /// How many variables of a row are tried for a repair.
    var width: Int
    /// Trials for gains that break nothing, and for gains that need repairs.
    var freeTrials: Int
    var repairedTrials: Int
    var work = 1
    var share = 1.0
  }

  /// The arm that has had the least work for its share.
  private func nextArm() -> Int {
    var best = 0
    for arm in arms.indices.dropFirst()
    where Double(arms[arm].work) * arms[best].share < Double(arms[best].work) * arms[arm].share { best = arm }
    return best
  }

  private func attempt() {
    let arm = nextArm()
    let (workBefore, costBefore) = (state.work, bestCost)
    chain.width = arms[arm].width
    attempt(arms[arm])
    arms[arm].work += state.work - workBefore + 1
    if bestCost < costBefore {
      // The shares of arms fade towards equal ones.
      for other in arms.indices { arms[other].share = 1 + 0.9 * (arms[other].share - 1) }
      arms[arm].share += 0.3
    }
  }

  private func attempt(_ arm: Arm) {
    chain.begin()
    guard let (variable, value) = firstMove() else { return }
    chain.move(variable, to: value, changing: state.change(variable, to: value))
    // Most chains are short; some may be long, and those of a variable with many rows may be as long as these are many.
    let rows = state.model.columns.range(of: variable).count
    let moves = max(6 << min(random.next().trailingZeroBitCount, 7), random.below(2) * 2 * rows)
    guard chain.repair(moves: moves) else {
      let stuck = chain.stuck
      chain.undo(to: 0, total: 0)
      state.multiplyWeight(stuck, by: 1.05, atMost: Self.largestWeight * unit)
      return
    }
    if rows >= Self.manyRows {
      takeGains(Self.mostTrials, Self.mostTrials)
    } else if arm.freeTrials > 0 {
      takeGains(arm.freeTrials, arm.repairedTrials)
    }
    // A violation too small beside the cost is seen by none but this.
    guard state.violated.isEmpty else { return chain.undo(to: 0, total: 0) }
    let now = state.cost
    if now > cost {
      losses += 1
      let u = random.unit()
      if Double(now - cost) > 3 * threshold * u * u { return chain.undo(to: 0, total: 0) }
      acceptedLosses += 1
    }
    cost = now
    if now < bestCost {
      bestCost = now
      best = (0..<state.values.count).map { state.values[$0] }
    }
  }

  // MARK: First moves

  private func firstMove() -> (variable: Int, value: Int)? {
    let model = state.model
    if priced.isEmpty || model.movable.isEmpty { return nil }
    let likesCheap = random.below(4) < 2
    for _ in 0..<16 {
      let variable = firstVariable(isPriced: likesCheap || random.below(2) == 0)
      let present = state.values[variable]
      let (lower, upper) = (model.lower[variable], model.upper[variable])
      let isUp: Bool
      if likesCheap {
        isUp = model.cost[variable] < 0
        if present == (isUp ? upper : lower) { continue }
      } else {
        isUp = present == lower || (present < upper && random.below(2) == 0)
      }
      let value = state.nearestAllowed(variable, to: present + distance(isUp ? upper - present : lower - present))
      if value != present { return (variable, value) }
    }
    return nil
  }

  /// A random variable: of a random class, of those with a cost, or of all.
  private func firstVariable(isPriced: Bool) -> Int {
    if random.below(2) == 0 {
      let range = classes.range(of: sizes[random.below(sizes.count)])
      return Int(classes[range.lowerBound + random.below(range.count)])
    }
    if !isPriced { return Int(state.model.movable[random.below(state.model.movable.count)]) }
    return Int(priced[random.below(priced.count)])
  }

  /// One step, all the way, or something between.
  private func distance(_ most: Int) -> Int {
    if abs(most) == 1 { return most }
    switch random.below(3) {
    case 0: return most.signum()
    case 1: return most
    default: return most.signum() * (1 + random.below(min(abs(most), 1 << 31)))
    }
  }

  // MARK: Gains

  /// Moves variables into the room that the chain made, where that gains with all repairs.
  private func takeGains(_ freeTrials: Int, _ repairedTrials: Int) {
    var (trials, repaired) = (freeTrials, repairedTrials)
    while trials > 0, !state.loosened.isEmpty {
      let row = state.loosened[state.loosened.count - 1]
      state.loosened.remove(row)
      let range = state.model.terms.range(of: row)
      if range.isEmpty { continue }
      var place = range.lowerBound + random.below(range.count)
      for _ in 0..<min(range.count, trials) {
        if trials == 0 { break }
        let term = state.model.terms[place]
        place = place + 1 == range.upperBound ? range.lowerBound : place + 1
        trials -= 1
        tryGain(row, term, &repaired)
      }
    }
  }

  private func tryGain(_ number: Int, _ term: RowTerm, _ repairedTrials: inout Int) {
    let variable = Int(term.variable)
    if !chain.mayMove(variable) { return }
    let row = state.rows[number]
    let model = state.model
    let present = state.values[variable]
    let size = abs(term.coefficient)
    // The side with room: what a move may use.
    let roomAbove = row.high < Row.infinity ? (row.high - row.activity) / size : 0
    let roomBelow = row.low > -Row.infinity ? (row.activity - row.low) / size : 0
    let price = model.cost[variable]
    let rises = term.coefficient > 0
    var value = present
    if roomAbove > 0, price <= 0 || !rises || row.low == -Row.infinity {
      value = rises ? min(model.upper[variable], present + roomAbove) : max(model.lower[variable], present - roomAbove)
    }
    if value == present, roomBelow > 0 {
      value = rises ? max(model.lower[variable], present - roomBelow) : min(model.upper[variable], present + roomBelow)
    }
    value = state.nearestAllowed(variable, to: value)
    if value == present { return }
    let change = state.change(variable, to: value)
    let costChange = Double(price) * Double(value - present)
    let breaks = change - costChange > 1e-9 * abs(costChange)
    if breaks ? repairedTrials == 0 : costChange >= 0 { return }
    let (length, total, costBefore, loosened) = (chain.length, chain.total, state.cost, state.loosened.count)
    chain.move(variable, to: value, changing: change)
    if !breaks { return }
    repairedTrials -= 1
    if !chain.repair(moves: 3) || state.cost >= costBefore {
      chain.undo(to: length, total: total)
      state.raised.removeAll()
      state.loosened.truncate(to: loosened)
    }
  }
}
