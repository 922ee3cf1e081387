import Kernel
import Statements

extension AutomatonConstraint: Lowerable {
  package var takesLong: Bool { true }

  /// - Source: Quimper, Walsh 2007, "Decomposing global grammar constraints".
  package func lower(into model: LoweredModel, at position: Int) throws(ModelError) {
    _ = try model.postPath(automaton, expressions)
  }
}

/// A layered graph with the literals of its nodes and edges: just one node a layer is on the path.
struct LoweredGraph {
  let graph: LayeredGraph
  /// By layer.
  var nodes: [[Literal]] = []
  /// By layer.
  var edges: [[Literal]] = []
}

extension LoweredModel {
  /// Makes the expressions' values the labels of a path of the automaton's graph; clauses that make unit propagation
  /// domain consistent.
  ///
  /// - Throws: `tooLarge`.
  func postPath(_ automaton: Automaton, _ expressions: [LinearForm]) throws(ModelError) -> LoweredGraph {
    guard let graph = LayeredGraph(automaton, over: expressions.map(expanded.range(of:))) else {
      throw .tooLarge("an automaton has more than \(LayeredGraph.edgeLimit) edges")
    }
    var lowered = LoweredGraph(graph: graph)
    if graph.isEmpty {
      solver.add(clause: [])
      return lowered
    }
    for count in graph.nodeCounts {
      switch count {
      case 1: lowered.nodes.append([.always])
      case 2:
        let first = solver.makeBoolean()
        lowered.nodes.append([first, first.negated])
      default:
        lowered.nodes.append((0..<count).map { _ in solver.makeBoolean() })
        postAtMostOne(lowered.nodes[lowered.nodes.count - 1])
      }
    }
    for (layer, form) in expressions.enumerated() { try postLayer(layer, form, &lowered) }
    return lowered
  }

  private func postLayer(_ layer: Int, _ form: LinearForm, _ lowered: inout LoweredGraph) throws(ModelError) {
    let layerEdges = lowered.graph.layers[layer]
    let (from, to) = (lowered.nodes[layer], lowered.nodes[layer + 1])
    let symbols = Set(layerEdges.map(\.symbol)).sorted()
    try restrict(form, to: symbols)
    var reading: [Int: Literal] = [:]
    for symbol in symbols { reading[symbol] = try literal(form, equals: symbol) }
    var leaving = [[Int]](repeating: [], count: from.count)
    var arriving = [[Int]](repeating: [], count: to.count)
    var labelled: [Int: [Int]] = [:]
    for (place, edge) in layerEdges.enumerated() {
      leaving[edge.from].append(place)
      arriving[edge.to].append(place)
      labelled[edge.symbol, default: []].append(place)
    }
    var literals: [Literal] = []
    for edge in layerEdges {
      let isRead = reading[edge.symbol] ?? .always
      // The only edge of its kind is on the path just where a node or the symbol is.
      let literal =
        if leaving[edge.from].count == 1 {
          from[edge.from]
        } else if arriving[edge.to].count == 1 {
          to[edge.to]
        } else if labelled[edge.symbol]?.count == 1 {
          isRead
        } else {
          solver.makeBoolean()
        }
      literals.append(literal)
      for implied in [from[edge.from], to[edge.to], isRead] where implied != literal {
        solver.add(clause: [literal.negated, implied])
      }
    }
    let groups =
      zip(from, leaving).map { ($0, $1) } + zip(to, arriving).map { ($0, $1) }
      + symbols.map { (reading[$0] ?? .always, labelled[$0] ?? []) }
    for (whole, edges) in groups {
      if edges.count == 1, literals[edges[0]] == whole { continue }
      solver.add(clause: edges.map { literals[$0] } + [whole.negated])
    }
    lowered.edges.append(literals)
  }
}
