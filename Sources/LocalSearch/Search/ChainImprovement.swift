import Basics

/// From a solution to better ones: chains of moves that end in a solution again, accepted below a threshold that falls.
///
/// A chain starts with a random move, mostly one that the objective likes, and repairs what that breaks at the least
/// price. What it gave room to is then tried for gains. Thresholds fall in cycles that get longer.
/// - Source: Dueck, Scheuer 1990, "Threshold accepting".
final class ChainImprovement {
  let state: JumpState
  private let chain: Chain
  private var random: RandomSource
  /// Variables with a cost.
  private var priced = Buffer<Int32>()
  private(set) var best: [Int] = []
  private(set) var bestCost = Int.max
  private var cost = Int.max
  /// Where the thresholds' cycle is, and how long it is.
  private var step = 0
  private var cycle = ChainImprovement.shortestCycle
  private var threshold = 0.0
  /// How much worse a solution that a chain leads to is, on average.
  private var meanLoss = 0.0
  private let unit: Double

  private static let shortestCycle = 2_000
  private static let longestCycle = 400_000
  /// Trials for gains after a chain.
  private static let mostTrials = 48
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
    unit = priced.isEmpty ? 1 : sum / Double(priced.count)
    state.resetWeights(2 * unit)
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
    meanLoss = unit
  }

  /// - Returns: whether the best solution got better.
  func run(_ budget: Int) -> Bool {
    let end = state.work + budget
    let before = bestCost
    while state.work < end {
      if step % 64 == 0 {
        let share = Double(cycle - step) / Double(cycle)
        threshold = 0.7 * meanLoss * share * share
      }
      attempt()
      state.work += 1
      step += 1
      if step < cycle { continue }
      step = 0
      cycle = min(cycle * 3 / 2, Self.longestCycle)
      if random.below(2) == 0 {
        state.load(best)
        cost = bestCost
      }
    }
    return bestCost < before
  }

  private func attempt() {
    chain.begin()
    guard let (variable, value) = firstMove() else { return }
    chain.move(variable, to: value, changing: state.change(variable, to: value))
    // Most chains are short; some may be long.
    let moves = 3 << min(random.next().trailingZeroBitCount, 7)
    guard chain.repair(moves: moves) else {
      let stuck = chain.stuck
      chain.undo(to: 0, total: 0)
      state.multiplyWeight(stuck, by: 1.05, atMost: Self.largestWeight * unit)
      return
    }
    takeGains()
    let now = state.cost
    if now > cost {
      meanLoss += 0.001 * (Double(now - cost) - meanLoss)
      let u = random.unit()
      if Double(now - cost) > 3 * threshold * u * u { return chain.undo(to: 0, total: 0) }
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
      let isPriced = likesCheap || random.below(2) == 0
      let variable = Int(
        isPriced ? priced[random.below(priced.count)] : model.movable[random.below(model.movable.count)])
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
  private func takeGains() {
    var trials = Self.mostTrials
    while trials > 0, !state.loosened.isEmpty {
      let row = state.loosened[state.loosened.count - 1]
      state.loosened.remove(row)
      let range = state.model.terms.range(of: row)
      var place = range.lowerBound + random.below(range.count)
      for _ in 0..<min(range.count, Self.mostTrials) {
        if trials == 0 { break }
        let term = state.model.terms[place]
        place = place + 1 == range.upperBound ? range.lowerBound : place + 1
        trials -= tryGain(row, term) ? 1 : 0
      }
    }
  }

  /// - Returns: whether it was worth a trial.
  private func tryGain(_ number: Int, _ term: RowTerm) -> Bool {
    let variable = Int(term.variable)
    if !chain.mayMove(variable) { return false }
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
    if value == present { return false }
    let change = state.change(variable, to: value)
    let costChange = Double(price) * Double(value - present)
    let breaks = change - costChange > 1e-9 * abs(costChange)
    if !breaks && costChange >= 0 { return true }
    let (length, total, costBefore) = (chain.length, chain.total, state.cost)
    chain.move(variable, to: value, changing: change)
    if !breaks { return true }
    if !chain.repair(moves: 3) || state.cost >= costBefore {
      chain.undo(to: length, total: total)
      state.raised.removeAll()
    }
    return true
  }
}
