import Basics
import Modeling

extension RandomModel {
  /// A table, forbidden rows, an automaton, a diagram, or an automaton with costs, over a few small sums.
  mutating func addExtensional() {
    let expressions = (0..<random.within(1...3)).map { _ in
      random.chance(80) ? variable() : variable() + random.within(-1...1)
    }
    switch random.below(5) {
    case 0: model.table(expressions, rows: rows(random.within(4...24), columns: expressions.count))
    case 1: model.forbid(expressions, rows: rows(random.within(1...8), columns: expressions.count))
    case 2:
      let states = random.within(1...3)
      let transitions = (0..<random.within(6...24)).map { _ in
        (from: random.below(states), symbol: random.within(-2...3), to: random.below(states))
      }
      model.automaton(
        expressions, states: states, transitions: transitions, initial: 0,
        accepting: Array(random.below(states)..<states))
    case 3:
      // A layer a node, but for two in the middle.
      let count = expressions.count
      let edges = (0..<14).map { _ in
        let layer = random.below(count)
        let (from, to) = (layer == 1 ? random.within(1...2) : layer + layer.signum(), layer == 0 ? 1 : layer + 2)
        return (from: from, label: random.within(-2...3), to: layer == 0 && count > 1 ? random.within(1...2) : to)
      }
      model.diagram(expressions, edges: edges, root: 0, end: count == 1 ? 1 : count + 1)
    default: integers.append(cost(of: expressions))
    }
  }

  /// Some entries stand for any value, in a half of all tables.
  private mutating func rows(_ count: Int, columns: Int) -> [[Int?]] {
    let wildcards = random.chance(50) ? 0 : 25
    return (0..<count).map { _ in
      (0..<columns).map { _ in random.chance(wildcards) ? nil : random.within(-3...4) }
    }
  }

  private mutating func cost(of expressions: [LinearExpression]) -> IntVar {
    let states = random.within(1...2)
    var transitions: [(from: Int, symbol: Int, to: Int, cost: Int)] = []
    for state in 0..<states {
      for symbol in -4...6 where random.chance(85) {
        transitions.append((state, symbol, random.below(states), random.within(-1...2)))
      }
    }
    return model.costAutomaton(
      expressions, states: states, transitions: transitions, initial: 0, accepting: Array(0..<states))
  }
}
