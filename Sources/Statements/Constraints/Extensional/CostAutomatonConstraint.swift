/// An automaton accepts the expressions' values; target = the sum of its transitions' costs.
package struct CostAutomatonConstraint: Constraint {
  package static let name = "automaton with costs"
  package static let keyword = "costAutomaton"
  package private(set) var target: LinearForm
  package private(set) var expressions: [LinearForm]
  /// Deterministic: a state and a symbol have one cost.
  package private(set) var automaton: Automaton

  package init(_ target: LinearForm, of expressions: [LinearForm], _ automaton: Automaton) {
    self.target = target
    self.expressions = expressions
    self.automaton = automaton
  }

  package static var blank: Self { Self(LinearForm(), of: [], Automaton()) }

  package mutating func visitParts(_ visitor: inout some PartVisitor) {
    visitor.form("", &target)
    visitor.forms("of", &expressions)
    automaton.visitParts(&visitor)
  }

  package func flaw(in data: ModelData) -> String? {
    if let flaw = automaton.flaw(hasCosts: true) { return flaw }
    let largest = automaton.transitions.reduce(0) { max($0, $1[3].magnitude) }
    let (total, overflow) = largest.multipliedReportingOverflow(by: UInt(expressions.count))
    return overflow || total > UInt(Model.limit) ? "an automaton with costs of \(largest)" : nil
  }

  package func violation(of values: [Int], in data: ModelData) -> String? {
    let run = automaton.run(expressions.map { $0.value(values) })
    if let broken = run.broken { return broken }
    return run.accepted.contains(target.value(values))
      ? nil : "the automaton's cost is \(run.accepted[0]), not \(target.value(values))"
  }

  package var functionTargets: [Int] { target.terms.map(\.variable) }

  package var attention: HintCompletion.Attention { .whenOneIsOpen }

  package func complete(_ completion: inout HintCompletion) -> Bool {
    let known = expressions.compactMap { completion.value(of: $0) }
    guard known.count == expressions.count, let cost = automaton.run(known).accepted.first else { return false }
    completion.solve(target + -cost)
    return true
  }

  package func recheck(at position: Int, in data: ModelData, _ open: OpenVariables) throws(ModelError) {
    for form in expressions where open.contains(form) && !data.isSafe(form) { throw .overflow("an automaton") }
  }

  /// The costs of the edges that are taken add up to the target.
  package func decompose(into pieces: inout Decomposition) -> Bool {
    guard let graph = LayeredGraph(automaton, over: expressions.map { pieces.range(of: $0) }) else { return false }
    let isTaken = graph.decompose(expressions, into: &pieces)
    guard !graph.isEmpty else { return true }
    let costs = zip(graph.layers, isTaken).flatMap { zip($0, $1).map { $0.cost * $1 } }
    guard let total = LinearForm(sum(of: costs)) else { return false }
    pieces.post(LinearConstraint(total - target, .equal))
    return true
  }
}

extension Model {
  /// What it costs to read the values of `expressions` by an automaton that accepts them, as a variable.
  ///
  /// As ``automaton(_:states:transitions:initial:accepting:)``, but each transition has a cost, and from a state a symbol
  /// leads to one state only.
  /// ```swift
  /// // The line is set up for machine 0; each change between the two costs 5.
  /// let changes = model.costAutomaton(
  ///   machines, states: 2, transitions: [(0, 0, 0, 0), (0, 1, 1, 5), (1, 1, 1, 0), (1, 0, 0, 5)], initial: 0,
  ///   accepting: [0, 1])
  /// ```
  public func costAutomaton(
    _ expressions: [any LinearExpressible], states: Int,
    transitions: [(from: Int, symbol: Int, to: Int, cost: Int)], initial: Int, accepting: [Int]
  ) -> IntVar {
    let automaton = Automaton(
      stateCount: states, transitions: transitions.map { [$0.from, $0.symbol, $0.to, $0.cost] }, initial: initial,
      accepting: accepting)
    // Before sums of costs are made.
    if let largest = transitions.map(\.cost.magnitude).max(), largest > Self.limit / max(1, expressions.count) {
      note(.overflow("the cost of an automaton"))
      return integer(0...0)
    }
    guard let (forms, graph) = unrolled(expressions, automaton, hasCosts: true) else { return integer(0...0) }
    let target = integer(graph.costs ?? 0...0)
    post(CostAutomatonConstraint(LinearForm(variable: target), of: forms, automaton))
    return target
  }
}
