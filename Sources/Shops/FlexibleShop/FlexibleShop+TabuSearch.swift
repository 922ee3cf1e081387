import Basics

extension FlexibleShop {
  /// Tabu search over insertions of the operations on a critical path, the shortest path through them first.
  ///
  /// A choice that an operation leaves, or moves within, is forbidden to it for as many iterations as the path has
  /// operations and it has choices, unless it leads to less than the best makespan.
  ///
  /// - Source: Mastrolilli, Gambardella 2000, "Effective neighbourhood functions for the flexible job shop problem".
  struct TabuSearch: ~Copyable {
    private(set) var graph: Graph
    private var neighbourhood: Neighbourhood
    private(set) var iteration = 0
    /// The least makespan since the last `load`, with the graph's order and choices then.
    private(set) var best = Int.max
    let bestOrder: Buffer<Int32>
    let bestChoices: Buffer<Int32>
    private(set) var bestIteration = 0

    init(_ shop: FlexibleShop, seed: UInt64) {
      graph = Graph(shop)
      neighbourhood = Neighbourhood(graph.table, seed: seed)
      bestOrder = Buffer(repeating: 0, count: shop.operationCount)
      bestChoices = Buffer(repeating: 0, count: shop.operationCount)
    }

    /// Begins anew from sequences given as an order of all operations.
    ///
    /// - Returns: false, and nothing begun, where these close a cycle.
    mutating func load(_ order: borrowing Buffer<Int32>, choices: borrowing Buffer<Int32>) -> Bool {
      guard graph.load(order, choices: choices) else { return false }
      begin()
      return true
    }

    mutating func load(_ candidate: Candidate) -> Bool {
      guard graph.load(candidate) else { return false }
      begin()
      return true
    }

    /// Whether moves are compared by makespans first, or only by the paths through what moves.
    var comparesMakespans: Bool {
      get { neighbourhood.comparesMakespans }
      set { neighbourhood.comparesMakespans = newValue }
    }

    private mutating func begin() {
      neighbourhood.expiries.fill(0)
      best = .max
      noteBest()
    }

    private mutating func noteBest() {
      best = graph.makespan
      bestIteration = iteration
      bestOrder.pointer.update(from: graph.order.pointer, count: graph.count)
      bestChoices.pointer.update(from: graph.choices.pointer, count: graph.count)
    }

    /// Makes one move.
    ///
    /// - Returns: false where there is none: no operation of the path has another position.
    mutating func step() -> Bool {
      iteration += 1
      let critical = neighbourhood.explore(graph, .init(iteration: iteration, aspiration: best))
      var move = neighbourhood.best
      if move.operation < 0 { move = neighbourhood.forbidden }
      guard move.operation >= 0 else { return false }
      make(move, critical)
      if graph.makespan < best { noteBest() }
      return true
    }

    private mutating func make(_ move: Move, _ critical: Int) {
      let operation = move.operation
      let old = graph.choices[operation]
      let (before, secondBefore) = (graph.previous[2 * operation], graph.previous[2 * operation + 1])
      let alternatives = Int(graph.table.choiceOffsets[operation + 1] - graph.table.choiceOffsets[operation])
      let tenure = critical + alternatives
      graph.detach(operation)
      graph.attach(operation, choice: move.choice, behind: move.firstPlace, move.secondPlace)
      neighbourhood.expiries[old] = iteration + tenure
      guard !graph.evaluate() else { return }
      // Durations of 0 let a cycle through: back, and not there again soon.
      neighbourhood.expiries[move.choice] = iteration + tenure
      graph.detach(operation)
      graph.attach(operation, choice: old, behind: before, secondBefore)
      let isBack = graph.evaluate()
      assert(isBack, "the sequences before the move close a cycle")
    }
  }
}
