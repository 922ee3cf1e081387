import Basics

/// Teams dissolved and built anew, each as the cheapest of the entities that are free, exactly where that is affordable.
struct TeamRebuilding: ~Copyable {
  let table: AllocationTable
  private(set) var home: [Int]
  private(set) var worth = 0
  private var random: RandomSource
  private let greedy: GreedyTeams

  /// States times candidates of one team's dynamic program.
  private static let stateLimit = 1 << 26

  init(_ table: AllocationTable, seed: UInt64) {
    self.table = table
    random = RandomSource(seed: seed)
    greedy = GreedyTeams(table)
    home = [Int](repeating: -1, count: table.entityCount)
  }

  /// Begins with a valid assignment.
  mutating func start(from assignment: [Int]) {
    home = assignment
    worth = table.worth(of: assignment)
  }

  /// The teams of `tasks` are dissolved; then these and all other tasks without a team are served where it pays, those
  /// that leave most at first, or in an order of chance.
  mutating func rebuild(_ tasks: [Int], shuffled: Bool, shouldStop: () -> Bool) {
    let isDissolved = Set(tasks)
    for entity in home.indices where isDissolved.contains(home[entity]) { home[entity] = -1 }
    var open = (0..<table.taskCount).filter { !table.isFree($0) }
    let isServed = Set(home)
    open.removeAll { isServed.contains($0) }
    open.sort { (-table.value[$0], $0) < (-table.value[$1], $1) }
    if shuffled { open.shuffle(using: &random) }
    for task in open {
      if shouldStop() { break }
      guard let team = cheapestTeam(of: task, shouldStop) else { continue }
      let profit = team.reduce(table.value[task]) { $0 - table.cost[$1 * table.taskCount + task] }
      if profit > 0 { for entity in team { home[entity] = task } }
    }
    worth = table.worth(of: home)
  }

  /// Of equal costs a draw decides, by what is added to costs in small parts.
  private mutating func cheapestTeam(of task: Int, _ shouldStop: () -> Bool) -> [Int]? {
    let free = table.candidates[task].filter { home[$0] < 0 }
    if var knapsack = CoverKnapsack(table, task, limit: Self.stateLimit) {
      let noise = 64
      let extra = free.map { _ in random.below(max(1, noise / max(1, free.count) + 2)) }
      let price = Dictionary(
        uniqueKeysWithValues: zip(free, extra).map {
          ($0, Int32(table.cost[$0 * table.taskCount + task] * noise + $1))
        })
      return knapsack.team(free, price: { price[$0] ?? 0 }, shouldStop: shouldStop)?.team
    }
    return greedy.team(for: task) { home[$0] < 0 }.map { greedy.pruned($0, of: task) }
  }

  /// Dissolves a few teams, and keeps what comes of it where it is no worse.
  ///
  /// - Returns: whether it is better.
  mutating func step(shouldStop: () -> Bool) -> Bool {
    let served = Set(home.filter { $0 >= 0 }).sorted()
    guard !served.isEmpty else {
      let before = worth
      rebuild([], shuffled: true, shouldStop: shouldStop)
      return worth > before
    }
    let (kept, before) = (home, worth)
    var chosen: Set<Int> = []
    let count = min(served.count, random.within(1...3))
    while chosen.count < count { chosen.insert(served[random.below(served.count)]) }
    rebuild(chosen.sorted(), shuffled: true, shouldStop: shouldStop)
    if worth < before || shouldStop() && worth <= before {
      home = kept
      worth = before
    }
    return worth > before
  }
}
