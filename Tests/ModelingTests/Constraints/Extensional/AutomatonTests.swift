import Basics
import GLPKSolver
import Modeling
import Testing

@Suite struct AutomatonTests {
  private typealias Transition = (from: Int, symbol: Int, to: Int)

  private static func expressions(_ model: Model, _ random: inout RandomSource) -> [LinearExpression] {
    let x = (0..<random.within(1...3)).map { _ in random.integer(in: model) }
    var expressions = x.map { random.chance(70) ? $0.linearExpression : random.term($0) }
    if random.chance(30) { expressions.append(random.term(x[0])) }
    if random.chance(20) { expressions.append(x[0] + x[x.count - 1]) }
    return expressions
  }

  /// By all runs, one after the other.
  private static func accepts(
    _ symbols: ArraySlice<Int>, from state: Int, _ transitions: [Transition], _ accepting: [Int]
  ) -> Bool {
    guard let symbol = symbols.first else { return accepting.contains(state) }
    return transitions.contains {
      $0.from == state && $0.symbol == symbol && accepts(symbols.dropFirst(), from: $0.to, transitions, accepting)
    }
  }

  /// Deterministic and others.
  @Test func agreesWithBruteForce() {
    Specimen.check(seeds: 1...100) { random in
      let model = Model()
      let expressions = Self.expressions(model, &random)
      let states = random.within(1...4)
      let transitions: [Transition] = (0..<random.within(4...22)).map { _ in
        (random.below(states), random.within(-2...3), random.below(states))
      }
      let accepting = (0..<random.below(4)).map { _ in random.below(states) }
      let initial = random.below(states)
      model.automaton(
        expressions, states: states, transitions: transitions, initial: initial, accepting: accepting)
      return Specimen(model) { values in
        Self.accepts(expressions.map { values[$0] }[...], from: initial, transitions, accepting)
      }
    }
  }

  @Test func costsAgreeWithBruteForce() {
    Specimen.check(seeds: 1...50) { random in
      let model = Model()
      let expressions = Self.expressions(model, &random)
      let states = random.within(1...3)
      var transitions: [(from: Int, symbol: Int, to: Int, cost: Int)] = []
      for state in 0..<states {
        for symbol in -3...4 where random.chance(75) {
          transitions.append((state, symbol, random.below(states), random.within(-2...2)))
        }
      }
      let accepting = (0..<random.within(1...3)).map { _ in random.below(states) }
      let cost = model.costAutomaton(
        expressions, states: states, transitions: transitions, initial: 0, accepting: accepting)
      return Specimen(model) { values in
        var (state, total) = (0, 0)
        for expression in expressions {
          guard let way = transitions.first(where: { $0.from == state && $0.symbol == values[expression] }) else {
            return false
          }
          (state, total) = (way.to, total + way.cost)
        }
        return accepting.contains(state) && values[cost] == total
      }
    }
  }

  /// Paths of a random diagram, listed.
  @Test func diagramsAgreeWithBruteForce() {
    Specimen.check(seeds: 1...40) { random in
      let model = Model()
      let x = (0..<3).map { _ in random.integer(in: model) }
      // Nodes 0, then 1 and 2, then 3 and 4, then 5.
      let layers = [[0], [1, 2], [3, 4], [5]]
      var edges: [(from: Int, label: Int, to: Int)] = []
      for layer in 0..<3 {
        for _ in 0..<7 {
          let (from, to) = (layers[layer], layers[layer + 1])
          edges.append((from[random.below(from.count)], random.within(-2...3), to[random.below(to.count)]))
        }
      }
      var words = Set<[Int]>()
      for a in edges where a.from == 0 {
        for b in edges where b.from == a.to {
          for c in edges where c.from == b.to { words.insert([a.label, b.label, c.label]) }
        }
      }
      model.diagram(x, edges: edges, root: 0, end: 5)
      return Specimen(model) { values in words.contains(x.map { values[$0] }) }
    }
  }

  @Test func words() throws {
    let model = Model()
    let x = (0..<2).map { _ in model.integer(0...5) }
    model.automaton(
      x, states: 3, transitions: [(0, 1, 1), (0, 1, 2), (1, 2, 0), (1, 3, 2)], initial: 0, accepting: [2])
    let priced: [(from: Int, symbol: Int, to: Int, cost: Int)] = (0...5).map { (0, $0, 0, $0) }
    let cost = model.costAutomaton(x, states: 1, transitions: priced, initial: 0, accepting: [0])
    #expect(cost.index == 2)
    #expect(try model.words(1, 3, 4) == nil)
    #expect(try model.words(2, 3, 5) == "constraint 0: no transition from state 0 by 2 at place 0")
    #expect(try model.words(1, 4, 5) == "constraint 0: no transition from any of the states 1, 2 by 4 at place 1")
    #expect(try model.words(1, 2, 3) == "constraint 0: state 0 does not accept")
    #expect(try model.words(1, 3, 5) == "constraint 1: the automaton's cost is 4, not 5")
  }

  @Test func mistakes() {
    let model = Model()
    let x = [model.integer(0...1)]
    model.automaton(x, states: 2, transitions: [(0, 0, 2)], initial: 0, accepting: [0])
    model.automaton(x, states: 2, transitions: [], initial: 5, accepting: [0])
    model.automaton(x, states: 0, transitions: [], initial: 0, accepting: [])
    _ = model.costAutomaton(x, states: 2, transitions: [(0, 1, 0, 3), (0, 1, 1, 3)], initial: 0, accepting: [0])
    _ = model.costAutomaton(x, states: 1, transitions: [(0, 1, 0, .min)], initial: 0, accepting: [0])
    #expect(
      model.errors == [
        .invalidAutomaton("a transition with state 2 of 2"), .invalidAutomaton("an automaton with state 5 of 2"),
        .invalidAutomaton("an automaton with state 0 of 0"),
        .invalidAutomaton("an automaton with costs and two ways on from state 0 by 1"),
        .overflow("the cost of an automaton"),
      ])
  }

  /// A thousand states with two ways each, over a thousand expressions: nearly two million edges.
  @Test func whatIsTooLargeIsRefused() {
    let model = Model()
    let x = (0..<1000).map { _ in model.integer(0...1) }
    var transitions: [Transition] = []
    for from in 0..<1000 {
      transitions.append((from, 0, (from + 1) % 1000))
      transitions.append((from, 1, (from * 3 + 2) % 1000))
    }
    model.automaton(x, states: 1000, transitions: transitions, initial: 0, accepting: [999])
    #expect(model.errors.contains { if case .tooLarge = $0 { true } else { false } })
  }

  @Test func ofNothing() throws {
    let model = Model()
    model.automaton([], states: 2, transitions: [], initial: 0, accepting: [0])
    let cost = model.costAutomaton([], states: 1, transitions: [(0, 0, 0, 4)], initial: 0, accepting: [0])
    #expect(try model.solve()[cost] == 0)
    model.automaton([], states: 2, transitions: [], initial: 0, accepting: [1])
    #expect(try model.solve().status == .infeasible)
  }

  /// What only runs that end badly need is pruned; states with the same ways on are one.
  @Test func graphsAreReduced() throws {
    let automaton = Automaton(
      stateCount: 5,
      transitions: [[0, 0, 1], [0, 1, 2], [1, 0, 3], [2, 0, 3], [1, 1, 4], [2, 1, 4], [4, 0, 4]], initial: 0,
      accepting: [3])
    let graph = try #require(LayeredGraph(automaton, over: [0...1, 0...1]))
    #expect(graph.nodeCounts == [1, 1, 1])
    #expect(graph.layers.map { $0.map(\.symbol) } == [[0, 1], [0]])
    #expect(graph.path([1, 0]) == [1, 0] && graph.path([1, 1]) == nil)
  }

  /// Runs of 3 and 1 in five cells: with a gap between them there is just one place, ●●●○●.
  @Test func propagationIsDomainConsistent() throws {
    let model = Model()
    let cells = (0..<5).map { _ in model.integer(0...1) }
    model.automaton(
      cells, states: 6,
      transitions: [
        (0, 0, 0), (0, 1, 1), (1, 1, 2), (2, 1, 3), (3, 0, 4), (4, 0, 4), (4, 1, 5), (5, 0, 5),
      ], initial: 0, accepting: [5])
    let lowered = try LoweredModel(try model.validated())
    #expect(lowered.solver.propagateRoot())
    #expect(cells.map { lowered.bounds(of: $0) } == [1...1, 1...1, 1...1, 0...0, 1...1])
  }

  /// At most two days on in a row, at least two days off in a row, ten days: the most days on are 5, 6 with a single day
  /// off at either end.
  @Test func longestShiftsInBothEngines() throws {
    let model = Model()
    let days = (0..<10).map { _ in model.integer(0...1) }
    // 0: rested, 1 and 2: days on, 3: one day off.
    model.automaton(
      days, states: 4, transitions: [(0, 0, 0), (0, 1, 1), (1, 1, 2), (1, 0, 3), (2, 0, 3), (3, 0, 0)], initial: 0,
      accepting: [0, 1, 2, 3])
    model.maximize(sum(of: days))
    // 1100110011
    #expect(try model.solve().objective == 6)
    #expect(try model.solve(using: GLPKSolver()).objective == 6)
  }

  /// Changes between machines cost 5, work on machine 1 costs 2 more than on machine 0; the third is for machine 1 only.
  @Test func cheapestChangesInBothEngines() throws {
    let model = Model()
    let machines = (0..<4).map { _ in model.integer(0...1) }
    let cost = model.costAutomaton(
      machines, states: 2, transitions: [(0, 0, 0, 1), (0, 1, 1, 8), (1, 1, 1, 3), (1, 0, 0, 6)], initial: 0,
      accepting: [0, 1])
    // 0, 0, 0, 0 and 1, 0, 1, 0
    #expect(model.data.lower[cost.index] == 4 && model.data.upper[cost.index] == 28)
    model.add(machines[2] == 1)
    model.minimize(cost)
    // 0, 0, 1, 1
    #expect(try model.solve().objective == 13)
    #expect(try model.solve(using: GLPKSolver()).objective == 13)
  }
}
