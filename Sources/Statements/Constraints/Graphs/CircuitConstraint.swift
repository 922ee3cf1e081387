/// The successors of nodes make one cycle: through all nodes, or through all but those that are their own successor.
package struct CircuitConstraint: Constraint {
  package enum Extent: String, CaseIterable, Sendable { case whole, partial }

  package static let name = "circuit"
  package private(set) var successors: [LinearForm]
  package private(set) var extent: Extent

  package init(_ successors: [LinearForm], _ extent: Extent) {
    self.successors = successors
    self.extent = extent
  }

  package static var blank: Self { Self([], .whole) }

  package mutating func visitParts(_ visitor: inout some PartVisitor) {
    visitor.forms("", &successors)
    visitor.choice("", &extent)
  }

  package func flaw(in data: ModelData) -> String? {
    successors.count <= ArcCircuitConstraint.largestNodeCount ? nil : "\(successors.count) nodes"
  }

  package func forEachVariable(_ intervals: [Interval], _ visit: (Int) -> Void) {
    for successor in successors { successor.forEachVariable(visit) }
  }

  package func violation(of values: [Int], in data: ModelData) -> String? {
    let next = successors.map { $0.value(values) }
    var isEntered = [Bool](repeating: false, count: next.count)
    for (node, head) in next.enumerated() {
      guard next.indices.contains(head) else { return "the successor of node \(node) is \(head) of \(next.count)" }
      if isEntered[head] { return "node \(head) is the successor of two" }
      isEntered[head] = true
    }
    let onCycle = next.indices.filter { extent == .whole || next[$0] != $0 }
    guard let first = onCycle.first else { return nil }
    var length = 1
    var node = next[first]
    while node != first {
      length += 1
      node = next[node]
    }
    return length == onCycle.count ? nil : "a cycle of \(length) nodes of \(onCycle.count)"
  }

  package func recheck(at position: Int, in data: ModelData, _ open: OpenVariables) throws(ModelError) {
    for form in successors where open.contains(form) && !data.isSafe(form) { throw .overflow("a successor") }
  }

  /// An arc a value of each successor.
  package func decompose(into pieces: inout Decomposition) -> Bool {
    let count = successors.count
    var (tails, heads, literals): ([Int], [Int], [BoolVar]) = ([], [], [])
    for (node, successor) in successors.enumerated() {
      let range = pieces.range(of: successor)
      if range.lowerBound < 0 { pieces.post(LinearConstraint(successor.negated, .atMost)) }
      if range.upperBound >= count { pieces.post(LinearConstraint(successor + (1 - count), .atMost)) }
      for head in max(0, range.lowerBound)..<max(0, range.lowerBound, min(count, range.upperBound + 1)) {
        if head == node, extent == .whole, count > 1 {
          // A literal all the same, so that whoever asks for all values finds each of them.
          pieces.post(ClauseConstraint([!pieces.literal(successor, equals: head)]))
          continue
        }
        tails.append(node)
        heads.append(head)
        literals.append(pieces.literal(successor, equals: head))
      }
    }
    pieces.post(ArcCircuitConstraint(nodeCount: count, tails: tails, heads: heads, literals: literals))
    return true
  }
}

extension Model {
  /// The value of each expression is the node that comes after its own, and the nodes make one cycle through all of
  /// them.
  ///
  /// Nodes are the places in the list, from 0. No node follows itself, unless it is the only one; without nodes it
  /// holds.
  ///
  /// ```swift
  /// let next = cities.indices.map { _ in model.integer(0...(cities.count - 1)) }
  /// model.circuit(next)
  /// model.minimize(sum(of: cities.indices.map { model.element(distances[$0], at: next[$0]) }))
  /// ```
  public func circuit(_ successors: [any LinearExpressible]) { postCircuit(successors, .whole) }

  /// The same through some of the nodes: one that is its own successor is left out. All may be.
  public func subcircuit(_ successors: [any LinearExpressible]) { postCircuit(successors, .partial) }

  private func postCircuit(_ successors: [any LinearExpressible], _ extent: CircuitConstraint.Extent) {
    let forms = canonical(successors, "a circuit's successor")
    if forms.count == successors.count { post(CircuitConstraint(forms, extent)) }
  }
}
