import Basics

/// The pricing problem of node patterns: the most profitable set of pods that fits one node, by depth-first branch and
/// bound over pods in the order of profit for surrogate size.
///
/// Several resources are folded into one by multipliers; a fractional filling of that one capacity bounds the profit of
/// any completion. Profits are integers, so a value is exact, and where the work limit ends the search the bound that is
/// returned is still valid.
///
/// - Source: bound: Martello, Toth 1990, "Knapsack Problems", chapter 2; surrogates: Glover 1975, "Surrogate constraint
///   duality in mathematical programming".
final class NodeKnapsack {
  struct Item: BitwiseCopyable {
    var type: Int32
    var isHome: Bool
    var count: Int32
    var profit: Int
    /// Σ over dimensions of multiplier × request.
    var size: Double
    var efficiency: Double
  }

  struct Copies: BitwiseCopyable {
    var type: Int32
    var count: Int32
    var homeCount: Int32
  }

  let problem: PatternProblem
  private let dimensions: Int
  private let request: Buffer<Int>
  /// Copies that may still be wanted, per type.
  let demand: Buffer<Int>
  private var items = Buffer<Item>()
  private var used: Buffer<Int32>
  /// What is left of each dimension at each depth.
  private var room: Buffer<Int>
  /// Multipliers of the dimensions, a node class after the other, as the last call left them.
  private let multipliers: Buffer<Double>
  /// Items taken, by position.
  private var taken: Buffer<Int32>
  private var bestTaken: Buffer<Int32>
  /// The last good patterns that nothing could be added to, `reserveLength` items each, -1 after the end.
  private let reserve: Buffer<Int32>
  private var reserveCount = 0
  private static let reserveSize = 12
  private static let reserveLength = 48
  private(set) var bestValue = 0
  private var work = 0
  private var threshold = 0
  private var capacitySize = 0.0
  private var found: (([Copies], Int) -> Bool)?
  private var isStopped = false
  private var stopsAtFirst = false
  /// Asked when a slice of work is used up: how much more there is.
  private var interruption: (() -> Int)?

  init(_ problem: PatternProblem) {
    self.problem = problem
    dimensions = problem.dimensions
    request = Buffer(problem.request)
    demand = Buffer(problem.demand)
    let pods = problem.demand.reduce(0, +)
    used = Buffer(repeating: 0, count: 2 * problem.typeCount)
    room = Buffer(repeating: 0, count: (pods + 2) * max(1, problem.dimensions))
    multipliers = Buffer(repeating: 1, count: problem.classes.count * max(1, problem.dimensions))
    taken = Buffer(capacity: pods + 1)
    bestTaken = Buffer(capacity: pods + 1)
    reserve = Buffer(repeating: -1, count: Self.reserveSize * Self.reserveLength)
  }

  /// The largest profit of a pattern of the class.
  ///
  /// - Parameters:
  ///   - profits: of a copy, per type.
  ///   - homeBonus: what a copy that is at home brings besides.
  /// - Returns: an upper bound, equal to the best value where the search was complete within `workLimit` nodes.
  func maximize(
    _ index: Int, profits: borrowing Buffer<Int>, homeBonus: Int, atLeast floor: Int = 0, stopsAtFirst: Bool = false,
    workLimit: Int, shouldStop: () -> Bool = { false }
  ) -> Int {
    prepare(index, profits, homeBonus: homeBonus, above: 0)
    bestTaken.removeAll()
    taken.removeAll()
    reserveCount = 0
    bestValue = floor
    found = nil
    isStopped = false
    self.stopsAtFirst = stopsAtFirst
    let root = completion(from: 0, size: capacitySize)
    // In slices, so that a stop is seen.
    var left = workLimit
    work = min(left, 1_000_000)
    interruption = nil
    return withoutActuallyEscaping(shouldStop) { shouldStop in
      interruption = {
        left -= 1_000_000
        if left <= 0 || shouldStop() { return 0 }
        return min(left, 1_000_000)
      }
      dive(0, 0, depth: 0, size: capacitySize)
      interruption = nil
      return isStopped ? max(bestValue, root) : bestValue
    }
  }

  /// Visits every pattern of the class whose profit is at least `threshold`, items of profit above `least` only.
  ///
  /// - Returns: whether all were visited: `visit` ends the search by returning false.
  func enumerate(
    _ index: Int, profits: borrowing Buffer<Int>, homeBonus: Int, above least: Int, threshold: Int, workLimit: Int,
    visit: @escaping ([Copies], Int) -> Bool
  ) -> Bool {
    prepare(index, profits, homeBonus: homeBonus, above: least)
    taken.removeAll()
    work = workLimit
    self.threshold = threshold
    found = visit
    isStopped = false
    list(0, 0, depth: 0, size: capacitySize)
    found = nil
    return !isStopped && work > 0
  }

  /// The best pattern of the last `maximize`; empty where nothing beat the floor.
  var bestPattern: [Copies] { pattern(of: bestTaken) }

  /// Further good patterns that the last `maximize` met.
  var otherPatterns: [[Copies]] {
    (0..<min(reserveCount, Self.reserveSize)).map { slot in
      var items = Buffer<Int32>()
      for k in 0..<Self.reserveLength where reserve[slot * Self.reserveLength + k] >= 0 {
        items.append(reserve[slot * Self.reserveLength + k])
      }
      return pattern(of: items)
    }
  }

  private func keep() {
    guard taken.count < Self.reserveLength else { return }
    let start = reserveCount % Self.reserveSize * Self.reserveLength
    for k in 0..<Self.reserveLength { reserve[start + k] = k < taken.count ? taken[k] : -1 }
    reserveCount += 1
  }

  private func pattern(of taken: borrowing Buffer<Int32>) -> [Copies] {
    var made: [Copies] = []
    for k in 0..<taken.count {
      let item = items[Int(taken[k])]
      let home: Int32 = item.isHome ? 1 : 0
      if let at = made.firstIndex(where: { $0.type == item.type }) {
        made[at].count += 1
        made[at].homeCount += home
      } else {
        made.append(Copies(type: item.type, count: 1, homeCount: home))
      }
    }
    return made
  }

  // MARK: Items

  private func prepare(_ index: Int, _ profits: borrowing Buffer<Int>, homeBonus: Int, above least: Int) {
    let nodeClass = problem.classes[index]
    items.removeAll()
    var homes = nodeClass.homes[...]
    for type in 0..<problem.typeCount {
      var home = 0
      if let first = homes.first, first.type == type {
        home = max(0, min(first.count, demand[type]))
        homes = homes.dropFirst()
      }
      if !problem.fits(type, in: nodeClass) { continue }
      let profit = profits[type]
      if home > 0, profit + homeBonus > least {
        items.append(item(type, isHome: true, home, profit + homeBonus))
      }
      let away = demand[type] - home
      if away > 0, profit > least { items.append(item(type, isHome: false, away, profit)) }
    }
    for d in 0..<dimensions { room[d] = nodeClass.capacity[d] }
    tuneMultipliers(index, nodeClass)
  }

  private func item(_ type: Int, isHome: Bool, _ count: Int, _ profit: Int) -> Item {
    Item(type: Int32(type), isHome: isHome, count: Int32(count), profit: profit, size: 0, efficiency: 0)
  }

  /// A few subgradient steps on the multipliers: dimensions that the fractional filling overruns weigh more.
  private func tuneMultipliers(_ index: Int, _ nodeClass: PatternProblem.NodeClass) {
    let base = index * max(1, dimensions)
    var best = Double.infinity
    var bestWeights: [Double] = []
    var weights = (0..<dimensions).map { multipliers[base + $0] }
    var step = 0.3
    for _ in 0..<(dimensions > 1 ? 6 : 1) {
      weigh(weights, nodeClass)
      let (bound, usage) = fractionalFilling(nodeClass)
      if bound < best {
        best = bound
        bestWeights = weights
      } else {
        step *= 0.5
      }
      for d in 0..<dimensions {
        weights[d] = max(1e-3, weights[d] * (1 + step * max(-0.9, min(1, 4 * (usage[d] - 1)))))
      }
    }
    for d in 0..<dimensions { multipliers[base + d] = bestWeights[d] }
    weigh(bestWeights, nodeClass)
    for i in 0..<items.count { used[i] = 0 }
  }

  private func weigh(_ weights: [Double], _ nodeClass: PatternProblem.NodeClass) {
    let total = weights.reduce(0, +)
    capacitySize = 0
    var scale = [Double](repeating: 0, count: dimensions)
    for d in 0..<dimensions {
      scale[d] = weights[d] / (total * Double(max(1, nodeClass.capacity[d])))
      capacitySize += scale[d] * Double(nodeClass.capacity[d])
    }
    for i in 0..<items.count {
      let type = Int(items[i].type)
      var size = 0.0
      for d in 0..<dimensions { size += scale[d] * Double(request[type * dimensions + d]) }
      items[i].size = size
      items[i].efficiency = size > 0 ? Double(items[i].profit) / size : Double.greatestFiniteMagnitude
    }
    items.withElements { elements in
      var elements = elements
      elements.sort { ($0.efficiency, $0.type, $0.isHome ? 1 : 0) > ($1.efficiency, $1.type, $1.isHome ? 1 : 0) }
    }
  }

  private func fractionalFilling(_ nodeClass: PatternProblem.NodeClass) -> (bound: Double, usage: [Double]) {
    var left = capacitySize
    var bound = 0.0
    var usage = [Double](repeating: 0, count: dimensions)
    for i in 0..<items.count {
      let item = items[i]
      if item.profit <= 0 { break }
      let copies = item.size > 0 ? min(Double(item.count), left / item.size) : Double(item.count)
      bound += copies * Double(item.profit)
      left -= copies * item.size
      for d in 0..<dimensions {
        usage[d] += copies * Double(request[Int(item.type) * dimensions + d]) / Double(max(1, nodeClass.capacity[d]))
      }
      if left <= 0 { break }
    }
    return (bound, usage)
  }

  // MARK: Search

  /// An upper bound on the profit of items from `first` on in the surrogate room `size`: rounding errors are far below
  /// the unit that is added, since profits stay below 2^45.
  @inline(__always)
  private func completion(from first: Int, size: Double) -> Int {
    var left = size + 1e-9
    var bound = 0.0
    var i = first
    let count = items.count
    let (items, used) = (items.pointer, used.pointer)
    while i < count {
      let item = items + i
      if item.pointee.profit <= 0 { break }
      let copies = Double(item.pointee.count &- used[i])
      let filled = item.pointee.size * copies
      if filled <= left {
        left -= filled
        bound += Double(item.pointee.profit) * copies
      } else {
        bound += left * item.pointee.efficiency
        break
      }
      i &+= 1
    }
    return Int(min(bound, 1e17)) + 1
  }

  @inline(__always)
  private func fits(_ type: Int32, depth: Int) -> Bool {
    let at = Int(type) * dimensions
    let here = depth * dimensions
    for d in 0..<dimensions where request[at + d] > room[here + d] { return false }
    return true
  }

  @inline(__always)
  private func place(_ type: Int32, depth: Int) {
    let at = Int(type) * dimensions
    let here = depth * dimensions
    for d in 0..<dimensions { room[here + dimensions + d] = room[here + d] - request[at + d] }
  }

  private func dive(_ first: Int, _ value: Int, depth: Int, size: Double) {
    if value > bestValue {
      bestValue = value
      bestTaken.removeAll()
      for k in 0..<taken.count { bestTaken.append(taken[k]) }
      if stopsAtFirst {
        isStopped = true
        return
      }
    }
    work &-= 1
    if work <= 0 {
      work = interruption?() ?? 0
      if work <= 0 { isStopped = true }
    }
    if isStopped || first == items.count || value + completion(from: first, size: size) <= bestValue { return }
    var isMaximal = true
    defer { if isMaximal, !isStopped, value > bestValue - bestValue >> 8 { keep() } }
    for i in first..<items.count {
      let item = items.pointer[i]
      let (type, count, profit, itemSize, efficiency) = (item.type, item.count, item.profit, item.size, item.efficiency)
      if efficiency < 1e300, Double(value) + (size + 1e-9) * efficiency + 1 <= Double(bestValue) { return }
      if used[i] == count || !fits(type, depth: depth) { continue }
      isMaximal = false
      place(type, depth: depth)
      used[i] += 1
      taken.append(Int32(i))
      dive(i, value + profit, depth: depth + 1, size: size - itemSize)
      taken.removeLast()
      used[i] -= 1
      if isStopped { return }
    }
  }

  private func list(_ first: Int, _ value: Int, depth: Int, size: Double) {
    if value >= threshold, let found, !found(pattern(of: taken), value) {
      isStopped = true
      return
    }
    work &-= 1
    if work <= 0 || first == items.count || value + completion(from: first, size: size) < threshold { return }
    for i in first..<items.count {
      let item = items.pointer[i]
      let (type, count, profit, itemSize, efficiency) = (item.type, item.count, item.profit, item.size, item.efficiency)
      if efficiency < 1e300, Double(value) + (size + 1e-9) * efficiency + 1 < Double(threshold), efficiency >= 0 {
        return
      }
      if used[i] == count || !fits(type, depth: depth) { continue }
      place(type, depth: depth)
      used[i] += 1
      taken.append(Int32(i))
      list(i, value + profit, depth: depth + 1, size: size - itemSize)
      taken.removeLast()
      used[i] -= 1
      if isStopped || work <= 0 { return }
    }
  }
}
