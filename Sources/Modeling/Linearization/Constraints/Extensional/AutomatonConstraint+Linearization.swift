import MIP
import Statements

extension AutomatonConstraint: Linearisable {
  package func add(to linearizer: inout Linearizer, at position: Int) throws(ModelError) {
    _ = try linearizer.addFlow(automaton, expressions)
  }
}

extension CostAutomatonConstraint: Linearisable {
  package func add(to linearizer: inout Linearizer, at position: Int) throws(ModelError) {
    linearizer.addWeighted(try linearizer.addFlow(automaton, expressions), equals: target)
  }
}

extension Linearizer {
  /// A unit of flow through the layered graph, a binary an edge: without the other constraints its vertices are the
  /// paths.
  ///
  /// - Returns: the edges with their costs.
  /// - Source: Côté, Gendron, Rousseau 2007, "Modeling the regular constraint with integer programming".
  fileprivate mutating func addFlow(
    _ automaton: Automaton, _ expressions: [LinearForm]
  ) throws(ModelError) -> [(Switch, Int)] {
    guard let graph = LayeredGraph(automaton, over: expressions.map(data.range(of:))) else {
      throw .tooLarge("an automaton has more than \(LayeredGraph.edgeLimit) edges")
    }
    if graph.isEmpty {
      addRow([], from: 1, to: nil)
      return []
    }
    var costs: [(Switch, Int)] = []
    var arriving: [[Switch]] = [[]]
    for (layer, form) in expressions.enumerated() {
      var leaving = [[Switch]](repeating: [], count: graph.nodeCounts[layer])
      var next = [[Switch]](repeating: [], count: graph.nodeCounts[layer + 1])
      var symbols: [(Switch, Int)] = []
      for (place, edge) in graph.layers[layer].enumerated() {
        let isTaken = try addBinary("edge") { values in
          form.value(values) == edge.symbol && graph.path(expressions.map { $0.value(values) })?[layer] == place
        }
        leaving[edge.from].append(isTaken)
        next[edge.to].append(isTaken)
        symbols.append((isTaken, edge.symbol))
        if edge.cost != 0 { costs.append((isTaken, edge.cost)) }
      }
      for node in leaving.indices {
        if layer == 0 {
          addCount(leaving[node], from: 1, to: 1)
        } else {
          addRow(
            leaving[node].map { LinearModel.Term($0.column, 1) }
              + arriving[node].map { LinearModel.Term($0.column, -1) },
            from: 0, to: 0)
        }
      }
      addWeighted(symbols, equals: form)
      arriving = next
    }
    return costs
  }
}
