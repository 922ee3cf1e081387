import Basics

/// A price for each need of each task, and what no allocation is better than at these prices.
///
/// With the rows of the needs relaxed, an entity goes where its cost less the prices of what it has is least, or nowhere
/// where that is above 0; a task is served where the prices of its needs are less than its value. A task's entities cost
/// at least as much as its cheapest team: that is one more need, whose amounts are the costs. The search for good prices
/// is in floating point, and what they prove is computed in integers.
/// - Source: Geoffrion 1974, "Lagrangean relaxation for integer programming"; Held, Wolfe, Crowder 1974 for the steps.
final class NeedPrices {
  let entityCount: Int
  let taskCount: Int
  /// Needs of a task: the abilities, and the cost of its cheapest team.
  let width: Int
  let value: Buffer<Int>
  let need: Buffer<Int>
  /// By entity and task.
  let cost: Buffer<Int>
  /// By entity, task and need.
  let gain: Buffer<Int>
  private let realNeed: Buffer<Double>
  private let realCost: Buffer<Double>
  private let realGain: Buffer<Double>

  /// Prices of 1 / scale.
  let scale: Int

  /// By entity, where the tasks begin at which it is of use, and these tasks.
  private let start: Buffer<Int>
  private let useful: Buffer<Int>
  /// By task: 1 served, 0 not served, -1 open.
  var served: Buffer<Int8>

  var price: Buffer<Double>
  var bestPrice: Buffer<Double>
  private var slope: Buffer<Double>
  private var direction: Buffer<Double>
  /// Whole prices of the last exact evaluation, and each entity's least reduced cost there.
  let wholePrice: Buffer<Int>
  let leastReduced: Buffer<Int>

  /// - Parameter teamCost: by task, what its cheapest team costs at least.
  /// - Returns: nil where the numbers are too large for exact prices.
  convenience init?(_ table: AllocationTable, teamCost: [Int]) {
    self.init(table, Array(0..<table.taskCount), teamCost)
  }

  /// Of one task that is served in any case.
  convenience init?(_ table: AllocationTable, onlyFor task: Int) {
    self.init(table, [task], [0])
    served[0] = 1
  }

  private init?(_ table: AllocationTable, _ numbers: [Int], _ teamCost: [Int]) {
    let (entities, tasks) = (table.entityCount, numbers.count)
    entityCount = entities
    taskCount = tasks
    width = table.dimensions + 1
    value = Buffer(numbers.map { table.value[$0] })
    need = Buffer(repeating: 0, count: tasks * width)
    cost = Buffer(
      (0..<entities).flatMap { entity in numbers.map { table.cost[entity * table.taskCount + $0] } })
    gain = Buffer(repeating: 0, count: entities * tasks * width)
    start = Buffer(repeating: 0, count: entities + 1)
    var useful = Buffer<Int>()
    served = Buffer(repeating: -1, count: tasks)
    var total = 1
    for (task, number) in numbers.enumerated() {
      total += table.value[number]
      for k in 0..<table.dimensions { need[task * width + k] = table.needs(number)[k] }
      need[task * width + width - 1] = teamCost[task]
    }
    for entity in 0..<entities {
      var dearest = 0
      for (task, number) in numbers.enumerated() {
        let at = entity * tasks + task
        for k in 0..<table.dimensions { gain[at * width + k] = table.gains(number, entity)[k] }
        gain[at * width + width - 1] = min(cost[at], teamCost[task])
        if table.isUseful[number * entities + entity] { useful.append(task) }
        dearest = max(dearest, cost[at])
      }
      total += dearest
      start[entity + 1] = useful.count
    }
    self.useful = useful
    var scale = 1 << 20
    while scale > 16, Int.max >> 3 / scale / total / width / (entities + 1) == 0 { scale >>= 1 }
    guard scale > 16 else { return nil }
    self.scale = scale
    realNeed = Buffer(need.withElements { $0.map(Double.init) })
    realCost = Buffer(cost.withElements { $0.map(Double.init) })
    realGain = Buffer(gain.withElements { $0.map(Double.init) })
    price = Buffer(repeating: 0, count: tasks * width)
    bestPrice = Buffer(repeating: 0, count: tasks * width)
    slope = Buffer(repeating: 0, count: tasks * width)
    direction = Buffer(repeating: 0, count: tasks * width)
    wholePrice = Buffer(repeating: 0, count: tasks * width)
    leastReduced = Buffer(repeating: 0, count: entities)
  }

  /// The bound at the present prices, costs less values, with its slope.
  private func evaluate() -> Double {
    let (gain, cost, price, need) = (realGain.pointer, realCost.pointer, price.pointer, realNeed.pointer)
    let slope = slope.pointer
    var bound = 0.0
    for task in 0..<taskCount {
      let base = task * width
      for k in 0..<width { slope[base + k] = 0 }
      if served[task] == 0 { continue }
      var term = -Double(value[task])
      for k in 0..<width { term += price[base + k] * need[base + k] }
      if served[task] == 1 || term < 0 {
        bound += term
        for k in 0..<width { slope[base + k] = need[base + k] }
      }
    }
    for entity in 0..<entityCount {
      // Nowhere is a choice too.
      var (least, best) = (0.0, taskCount)
      for place in start[entity]..<start[entity + 1] {
        let task = useful[place]
        if served[task] == 0 { continue }
        let at = entity * taskCount + task
        var reduced = cost[at]
        let (g, p) = (gain + at * width, price + task * width)
        for k in 0..<width { reduced -= g[k] * p[k] }
        if reduced < least { (least, best) = (reduced, task) }
      }
      bound += least
      if best < taskCount {
        let g = gain + (entity * taskCount + best) * width
        for k in 0..<width { slope[best * width + k] -= g[k] }
      }
    }
    return bound
  }

  /// Steps along the slopes towards `target`, from the present prices on; the best prices become the present ones.
  ///
  /// - Returns: the best bound met, in floating point.
  func improve(
    iterations: Int, target: Double, patience: Int = 20, factor start: Double = 1, shouldStop: () -> Bool
  ) -> Double {
    let count = taskCount * width
    var best = -Double.infinity
    var factor = start
    var idle = 0
    direction.fill(0)
    for _ in 0..<iterations {
      let bound = evaluate()
      if bound > best + 1e-9 * max(1, bound.magnitude) {
        best = bound
        for i in 0..<count { bestPrice[i] = price[i] }
        idle = 0
        if bound >= target { break }
      } else {
        idle += 1
        if idle >= patience {
          factor *= 0.6
          idle = 0
          for i in 0..<count {
            price[i] = bestPrice[i]
            direction[i] = 0
          }
          if factor < 1e-4 { break }
          continue
        }
      }
      var norm = 0.0
      for i in 0..<count {
        direction[i] = 0.7 * direction[i] + slope[i]
        // What would go below 0 does not count.
        if price[i] <= 0, direction[i] < 0 { direction[i] = 0 }
        norm += direction[i] * direction[i]
      }
      if norm < 1e-12 { break }
      let step = factor * max(target - bound, 1e-3 * max(1, bound.magnitude)) / norm
      for i in 0..<count { price[i] = max(0, price[i] + step * direction[i]) }
      if shouldStop() { break }
    }
    for i in 0..<count { price[i] = bestPrice[i] }
    return best
  }

  /// The bound of the present prices in units of 1 / scale, exactly: costs less values are at least this.
  func exactBound() -> Int {
    let most = 2 * scale
    for task in 0..<taskCount {
      for k in 0..<width {
        let amount = need[task * width + k]
        // A dearer need would not be served.
        let limit = amount == 0 ? 0 : most * max(1, value[task]) / amount
        let whole = (price[task * width + k] * Double(scale)).rounded()
        wholePrice[task * width + k] = max(0, min(limit, whole < 1e18 ? Int(whole) : limit))
      }
    }
    var bound = 0
    for task in 0..<taskCount {
      var term = -scale * value[task]
      for k in 0..<width { term += wholePrice[task * width + k] * need[task * width + k] }
      if served[task] == 1 || served[task] < 0 && term < 0 { bound += term }
    }
    for entity in 0..<entityCount {
      var least = 0
      for place in start[entity]..<start[entity + 1] where served[useful[place]] != 0 {
        least = min(least, reduced(entity, useful[place]))
      }
      leastReduced[entity] = least
      bound += least
    }
    return bound
  }

  /// The reduced cost of an entity at a task, at the whole prices.
  @inline(__always) private func reduced(_ entity: Int, _ task: Int) -> Int {
    let at = entity * taskCount + task
    var reduced = scale * cost[at]
    let (g, p) = (gain.pointer + at * width, wholePrice.pointer + task * width)
    for k in 0..<width { reduced -= g[k] * p[k] }
    return reduced
  }
}
