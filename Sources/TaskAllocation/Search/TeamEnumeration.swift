import Basics

/// All allocations that are worth at least something, found among all teams whose price leaves that possible.
///
/// At prices of entities, a solution is worth the bound less what each of its teams costs beyond the cheapest one and
/// less the prices of those who are in no team. So few teams are left where the bound is near, and they are joined, task
/// by task.
/// - Source: Baldacci, Christofides, Mingozzi 2008, "An exact algorithm for the vehicle routing problem based on the set
///   partitioning formulation with additional cuts", for enumeration by reduced costs.
struct TeamEnumeration: ~Copyable {
  private let prices: EntityPrices
  private let shouldStop: () -> Bool
  /// Teams of a task with what they lose against the bound; the first one is nobody.
  private var teams: [[(loss: Int, members: Members)]] = []
  private var table: AllocationTable { prices.table }
  private var joins = 0

  /// A set of entities.
  struct Members: Equatable {
    var words: SIMD8<UInt64> = .zero
    static let limit = 512

    mutating func insert(_ entity: Int) { words[entity >> 6] |= 1 << UInt64(entity & 63) }
    func contains(_ entity: Int) -> Bool { words[entity >> 6] >> UInt64(entity & 63) & 1 == 1 }
    @inline(__always) func isDisjoint(with other: Members) -> Bool { (words & other.words) == .zero }
    @inline(__always) func union(_ other: Members) -> Members { Members(words: words | other.words) }
  }

  private static let teamLimit = 400_000
  private static let entryLimit = 1 << 26
  private static let joinLimit = 500_000_000

  /// nil where there are too many entities.
  init?(_ prices: EntityPrices, shouldStop: @escaping () -> Bool) {
    guard prices.table.entityCount <= Members.limit else { return nil }
    self.prices = prices
    self.shouldStop = shouldStop
  }

  /// What a search for `value` or more gave.
  enum Outcome {
    /// The task of each entity.
    case found([Int])
    /// No allocation is worth as much.
    case none
    /// Too many teams, too many joins, or a stop.
    case open
  }

  mutating func search(for value: Int) -> Outcome {
    let slack = prices.best.bound - value * prices.scale
    if slack < 0 { return .none }
    teams = []
    for task in 0..<table.taskCount {
      guard let list = list(task, slack) else { return .open }
      teams.append(list.sorted { $0.loss < $1.loss })
    }
    let order = teams.indices.sorted { (teams[$0].count, $0) < (teams[$1].count, $1) }
    var chosen = [Int](repeating: 0, count: teams.count)
    joins = 0
    switch join(order, 0, Members(), slack, &chosen) {
    case true?:
      var home = [Int](repeating: -1, count: table.entityCount)
      for task in teams.indices {
        for entity in home.indices where teams[task][chosen[task]].members.contains(entity) { home[entity] = task }
      }
      return .found(home)
    case false?: return .none
    case nil: return .open
    }
  }

  // MARK: Teams

  /// All teams of a task that lose no more than `slack`, and nobody; nil where they are too many.
  private func list(_ task: Int, _ slack: Int) -> [(loss: Int, members: Members)]? {
    guard let least = prices.least[task] else { return [(0, Members())] }
    let profit = prices.scale * table.value[task] - least
    var list: [(loss: Int, members: Members)] = []
    if max(0, profit) <= slack { list.append((max(0, profit), Members())) }
    let budget = least + slack + min(0, profit)
    if budget < least { return list }
    let base = least + min(0, profit)
    guard let walk = TeamWalk(prices, task, budget: budget, entryLimit: Self.entryLimit, shouldStop: shouldStop) else {
      return nil
    }
    let isWhole = walk.visit(shouldStop: shouldStop) { team, price in
      var members = Members()
      for entity in team { members.insert(entity) }
      list.append((price - base, members))
      return list.count <= Self.teamLimit
    }
    return isWhole ? list : nil
  }

  // MARK: Joining

  /// Whether teams for the tasks from `depth` on, without the members that are taken, lose no more than `slack` with the
  /// prices of those who are left over; nil where the search was ended.
  private mutating func join(
    _ order: [Int], _ depth: Int, _ taken: Members, _ slack: Int, _ chosen: inout [Int]
  ) -> Bool? {
    if depth == order.count {
      var left = slack
      for entity in 0..<table.entityCount where !taken.contains(entity) { left -= Int(prices.best.whole[entity]) }
      return left >= 0
    }
    let task = order[depth]
    for number in teams[task].indices {
      let team = teams[task][number]
      if team.loss > slack { break }
      joins += 1
      if joins & 4095 == 0, joins > Self.joinLimit || shouldStop() { return nil }
      guard team.members.isDisjoint(with: taken) else { continue }
      chosen[task] = number
      switch join(order, depth + 1, taken.union(team.members), slack - team.loss, &chosen) {
      case true?: return true
      case false?: continue
      case nil: return nil
      }
    }
    return false
  }
}
