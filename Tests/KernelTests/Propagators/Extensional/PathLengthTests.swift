import Basics
import TestSupport
import Testing

@testable import Kernel

@Suite struct PathLengthTests {
  /// Variables: the length, then a Boolean an edge, two or three layers of up to two nodes between.
  private static func randomCase(_ random: inout RandomSource) -> PostedCase {
    let layerCount = random.within(1...3)
    let nodeCounts = [1] + (0..<layerCount - 1).map { _ in random.within(1...2) } + [1]
    let layers = (0..<layerCount).map { layer in
      (0..<random.within(1...(layerCount == 3 ? 3 : 4))).map { _ in
        PathEdge(
          from: random.below(nodeCounts[layer]), to: random.below(nodeCounts[layer + 1]),
          length: random.within(-3...3), isOpen: .always)
      }
    }
    let count = layers.reduce(0) { $0 + $1.count }
    return PostedCase(
      domains: [random.domain(in: -6...6, width: 9)] + [ClosedRange<Int32>](repeating: 0...1, count: count)
    ) { values in
      var (first, node, length) = (1, 0, 0)
      for layer in layers {
        let taken = layer.indices.filter { values[first + $0] == 1 }
        guard taken.count == 1, layer[taken[0]].from == node else { return false }
        (first, node, length) = (first + layer.count, layer[taken[0]].to, length + layer[taken[0]].length)
      }
      return Int(values[0]) == length
    } post: { solver, variables in
      var first = 1
      var arriving = [[Literal.always]]
      var posted: [[PathEdge]] = []
      for (layer, nodes) in zip(layers, nodeCounts.dropFirst()) {
        let literals = variables[first..<first + layer.count].map { Literal($0, atLeast: 1) }
        solver.add(clause: literals)
        for i in literals.indices { for j in 0..<i { solver.add(clause: [literals[i].negated, literals[j].negated]) } }
        var next = [[Literal]](repeating: [], count: nodes)
        for (edge, literal) in zip(layer, literals) {
          solver.add(clause: arriving[edge.from] + [literal.negated])
          next[edge.to].append(literal)
        }
        posted.append(
          zip(layer, literals).map { PathEdge(from: $0.from, to: $0.to, length: $0.length, isOpen: $1) })
        arriving = next
        first += layer.count
      }
      solver.postPathLength(variables[0], layers: posted, nodeCounts: nodeCounts)
    }
  }

  @Test func agreesWithBruteForce() {
    ConstraintOracle(solutionLimit: 25).check(seeds: 1...250) { Self.randomCase(&$0) }
  }

  /// Two ways from the first node to the one in the middle, of 2 and 4, and one by another of 9; 3 more from the middle.
  @Test func shortestAndLongestWay() throws {
    let solver = Solver()
    let length = solver.makeVariable(lower: -100, upper: 100)
    let ways = (0..<4).map { _ in solver.makeBoolean() }
    func edge(_ from: Int, _ to: Int, _ length: Int, _ way: Literal) -> PathEdge {
      PathEdge(from: from, to: to, length: length, isOpen: way)
    }
    solver.postPathLength(
      length,
      layers: [
        [edge(0, 0, 2, ways[0]), edge(0, 1, 9, ways[1]), edge(0, 0, 4, ways[2])],
        [edge(0, 0, 3, ways[3]), edge(1, 0, 0, ways[1])],
      ], nodeCounts: [1, 2, 1])
    #expect(solver.propagateRoot())
    #expect(solver.store.lower(length) == 5 && solver.store.upper(length) == 9)
    solver.decide(Literal(length, atMost: 8))
    try solver.propagate()
    #expect(solver.store.isFalse(ways[1]) && solver.store.upper(length) == 7)
    solver.decide(ways[0].negated)
    try solver.propagate()
    #expect(solver.store.lower(length) == 7)
  }
}
