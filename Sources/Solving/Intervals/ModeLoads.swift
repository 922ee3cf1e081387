import Basics

/// What each resource must bear whatever the modes, as a bound on the makespan z: for every resource of capacity C, and all
/// tasks on it that start at h at the earliest and have t behind them, the energy of those that run on it is at most
/// C·(z - h - t). A combination of these rows with weights L >= 0 is a bound by itself, with each task in the mode that is
/// cheapest there: z >= (Σ_tasks min_modes Σ_rows L·energy + Σ_rows L·C·(h + t)) / Σ_rows L·C.
///
/// Subgradient steps look for good weights in floating point; what is claimed is computed from weights rounded to integers,
/// in integers.
/// - Source: Held, Karp 1971 and Polyak 1969 for the steps; the relaxation is the assignment bound of parallel machines with
///   heads and tails.
struct ModeLoads: ~Copyable {
  private struct Row {
    let capacity: Int
    /// Capacity times head and tail that all its tasks have.
    let slack: Int
  }

  struct Entry: BitwiseCopyable {
    let row: Int32
    let energy: Int
  }

  private var rows: [Row] = []
  /// Task by task, mode by mode: what the mode takes in which rows.
  private var entries = Buffer<Entry>()
  /// Where the entries of each mode begin, and the modes of each task; each with the end of the last one.
  private var firstEntry = Buffer<Int32>()
  private var firstMode = Buffer<Int32>()
  private var best: [Double] = []
  private var bestValue = -Double.infinity

  /// Thresholds of heads, and of tails, a resource.
  private static let thresholdCount = 6
  private static let steps = 8_000
  /// Weights are multiples of one over this.
  private static let scale = 1_048_576.0
  /// Entries looked at.
  private static let workLimit = 100_000_000

  /// - Parameters:
  ///   - paths: with tails to the makespan.
  ///   - limit: modes with which the makespan exceeds this are left out; the bound is then one on better schedules.
  /// - Returns: nil where there is nothing to bear, numbers are too large, or some task has no mode left.
  private init?(_ network: TaskNetwork, _ paths: TaskPaths, limit: Int) {
    var lists: [[[Entry]]] = network.tasks.map { $0.modes.map { _ in [] } }
    var isLeft: [[Bool]] = []
    for (number, task) in network.tasks.enumerated() {
      isLeft.append(
        task.modes.enumerated().map { place, mode in
          mode.isAbsence || paths.tails[number] == TaskPaths.never
            || max(paths.heads[number], network.windows[number][place].lowerBound) + mode.duration
              + paths.tails[number] <= limit
        })
      if !isLeft[number].contains(true) { return nil }
    }
    for resource in network.resources.indices {
      let added = Self.rows(of: resource, network, paths, isLeft)
      for (row, members) in added {
        for member in members {
          lists[member.task][member.mode].append(Entry(row: Int32(rows.count), energy: member.energy))
        }
        rows.append(row)
      }
    }
    if rows.isEmpty { return nil }
    firstMode.append(0)
    firstEntry.append(0)
    for (left, modes) in zip(isLeft, lists) {
      let kept = zip(left, modes).filter(\.0).map(\.1)
      // A task with a mode that bears nothing tells nothing, whatever the weights.
      if kept.contains(where: \.isEmpty) { continue }
      for mode in kept {
        for entry in mode { entries.append(entry) }
        firstEntry.append(Int32(entries.count))
      }
      firstMode.append(Int32(firstEntry.count - 1))
    }
    best = [Double](repeating: 0, count: rows.count)
  }

  private typealias Member = (task: Int, mode: Int, energy: Int)

  /// Rows of a resource with different members. Each has one that is sure to take place somewhere, so that the makespan
  /// is no less than head and tail even where none of them runs here.
  private static func rows(
    of resource: Int, _ network: TaskNetwork, _ paths: TaskPaths, _ isLeft: [[Bool]]
  ) -> [(row: Row, members: [Member])] {
    var users: [Member] = []
    for (number, task) in network.tasks.enumerated() where paths.tails[number] != TaskPaths.never {
      for (place, mode) in task.modes.enumerated() where isLeft[number][place] {
        for use in mode.uses where use.resource == resource {
          users.append((number, place, mode.duration * use.amount))
        }
      }
    }
    let capacity = network.resources[resource].capacity
    guard users.reduce(0, { $0 + $1.energy }) < 1 << 32, capacity > 0, capacity < 1 << 20 else { return [] }
    var found: [(row: Row, members: [Member])] = []
    var known = Set<[Int]>()
    for head in thresholds(users.map { paths.heads[$0.task] }) {
      for tail in thresholds(users.map { paths.tails[$0.task] }) {
        let members = users.filter { paths.heads[$0.task] >= head && paths.tails[$0.task] >= tail }
        guard members.contains(where: { !network.tasks[$0.task].canBeAbsent }),
          let least = members.map({ paths.heads[$0.task] }).min(),
          let after = members.map({ paths.tails[$0.task] }).min(), abs(least) < 1 << 30, abs(after) < 1 << 30,
          known.insert(members.map(\.task)).inserted
        else { continue }
        found.append((Row(capacity: capacity, slack: capacity * (least + after)), members))
      }
    }
    return found
  }

  /// A few of these values, the smallest one first.
  private static func thresholds(_ values: [Int]) -> [Int] {
    let sorted = Set(values).sorted()
    if sorted.count <= thresholdCount { return sorted }
    return Array(sorted.prefix(thresholdCount))
  }

  /// A bound on schedules of at most `limit`; nil where there is nothing to bear, or none of them can be.
  static func bound(
    _ network: TaskNetwork, _ paths: TaskPaths, limit: Int, target: Int, until stop: () -> Bool
  ) -> Int? {
    guard var loads = ModeLoads(network, paths, limit: limit) else { return nil }
    return loads.bound(target: target, until: stop)
  }

  /// The best bound that the steps find.
  ///
  /// - Parameters:
  ///   - target: a makespan that some schedule has: what the bound can be at most.
  ///   - stop: asked now and then.
  private mutating func bound(target: Int, until stop: () -> Bool) -> Int {
    takeBestRow()
    // Without a choice of modes the best combination is a single row.
    if firstMode.count == firstEntry.count { return exact(best) }
    var weights = startingWeights
    var direction = [Double](repeating: 0, count: rows.count)
    var gradient = direction
    var scale = 1.0
    var idle = 0
    for step in 0..<min(Self.steps, Self.workLimit / max(1, entries.count)) {
      if step % 64 == 0, stop() { break }
      let value = evaluate(weights, &gradient)
      if value > bestValue + 1e-6 {
        (bestValue, best) = (value, weights)
        idle = 0
        if value > Double(target) - 1 + 1e-3 { break }
      } else {
        idle += 1
        if idle > 60 {
          scale *= 0.8
          idle = 0
          weights = best
          for row in rows.indices { direction[row] = 0 }
          if scale < 1e-3 { break }
          continue
        }
      }
      var norm = 0.0
      for row in rows.indices {
        direction[row] = 0.7 * direction[row] + gradient[row] - value * Double(rows[row].capacity)
        norm += direction[row] * direction[row]
      }
      if norm < 1e-12 { break }
      let length = scale * max(0.02 * value, Double(target) - value) / norm
      for row in rows.indices { weights[row] = max(0, weights[row] + length * direction[row]) }
      normalise(&weights)
    }
    return exact(best)
  }

  /// The bound of each row alone.
  private mutating func takeBestRow() {
    var values = rows.map { Double($0.slack) / Double($0.capacity) }
    for task in 0..<firstMode.count - 1 where firstMode[task + 1] == firstMode[task] + 1 {
      let mode = firstMode[task]
      for place in Int(firstEntry[mode])..<Int(firstEntry[mode + 1]) {
        let row = Int(entries[place].row)
        values[row] += Double(entries[place].energy) / Double(rows[row].capacity)
      }
    }
    guard let row = values.indices.max(by: { values[$0] < values[$1] }) else { return }
    best = rows.map { _ in 0 }
    best[row] = 1 / Double(rows[row].capacity)
    bestValue = values[row]
  }

  /// All rows alike.
  private var startingWeights: [Double] {
    var weights = rows.map { 1 / Double($0.capacity) }
    normalise(&weights)
    return weights
  }

  /// Σ L·C = 1.
  private func normalise(_ weights: inout [Double]) {
    var total = 0.0
    for row in rows.indices { total += weights[row] * Double(rows[row].capacity) }
    if total > 0 { for row in rows.indices { weights[row] /= total } }
  }

  /// The bound by these weights, and what each row bears in it.
  private func evaluate(_ weights: [Double], _ gradient: inout [Double]) -> Double {
    var value = 0.0
    for row in rows.indices {
      gradient[row] = Double(rows[row].slack)
      value += weights[row] * gradient[row]
    }
    for task in 0..<firstMode.count - 1 {
      var least = Double.infinity
      var chosen = 0
      for mode in Int(firstMode[task])..<Int(firstMode[task + 1]) {
        var cost = 0.0
        for place in Int(firstEntry[mode])..<Int(firstEntry[mode + 1]) {
          let entry = entries[place]
          cost += weights[Int(entry.row)] * Double(entry.energy)
        }
        if cost < least { (least, chosen) = (cost, mode) }
      }
      value += least
      for place in Int(firstEntry[chosen])..<Int(firstEntry[chosen + 1]) {
        gradient[Int(entries[place].row)] += Double(entries[place].energy)
      }
    }
    return value
  }

  /// The bound by these weights, rounded: what is proved.
  private func exact(_ weights: [Double]) -> Int {
    // Σ L·C is about 2^20 and energies are below 2^32, slacks below 2^51: sums of thousands fit 128 bits with room.
    let integers = weights.map { Int128(max(0, ($0 * Self.scale).rounded())) }
    var left = Int128(0)
    var divisor = Int128(0)
    for (row, weight) in zip(rows, integers) {
      left += weight * Int128(row.slack)
      divisor += weight * Int128(row.capacity)
    }
    for task in 0..<firstMode.count - 1 {
      var least = Int128.max
      for mode in Int(firstMode[task])..<Int(firstMode[task + 1]) {
        var cost = Int128(0)
        for place in Int(firstEntry[mode])..<Int(firstEntry[mode + 1]) {
          cost += integers[Int(entries[place].row)] * Int128(entries[place].energy)
        }
        least = min(least, cost)
      }
      left += least
    }
    guard divisor > 0 else { return .min }
    let quotient = left / divisor
    return Int(left > 0 && left % divisor > 0 ? quotient + 1 : quotient)
  }
}
