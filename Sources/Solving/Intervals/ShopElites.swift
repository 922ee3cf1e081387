import Basics

/// A few good selections of a shop, and new starting points between them.
///
/// A member is kept as an order of all tasks by (head - tail), the middle of each one's room, and a mode for each.
/// Averaging the places that two members give to a task keeps every precedence on which they agree, so any point between
/// them is an order of all tasks too; the mode of each is one of the two.
///
/// - Source: after the path relinking of Peng, Lü, Cheng 2015, "A tabu search/path relinking algorithm to solve the job
///   shop scheduling problem".
struct ShopElites {
  private struct Member {
    let makespan: Int32
    let places: [Int32]
    let modes: [Int32]
  }

  private let capacity: Int
  private var members: [Member] = []

  init(capacity: Int) { self.capacity = capacity }

  var count: Int { members.count }

  /// Adds the best selection of a search, in place of the worst member where there is no room; not what is there already.
  mutating func insert(_ search: borrowing ShopTabuSearch) {
    let count = search.bestStarts.count
    // Heads and tails are far below 2^30; ties go by start, which keeps lags between tasks of no duration.
    let keys = (0..<count).map { task in
      (Int(search.bestStarts[task]) - Int(search.bestTails[task]), Int(search.bestStarts[task]), task)
    }
    var places = [Int32](repeating: 0, count: count)
    for (place, key) in keys.sorted(by: <).enumerated() { places[key.2] = Int32(place) }
    let member = Member(
      makespan: search.best, places: places, modes: (0..<count).map { search.bestModes[$0] })
    if members.contains(where: { $0.makespan == member.makespan && $0.places == places && $0.modes == member.modes }) {
      return
    }
    if members.count < capacity { return members.append(member) }
    guard let worst = members.indices.max(by: { members[$0].makespan < members[$1].makespan }),
      members[worst].makespan >= member.makespan
    else { return }
    members[worst] = member
  }

  /// A selection between two random members; needs two of them.
  func combine(_ random: inout RandomSource) -> (order: [Int32], modes: [Int32]) {
    let first = random.below(members.count)
    let second = (first + 1 + random.below(members.count - 1)) % members.count
    // In 1024ths of the way: not so near to either end that a search falls back to it.
    let weight = random.within(307...717)
    let (one, other) = (members[first], members[second])
    let keys = one.places.indices.map { task in
      (Int(one.places[task]) * (1024 - weight) + Int(other.places[task]) * weight, Int32(task))
    }
    let modes = one.modes.indices.map { random.below(1024) < weight ? other.modes[$0] : one.modes[$0] }
    return (keys.sorted(by: <).map(\.1), modes)
  }
}
