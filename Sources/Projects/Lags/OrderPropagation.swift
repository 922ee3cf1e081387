import Basics

/// What lags, exclusive pairs, fixed stretches of time and levels say about each other, until nothing more follows.
struct OrderPropagation: ~Copyable {
  var balance: LevelBalance
  private var table: TimeTable

  init(_ facts: borrowing OrderFacts) {
    balance = LevelBalance(facts)
    table = TimeTable(facts)
  }

  /// After so many rounds it is left to decisions: events can push each other ahead for ever.
  private static let rounds = 64

  /// False where it shows that nothing is left.
  mutating func run(_ network: inout OrderNetwork, _ facts: borrowing OrderFacts) -> Bool {
    var mark = -1
    var round = 0
    while network.mark != mark, round < Self.rounds {
      mark = network.mark
      round += 1
      guard orderPairs(&network, facts) else { return false }
      guard network.mark == mark else { continue }
      guard table.run(&network, facts) else { return false }
      guard network.mark == mark else { continue }
      guard balance.run(&network, facts) else { return false }
    }
    return true
  }

  /// Of two that exclude each other, one goes first; a lag beyond the other way leaves only one order.
  private func orderPairs(_ network: inout OrderNetwork, _ facts: borrowing OrderFacts) -> Bool {
    let pairs = facts.exclusive.pointer
    let durations = facts.durations.pointer
    var entry = 0
    while entry < facts.exclusive.count {
      let i = pairs[entry]
      let j = pairs[entry + 1]
      entry += 2
      let forth = network.distance(i, j)
      let back = network.distance(j, i)
      guard forth < durations[i], back < durations[j] else { continue }
      if back + durations[i] > 0 {
        guard network.add(j, i, durations[j]) else { return false }
      } else if forth + durations[j] > 0 {
        guard network.add(i, j, durations[i]) else { return false }
      }
    }
    return true
  }
}
