import Basics

/// The cheapest team that covers one task: a covering knapsack with a need for each ability, by dynamic programming over
/// what is still missing.
///
/// - Source: Bellman 1957, "Dynamic programming"; several needs as in Weingartner, Ness 1967.
struct CoverKnapsack: ~Copyable {
  let table: AllocationTable
  let task: Int
  /// Abilities that the task needs, and one more than how much of each.
  private let abilities: [Int]
  private let sizes: [Int]
  private let states: Int
  private let best: Buffer<Int32>
  /// Whether taking a candidate is better, a list of states for each candidate.
  private var isTaken = Buffer<Bool>()
  private let row: Buffer<Int32>

  /// Larger than all costs.
  static let none = Int32.max / 2

  /// States of a task; nil where they are more than `limit`, or costs are large.
  static func stateCount(_ table: AllocationTable, _ task: Int, limit: Int) -> Int? {
    var states = 1
    for k in 0..<table.dimensions {
      let size = table.needs(task)[k] + 1
      if states > limit / size { return nil }
      states *= size
    }
    return states
  }

  /// nil where the states times candidates are more than `limit`, or costs may add up to more than an `Int32`.
  init?(_ table: AllocationTable, _ task: Int, limit: Int) {
    let count = max(1, table.candidates[task].count)
    guard let states = Self.stateCount(table, task, limit: limit / count) else { return nil }
    var total = 0
    for entity in table.candidates[task] { total += table.cost[entity * table.taskCount + task] }
    guard total < Int(Self.none) / 64 else { return nil }
    self.table = table
    self.task = task
    abilities = (0..<table.dimensions).filter { table.needs(task)[$0] > 0 }
    sizes = abilities.map { table.needs(task)[$0] + 1 }
    self.states = states
    best = Buffer(repeating: Self.none, count: states)
    row = Buffer(repeating: 0, count: max(1, sizes.last ?? 1))
  }

  /// The least price of a team out of `entities`; nil where they cannot cover the task, or on a stop.
  ///
  /// - Parameters:
  ///   - entities: candidates of the task.
  ///   - price: what an entity costs, at least 0; the sum of all is less than `none`.
  mutating func least(
    _ entities: [Int], price: (Int) -> Int32, shouldStop: () -> Bool = { false }
  ) -> Int? {
    fill(entities, price, keepsChoices: false, shouldStop)
  }

  /// The same for smaller needs, from the last `least`; nil where nobody covers them.
  func least(covering needs: [Int]) -> Int? {
    var state = 0
    for (place, k) in abilities.enumerated() { state = state * sizes[place] + needs[k] }
    return best[state] < Self.none ? Int(best[state]) : nil
  }

  /// A team of the least price.
  mutating func team(
    _ entities: [Int], price: (Int) -> Int32, shouldStop: () -> Bool = { false }
  ) -> (team: [Int], price: Int)? {
    if isTaken.count < entities.count * states { isTaken.resize(to: entities.count * states, filling: false) }
    guard let least = fill(entities, price, keepsChoices: true, shouldStop) else { return nil }
    var team: [Int] = []
    var missing = sizes.map { $0 - 1 }
    for (number, entity) in entities.enumerated().reversed() {
      let state = zip(missing, sizes).reduce(0) { $0 * $1.1 + $1.0 }
      guard isTaken[number * states + state] else { continue }
      team.append(entity)
      let gains = table.gains(task, entity)
      for (place, k) in abilities.enumerated() { missing[place] = max(0, missing[place] - gains[k]) }
    }
    return (team.sorted(), least)
  }

  private mutating func fill(
    _ entities: [Int], _ price: (Int) -> Int32, keepsChoices: Bool, _ shouldStop: () -> Bool
  ) -> Int? {
    best.fill(Self.none)
    best[0] = 0
    if abilities.isEmpty { return 0 }
    for (number, entity) in entities.enumerated() {
      if shouldStop() { return nil }
      add(entity, price(entity), choices: keepsChoices ? isTaken.pointer + number * states : nil)
    }
    let least = best[states - 1]
    return least < Self.none ? Int(least) : nil
  }

  /// One more candidate. States are visited from the greatest on, so that the smaller one from which a state is reached
  /// does not have the candidate yet.
  private func add(_ entity: Int, _ price: Int32, choices: UnsafeMutablePointer<Bool>?) {
    let last = sizes.count - 1
    let width = sizes[last]
    let step = table.gains(task, entity)[abilities[last]]
    var missing = sizes.dropLast().map { $0 - 1 }
    let gains = abilities.dropLast().map { table.gains(task, entity)[$0] }
    var first = states - width
    while true {
      var source = 0
      for place in 0..<last { source = source * sizes[place] + max(0, missing[place] - gains[place]) }
      source *= width
      var from = UnsafePointer(best.pointer + source)
      let to = best.pointer + first
      if source == first {
        row.pointer.update(from: from, count: width)
        from = UnsafePointer(row.pointer)
      }
      if let choices {
        Self.relax(to, from, price, width, step, choices + first)
      } else {
        Self.relax(to, from, price, width, step)
      }
      if first == 0 { return }
      first -= width
      var place = last - 1
      while missing[place] == 0 {
        missing[place] = sizes[place] - 1
        place -= 1
      }
      missing[place] -= 1
    }
  }

  @inline(__always) private static func relax(
    _ to: UnsafeMutablePointer<Int32>, _ from: UnsafePointer<Int32>, _ price: Int32, _ width: Int, _ step: Int
  ) {
    let edge = from[0] &+ price
    for j in 0..<step { to[j] = min(to[j], edge) }
    for j in step..<width { to[j] = min(to[j], from[j - step] &+ price) }
  }

  @inline(__always) private static func relax(
    _ to: UnsafeMutablePointer<Int32>, _ from: UnsafePointer<Int32>, _ price: Int32, _ width: Int, _ step: Int,
    _ isBetter: UnsafeMutablePointer<Bool>
  ) {
    let edge = from[0] &+ price
    for j in 0..<step {
      isBetter[j] = edge < to[j]
      to[j] = min(to[j], edge)
    }
    for j in step..<width {
      let sum = from[j - step] &+ price
      isBetter[j] = sum < to[j]
      to[j] = min(to[j], sum)
    }
  }
}
