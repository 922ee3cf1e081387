/// A finite automaton: what it reads is accepted where some run from the initial state ends in an accepting one.
package struct Automaton: Sendable {
  /// States are 0 ..< stateCount.
  package private(set) var stateCount: Int
  /// State, symbol, next state; and a cost, where there are costs.
  package private(set) var transitions: [[Int]]
  package private(set) var initial: Int
  package private(set) var accepting: [Int]

  package init(stateCount: Int = 0, transitions: [[Int]] = [], initial: Int = 0, accepting: [Int] = []) {
    self.stateCount = stateCount
    self.transitions = transitions
    self.initial = initial
    self.accepting = accepting
  }

  /// More states are refused.
  private static let largest = 1_000_000

  mutating func visitParts(_ visitor: inout some PartVisitor) {
    visitor.number("states", &stateCount)
    visitor.rows("transitions", &transitions)
    visitor.number("initial", &initial)
    visitor.numbers("accepting", &accepting)
  }

  /// - Parameter hasCosts: whether transitions have a cost; from a state, a symbol then leads to one state only.
  func flaw(hasCosts: Bool) -> String? {
    if stateCount > Self.largest { return "an automaton of \(stateCount) states" }
    let states = 0..<max(0, stateCount)
    for row in transitions {
      guard row.count == (hasCosts ? 4 : 3) else { return "a transition of \(row.count) numbers" }
      if let state = [row[0], row[2]].first(where: { !states.contains($0) }) {
        return "a transition with state \(state) of \(stateCount)"
      }
    }
    if let state = ([initial] + accepting).first(where: { !states.contains($0) }) {
      return "an automaton with state \(state) of \(stateCount)"
    }
    if !hasCosts { return nil }
    var next: [[Int]: [Int]] = [:]
    for row in transitions {
      let other = next.updateValue([row[2], row[3]], forKey: [row[0], row[1]])
      if let other, other != [row[2], row[3]] {
        return "an automaton with costs and two ways on from state \(row[0]) by \(row[1])"
      }
    }
    return nil
  }

  /// The states that a run may be in after each symbol, with the cost so far; what is wrong where there is none.
  func run(_ symbols: [Int]) -> (accepted: [Int], broken: String?) {
    var costs: [Int: Set<Int>] = [initial: [0]]
    for (place, symbol) in symbols.enumerated() {
      var next: [Int: Set<Int>] = [:]
      for row in transitions where row[1] == symbol {
        for cost in costs[row[0]] ?? [] { next[row[2], default: []].insert(cost &+ (row.count > 3 ? row[3] : 0)) }
      }
      if next.isEmpty { return ([], "no transition from \(Self.text(costs.keys)) by \(symbol) at place \(place)") }
      costs = next
    }
    let accepted = Set(accepting.flatMap { costs[$0] ?? [] })
    return (accepted.sorted(), accepted.isEmpty ? "\(Self.text(costs.keys)) does not accept" : nil)
  }

  private static func text(_ states: some Collection<Int>) -> String {
    states.count == 1
      ? "state \(states.first ?? 0)" : "any of the states \(states.sorted().map(String.init).joined(separator: ", "))"
  }
}
