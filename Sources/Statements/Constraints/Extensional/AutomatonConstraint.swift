/// An automaton accepts the expressions' values, read in their order.
package struct AutomatonConstraint: Constraint {
  package static let name = "automaton"
  package private(set) var expressions: [LinearForm]
  package private(set) var automaton: Automaton

  package init(_ expressions: [LinearForm], _ automaton: Automaton) {
    self.expressions = expressions
    self.automaton = automaton
  }

  package static var blank: Self { Self([], Automaton()) }

  package mutating func visitParts(_ visitor: inout some PartVisitor) {
    visitor.forms("", &expressions)
    automaton.visitParts(&visitor)
  }

  package func flaw(in data: ModelData) -> String? { automaton.flaw(hasCosts: false) }

  package func violation(of values: [Int], in data: ModelData) -> String? {
    automaton.run(expressions.map { $0.value(values) }).broken
  }

  package func recheck(at position: Int, in data: ModelData, _ open: OpenVariables) throws(ModelError) {
    for form in expressions where open.contains(form) && !data.isSafe(form) { throw .overflow("an automaton") }
  }

  /// States after each symbol, by Booleans; see `decompose`.
  package func decompose(into pieces: inout Decomposition) -> Bool {
    guard let graph = LayeredGraph(automaton, over: expressions.map { pieces.range(of: $0) }) else { return false }
    _ = graph.decompose(expressions, into: &pieces)
    return true
  }
}

extension LayeredGraph {
  /// Booleans that are true just where a path from the start has come through an edge, or to a node; the end is reached.
  ///
  /// - Returns: by layer, those of the edges.
  func decompose(_ expressions: [LinearForm], into pieces: inout Decomposition) -> [[BoolVar]] {
    if isEmpty {
      pieces.post(ClauseConstraint([]))
      return []
    }
    var nodes = [pieces.always()]
    var isTaken: [[BoolVar]] = []
    for (layer, form) in expressions.enumerated() {
      var arriving = [[BoolVar]](repeating: [], count: nodeCounts[layer + 1])
      var taken: [BoolVar] = []
      for edge in layers[layer] {
        let isRead = pieces.literal(form, equals: edge.symbol)
        let b = pieces.boolean()
        pieces.post(ClauseConstraint([!b, nodes[edge.from]]))
        pieces.post(ClauseConstraint([!b, isRead]))
        pieces.post(ClauseConstraint([b, !nodes[edge.from], !isRead]))
        arriving[edge.to].append(b)
        taken.append(b)
      }
      nodes = arriving.map { arriving in
        if arriving.count == 1 { return arriving[0] }
        let node = pieces.boolean()
        pieces.post(ClauseConstraint(arriving + [!node]))
        for b in arriving { pieces.post(ClauseConstraint([!b, node])) }
        return node
      }
      isTaken.append(taken)
    }
    pieces.post(ClauseConstraint([nodes[0]]))
    return isTaken
  }
}

extension Model {
  /// An automaton accepts the values of `expressions`, read one after the other.
  ///
  /// From `initial`, each value leads along a transition with that symbol to the next state; after the last one the state
  /// is one of `accepting`. Several transitions from a state may have one symbol: some way is enough.
  /// ```swift
  /// // Days off (0) and on (1): never three days on in a row.
  /// model.automaton(
  ///   days, states: 3, transitions: [(0, 0, 0), (0, 1, 1), (1, 0, 0), (1, 1, 2), (2, 0, 0)], initial: 0,
  ///   accepting: [0, 1, 2])
  /// ```
  /// Without expressions it holds where the initial state accepts.
  /// - Parameters:
  ///   - states: how many; they are numbered from 0.
  ///   - transitions: a value without one is not allowed in that state.
  public func automaton(
    _ expressions: [any LinearExpressible], states: Int, transitions: [(from: Int, symbol: Int, to: Int)],
    initial: Int, accepting: [Int]
  ) {
    let automaton = Automaton(
      stateCount: states, transitions: transitions.map { [$0.from, $0.symbol, $0.to] }, initial: initial,
      accepting: accepting)
    guard let (forms, _) = unrolled(expressions, automaton, hasCosts: false) else { return }
    post(AutomatonConstraint(forms, automaton))
  }

  /// The values of `expressions` are the labels of a path in a decision diagram, from `root` to `end`.
  ///
  /// Nodes are numbers from 0; edges go from a layer to the next, an expression a layer, so a path has as many edges as
  /// there are expressions. Several edges of a node may have one label.
  /// ```swift
  /// // Two numbers from 0 ... 2 that are equal, or 0 and 2.
  /// model.diagram([x, y], edges: [(0, 0, 1), (0, 1, 2), (0, 2, 3), (1, 0, 4), (1, 2, 4), (2, 1, 4), (3, 2, 4)],
  ///   root: 0, end: 4)
  /// ```
  public func diagram(
    _ expressions: [any LinearExpressible], edges: [(from: Int, label: Int, to: Int)], root: Int, end: Int
  ) {
    let last = edges.reduce(max(root, end)) { max($0, $1.from, $1.to) }
    automaton(
      expressions, states: min(last, Self.limit) + 1,
      transitions: edges.map { (from: $0.from, symbol: $0.label, to: $0.to) }, initial: root, accepting: [end])
  }

  /// What an automaton reads in canonical form, and its graph; nil after noting what is wrong with it or with them.
  func unrolled(
    _ expressions: [any LinearExpressible], _ automaton: Automaton, hasCosts: Bool
  ) -> (forms: [LinearForm], graph: LayeredGraph)? {
    if let flaw = automaton.flaw(hasCosts: hasCosts) {
      note(.invalidAutomaton(flaw))
      return nil
    }
    let forms = canonical(expressions, "an automaton")
    guard forms.count == expressions.count else { return nil }
    let ranges = forms.map { isOpen($0) ? -(1 << 60)...(1 << 60) : data.range(of: $0) }
    if let graph = LayeredGraph(automaton, over: ranges) { return (forms, graph) }
    note(.tooLarge("an automaton over \(forms.count) expressions has more than \(LayeredGraph.edgeLimit) edges"))
    return nil
  }
}
