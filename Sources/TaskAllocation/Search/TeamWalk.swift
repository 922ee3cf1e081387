import Basics

/// All teams of a task within a price, none of whose members is superfluous: what the rest costs at least is known at
/// each step, so that no step is in vain.
struct TeamWalk: ~Copyable {
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

  /// nil where the table would have more entries than `entryLimit`.
  init?(_ prices: EntityPrices, _ task: Int, budget: Int, entryLimit: Int) {
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
    fill()
  }

  private func fill() {
    for number in entities.indices {
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
  }

  @inline(__always) private func state(_ missing: [Int], without number: Int) -> Int {
    let gains = table.gains(task, entities[number])
    var state = 0
    for place in abilities.indices { state = state * sizes[place] + max(0, missing[place] - gains[abilities[place]]) }
    return state
  }

  /// Calls `body` with each team and its price until it says no.
  func visit(_ body: ([Int], Int) -> Bool) {
    var team: [Int] = []
    _ = go(entities.count, sizes.map { $0 - 1 }, 0, &team, body)
  }

  private func go(
    _ count: Int, _ missing: [Int], _ spent: Int, _ team: inout [Int], _ body: ([Int], Int) -> Bool
  ) -> Bool {
    if !missing.contains(where: { $0 > 0 }) {
      return hasSuperfluous(team) ? true : body(team, spent)
    }
    guard count > 0 else { return true }
    let number = count - 1
    let table = least.pointer + number * states
    let same = missing.indices.reduce(0) { $0 * sizes[$1] + missing[$1] }
    if spent + price[number] + Int(table[state(missing, without: number)]) <= budget {
      let gains = self.table.gains(task, entities[number])
      let rest = missing.indices.map { max(0, missing[$0] - gains[abilities[$0]]) }
      team.append(entities[number])
      let goesOn = go(number, rest, spent + price[number], &team, body)
      team.removeLast()
      if !goesOn { return false }
    }
    if spent + Int(table[same]) <= budget { return go(number, missing, spent, &team, body) }
    return true
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
