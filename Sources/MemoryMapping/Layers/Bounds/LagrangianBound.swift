import Basics

/// An upper bound of the time that can be saved: capacity, supplies and caps are relaxed at a price, after which each
/// unit is optimised by itself, and the prices are chosen by a subgradient method such that the bound is low.
///
/// What is relaxed are the sums: bytes at each instruction whatever the addresses, copy time of each instruction over
/// all copies. The bound is that of the linear relaxation with a column for each way of each unit.
/// - Source: Held, Wolfe, Crowder 1974, "Validation of subgradient optimization"; the direction is deflected as in
///   Camerini, Fratta, Maffioli 1975, "On improving relaxation methods by modified gradient techniques".
struct LagrangianBound: ~Copyable {
  let units: LayerUnits
  private(set) var pricing: UnitPricing
  private let prices: ResourcePrices
  /// The prices of the best bound.
  let bestPrices: ResourcePrices
  /// The best bound since the last reset, in time saved, not rounded.
  private(set) var best = Double.infinity
  /// How often each event was in fast memory lately, 0 ... 1.
  let served: Buffer<Double>
  /// When copies in for each event began lately, on average, and how far from that; as in `UnitPricing.earliestStart`.
  let startMean: Buffer<Double>
  let startSpread: Buffer<Double>

  private let load: Buffer<Double>
  private let supply: Buffer<Double>
  private let earned: Buffer<Double>
  /// As in `UnitPricing.addUsage`; not a number where the event is in slow memory.
  private let startNow: Buffer<Float>
  // The direction of each kind of multiplier.
  private let holdDirection: Buffer<Double>
  private let copyDirection: Buffer<Double>
  private let shareDirection: Buffer<Double>
  /// Whether an instruction's benefits can exceed its cap.
  private let isCapped: Buffer<Bool>

  /// The weight of the newest subgradient in the direction.
  private static let freshness = 0.3
  /// The weight of the newest relaxed solution in the averages.
  private static let memory = 0.1

  init(_ units: LayerUnits) {
    let (instructions, events) = (units.instructionCount, units.events.count)
    self.units = units
    pricing = UnitPricing(units)
    prices = ResourcePrices(instructionCount: instructions)
    bestPrices = ResourcePrices(instructionCount: instructions)
    served = Buffer(repeating: 0.5, count: events)
    load = Buffer(repeating: 0, count: instructions + 1)
    supply = Buffer(repeating: 0, count: instructions)
    earned = Buffer(repeating: 0, count: instructions)
    startNow = Buffer(repeating: 0, count: events)
    startMean = Buffer(repeating: 0, count: events)
    startSpread = Buffer(repeating: 0, count: events)
    holdDirection = Buffer(repeating: 0, count: instructions)
    copyDirection = Buffer(repeating: 0, count: instructions)
    shareDirection = Buffer(repeating: 0, count: instructions)
    isCapped = Buffer(repeating: false, count: instructions)
    let most = Buffer(repeating: 0, count: instructions)
    for index in 0..<events {
      let event = units.events[index]
      most[event.time] += min(event.gain, units.baseTime[event.time])
    }
    for time in 0..<instructions { isCapped[time] = most[time] > units.baseTime[time] }
  }

  /// The bound as an integer, with room for rounding errors, which are far smaller.
  static func rounded(_ bound: Double) -> Int {
    bound == -.infinity ? .min : Int((bound + 1e-6 + 1e-10 * bound.magnitude).rounded(.down))
  }

  /// Prices in the form in which the search uses them.
  func searchPrices() -> Prices {
    let hold = Buffer(repeating: 0.0, count: units.instructionCount)
    let copy = Buffer(repeating: 0.0, count: units.instructionCount)
    for time in 0..<units.instructionCount {
      hold[time] = bestPrices.hold[time] / Double(max(1, units.capacity))
      copy[time] = units.supply[time] > 0 ? bestPrices.copy[time] / Double(units.supply[time]) : 0
    }
    return Prices(hold: hold, copy: copy)
  }

  /// Starts anew from `start`.
  mutating func reset(to start: borrowing ResourcePrices) {
    prices.assign(start)
    best = .infinity
    holdDirection.fill(0)
    copyDirection.fill(0)
    shareDirection.fill(0)
  }

  /// Goes on until the bound stops falling.
  ///
  /// - Parameters:
  ///   - target: a time that can be saved; there is no use in going below.
  ///   - step: the first step, as a share of the way to the target.
  mutating func improve(iterations: Int, target: Int, step first: Double = 1, shouldStop: () -> Bool) {
    var step = first
    var idle = 0
    var level = best
    for iteration in 0..<iterations {
      let value = evaluate()
      if value < best {
        best = value
        bestPrices.assign(prices)
      }
      if Self.rounded(best) <= target || shouldStop() { return }
      if best < level - 1e-4 * level.magnitude {
        level = best
        idle = 0
      } else {
        idle += 1
        if idle >= 12 {
          step *= 0.6
          idle = 0
          prices.assign(bestPrices)
          if step < 0.002 { return }
        }
      }
      // Slightly below the bound where nothing is known yet.
      let goal = max(Double(target), 0.9 * best)
      move(value, goal, step, isFirst: iteration == 0)
    }
  }

  /// The bound at the current prices.
  private mutating func evaluate() -> Double {
    pricing.setPrices(prices)
    load.fill(0)
    supply.fill(0)
    earned.fill(0)
    startNow.fill(.nan)
    var bound = 0.0
    for time in 0..<units.instructionCount {
      bound += prices.hold[time] + prices.copy[time] + (1 - prices.share[time]) * Double(units.baseTime[time])
    }
    for unit in 0..<units.unitCount {
      let value = pricing.value(of: unit)
      if value == -.infinity { return -.infinity }
      bound += value
      pricing.addUsage(of: unit, load: load, supply: supply, earned: earned, starts: startNow)
    }
    for index in 0..<units.events.count {
      let start = Double(startNow[index])
      served[index] += Self.memory * ((start.isNaN ? 0 : 1) - served[index])
      guard !start.isNaN else { continue }
      startMean[index] += Self.memory * (start - startMean[index])
      startSpread[index] += Self.memory * ((start - startMean[index]).magnitude - startSpread[index])
    }
    return bound
  }

  /// A step along the deflected subgradient.
  private func move(_ value: Double, _ goal: Double, _ step: Double, isFirst: Bool) {
    let capacity = Double(max(1, units.capacity))
    var norm = 0.0
    var bytes = 0.0
    for time in 0..<units.instructionCount {
      bytes += load[time]
      let hold = bytes / capacity - 1
      // Nothing is below 0: a price that is there already does not count.
      holdDirection[time] += Self.freshness * (hold - holdDirection[time])
      if prices.hold[time] > 0 || holdDirection[time] > 0 { norm += holdDirection[time] * holdDirection[time] }
      if units.supply[time] > 0 {
        let copy = supply[time] / Double(units.supply[time]) - 1
        copyDirection[time] += Self.freshness * (copy - copyDirection[time])
        if prices.copy[time] > 0 || copyDirection[time] > 0 { norm += copyDirection[time] * copyDirection[time] }
      }
      if isCapped[time], units.baseTime[time] > 0 {
        let share = earned[time] / Double(units.baseTime[time]) - 1
        shareDirection[time] += Self.freshness * (share - shareDirection[time])
        norm += shareDirection[time] * shareDirection[time]
      }
    }
    guard norm > 1e-12 else { return }
    let length = step * (value - goal) / norm
    for time in 0..<units.instructionCount {
      prices.hold[time] = max(0, prices.hold[time] + length * holdDirection[time])
      prices.copy[time] = max(0, prices.copy[time] + length * copyDirection[time])
      if isCapped[time], units.baseTime[time] > 0 {
        let change = length * shareDirection[time] / Double(units.baseTime[time])
        prices.share[time] = min(1, max(0, prices.share[time] - change))
      }
    }
  }
}
