import Basics

/// Schedules that a genetic search works with, as lists of tasks by start and modes.
struct Population {
  private struct Member {
    let schedule: Schedule
    let cost: Int
    let list: [Int32]
  }

  private let capacity: Int
  private var members: [Member] = []

  init(capacity: Int) { self.capacity = capacity }

  var count: Int { members.count }

  mutating func removeAll() { members.removeAll(keepingCapacity: true) }

  /// Where there is no room it takes the place of a worst member, unless it is worse or there already. Of equals a random
  /// one goes: most members soon have one cost, and the population must go on changing.
  mutating func insert(_ schedule: Schedule, _ cost: Int, _ random: inout RandomSource) {
    if members.contains(where: { $0.cost == cost && $0.schedule == schedule }) { return }
    let starts = schedule.starts
    let list = starts.indices.sorted { (starts[$0], $0) < (starts[$1], $1) }.map(Int32.init)
    let member = Member(schedule: schedule, cost: cost, list: list)
    if members.count < capacity { return members.append(member) }
    let offset = random.below(capacity)
    var worst = offset
    for step in 1..<max(1, capacity) {
      let place = (offset + step) % capacity
      if members[place].cost > members[worst].cost { worst = place }
    }
    if members[worst].cost >= cost { members[worst] = member }
  }

  /// A child of two members: the beginning and the end of one's list, the middle by the order of the other; with each its
  /// modes. So many of a hundred neighbours change places.
  func cross(swapping share: Int, _ random: inout RandomSource) -> (list: [Int32], modes: [Int32]) {
    let (mother, father) = (tournament(&random), tournament(&random))
    let count = mother.list.count
    let (one, other) = (random.below(count + 1), random.below(count + 1))
    var list = Array(mother.list[..<min(one, other)])
    var modes = mother.schedule.modes.map(Int32.init)
    var isTaken = [Bool](repeating: false, count: count)
    for task in list { isTaken[Int(task)] = true }
    for task in father.list where !isTaken[Int(task)] && list.count < max(one, other) {
      isTaken[Int(task)] = true
      modes[Int(task)] = Int32(father.schedule.modes[Int(task)])
      list.append(task)
    }
    for task in mother.list where !isTaken[Int(task)] { list.append(task) }
    for place in 1..<max(1, count) where random.below(100) < share { list.swapAt(place - 1, place) }
    return (list, modes)
  }

  private func tournament(_ random: inout RandomSource) -> Member {
    let (one, other) = (members[random.below(members.count)], members[random.below(members.count)])
    return one.cost <= other.cost ? one : other
  }
}
