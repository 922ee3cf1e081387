import Basics

/// All teams of a task within a price, none of whose members is superfluous: what the rest costs at least is known at
/// each step, so that no step is in vain.
final class TeamWalk {
  private let table: AllocationTable
  private let task: Int
  private let entities: [Int]
  private let price: [Int]
  private let abilities: [Int]
  private let sizes: [Int]
  private let states: Int
  private let budget: Int
  /// Least price from the first so many entities, by what is missing.
  private let least: Buffer<Int32>

  /// nil where the table would have more entries than `entryLimit`, and on a stop.
  init?(_ prices: EntityPrices, _ task: Int, budget: Int, entryLimit: Int, shouldStop: () -> Bool) {
    let table = prices.table
    let whole = prices.best.whole
    // Who is dearer than the budget is in no such team.
    let entities = table.candidates[task].filter { Int(prices.price(of: $0, at: task, whole)) <= budget }
    guard
      let states = CoverKnapsack.stateCount(table, task, limit: entryLimit / (entities.count + 1))
    else { return nil }
    self.table = table
    self.task = task
    self.entities = entities
    self.budget = budget
    self.states = states
    price = entities.map { Int(prices.price(of: $0, at: task, whole)) }
    abilities = (0..<table.dimensions).filter { table.needs(task)[$0] > 0 }
    sizes = abilities.map { table.needs(task)[$0] + 1 }
    least = Buffer(repeating: CoverKnapsack.none, count: (entities.count + 1) * states)
    least[0] = 0
    for number in entities.indices {
      if shouldStop() { return nil }
      fill(number)
    }
  }

  private func fill(_ number: Int) {
    let (from, to) = (least.pointer + number * states, least.pointer + (number + 1) * states)
    var missing = sizes.map { _ in 0 }
    let price = Int32(price[number])
    for state in 0..<states {
      to[state] = min(from[state], from[self.state(missing, without: number)] &+ price)
      var place = sizes.count - 1
      while place >= 0, missing[place] == sizes[place] - 1 {
        missing[place] = 0
        place -= 1
      }
      if place >= 0 { missing[place] += 1 }
    }
  }

  @inline(__always) private func state(_ missing: [Int], without number: Int) -> Int {
    let gains = table.gains(task, entities[number])
    var state = 0
    for place in abilities.indices { state = state * sizes[place] + max(0, missing[place] - gains[abilities[place]]) }
    return state
  }

  /// Calls `body` with each team and its price until it says no.
  ///
  /// - Returns: false where that, a stop or too many steps ended it.
  func visit(shouldStop: () -> Bool, _ body: ([Int], Int) -> Bool) -> Bool {
    var team: [Int] = []
    var steps = 0
    return go(entities.count, sizes.map { $0 - 1 }, 0, &team, &steps, shouldStop, body)
  }

  private static let stepLimit = 100_000_000

  private func go(
    _ count: Int, _ missing: [Int], _ spent: Int, _ team: inout [Int], _ steps: inout Int, _ shouldStop: () -> Bool,
    _ body: ([Int], Int) -> Bool
  ) -> Bool {
    steps += 1
    if steps & 4095 == 0, steps > Self.stepLimit || shouldStop() { return false }
    if !missing.contains(where: { $0 > 0 }) { return hasSuperfluous(team) || body(team, spent) }
    guard count > 0 else { return true }
    let number = count - 1
    let least = least.pointer + number * states
    if spent + price[number] + Int(least[state(missing, without: number)]) <= budget {
      let gains = table.gains(task, entities[number])
      let rest = missing.indices.map { max(0, missing[$0] - gains[abilities[$0]]) }
      team.append(entities[number])
      let goesOn = go(number, rest, spent + price[number], &team, &steps, shouldStop, body)
      team.removeLast()
      if !goesOn { return false }
    }
    let same = missing.indices.reduce(0) { $0 * sizes[$1] + missing[$1] }
    if spent + Int(least[same]) > budget { return true }
    return go(number, missing, spent, &team, &steps, shouldStop, body)
  }

  /// Whether the team covers the task without one of its members: then the team without it is no worse.
  private func hasSuperfluous(_ team: [Int]) -> Bool {
    var surplus = abilities.map { -table.needs(task)[$0] }
    for entity in team {
      for (place, k) in abilities.enumerated() { surplus[place] += table.gains(task, entity)[k] }
    }
    return team.contains { entity in
      abilities.indices.allSatisfy { surplus[$0] >= table.gains(task, entity)[abilities[$0]] }
    }
  }
}
