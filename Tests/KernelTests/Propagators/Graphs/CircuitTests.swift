import Basics
import TestSupport
import Testing

@testable import Kernel

@Suite struct CircuitTests {
  /// Whether these arcs are cycles as they should be, by walking from each node until one comes again.
  private static func isCircuit(_ used: [(tail: Int, head: Int)], nodes: Int, depot: Int) -> Bool {
    for node in 0..<nodes where node != depot {
      if used.count(where: { $0.tail == node }) != 1 || used.count(where: { $0.head == node }) != 1 { return false }
    }
    let visited = (0..<nodes).filter { node in
      node != depot && !used.contains { $0.tail == node && $0.head == node }
    }
    for start in visited {
      var seen: [Int] = []
      var node = start
      repeat {
        seen.append(node)
        node = used.first { $0.tail == node }?.head ?? start
      } while node != start && node != depot && seen.count <= nodes
      if depot >= 0 ? node != depot : seen.count != visited.count { return false }
    }
    return true
  }

  private static func randomCase(_ random: inout RandomSource, hasDepot: Bool) -> PostedCase {
    let nodes = random.within(2...4)
    let depot = hasDepot ? random.below(nodes) : -1
    var arcs: [(tail: Int, head: Int)] = []
    for tail in 0..<nodes {
      for head in 0..<nodes where random.chance(tail == head ? 40 : 85) { arcs.append((tail, head)) }
    }
    while arcs.count > 11 { arcs.remove(at: random.below(arcs.count)) }
    if arcs.isEmpty { arcs = [(0, 0)] }
    // Now and then one literal stands for two arcs, or for the opposite of another.
    var places = Array(arcs.indices)
    var isNegated = [Bool](repeating: false, count: arcs.count)
    if arcs.count > 2, random.chance(20) { (places[1], isNegated[1]) = (0, random.chance(50)) }
    let domains = arcs.indices.map { _ -> ClosedRange<Int32> in
      switch random.below(8) {
      case 0: 0...0
      case 1: 1...1
      default: 0...1
      }
    }
    return PostedCase(domains: domains) { [arcs, places, isNegated] values in
      let used = arcs.indices.filter { (values[places[$0]] == 1) != isNegated[$0] }.map { arcs[$0] }
      return isCircuit(used.filter { $0.tail != depot || $0.head != depot }, nodes: nodes, depot: depot)
    } post: { [arcs, places, isNegated] solver, x in
      let literals = arcs.indices.map { arc in
        let isTrue = Literal(x[places[arc]], atLeast: 1)
        return isNegated[arc] ? isTrue.negated : isTrue
      }
      for node in 0..<nodes where node != depot {
        for list in [arcs.indices.filter { arcs[$0].tail == node }, arcs.indices.filter { arcs[$0].head == node }] {
          solver.add(clause: list.map { literals[$0] })
          for (i, arc) in list.enumerated() {
            for other in list[..<i] { solver.add(clause: [literals[arc].negated, literals[other].negated]) }
          }
        }
      }
      if solver.isInfeasible { return }
      solver.postCircuit(
        nodeCount: nodes, depot: depot, arcs: arcs.indices.map { (arcs[$0].tail, arcs[$0].head, literals[$0]) })
    }
  }

  @Test func oneCycleAgreesWithBruteForce() {
    ConstraintOracle(solutionLimit: 25).check(seeds: 1...80) { Self.randomCase(&$0, hasDepot: false) }
  }

  @Test func routesAgreeWithBruteForce() {
    ConstraintOracle(solutionLimit: 25).check(seeds: 1...80) { Self.randomCase(&$0, hasDepot: true) }
  }

  /// All arcs between nodes, and loops where they are asked for.
  private func complete(_ nodes: Int, hasLoops: Bool = false) -> (solver: Solver, arc: [[Literal]]) {
    let solver = Solver()
    var arcs: [(tail: Int, head: Int, literal: Literal)] = []
    var table = [[Literal]](repeating: [Literal](repeating: .always, count: nodes), count: nodes)
    for tail in 0..<nodes {
      for head in 0..<nodes where hasLoops || tail != head {
        table[tail][head] = solver.makeBoolean()
        arcs.append((tail, head, table[tail][head]))
      }
    }
    for node in 0..<nodes {
      for list in [arcs.filter { $0.tail == node }, arcs.filter { $0.head == node }] {
        solver.add(clause: list.map(\.literal))
        for (i, arc) in list.enumerated() {
          for other in list[..<i] { solver.add(clause: [arc.literal.negated, other.literal.negated]) }
        }
      }
    }
    solver.postCircuit(nodeCount: nodes, arcs: arcs)
    return (solver, table)
  }

  @Test func aChainDoesNotCloseBeforeAllNodesAreOnIt() throws {
    let (solver, arc) = complete(4)
    #expect(solver.propagateRoot())
    for literal in [arc[0][1], arc[1][2]] {
      solver.decide(literal)
      try solver.propagate()
    }
    #expect(solver.store.isFalse(arc[2][0]) && solver.store.isTrue(arc[2][3]) && solver.store.isTrue(arc[3][0]))
  }

  @Test func aChainMayCloseWhereAllOthersMayBeLeftOut() throws {
    let (solver, arc) = complete(4, hasLoops: true)
    #expect(solver.propagateRoot())
    for literal in [arc[0][1], arc[1][2]] {
      solver.decide(literal)
      try solver.propagate()
    }
    #expect(!solver.store.isTrue(arc[2][0]) && !solver.store.isFalse(arc[2][0]))
    solver.decide(arc[2][0])
    try solver.propagate()
    #expect(!solver.store.isFalse(arc[3][3]) && solver.store.isTrue(arc[3][3]))
  }

  /// Nodes 2 and 3 have arcs to each other alone.
  @Test func whatCannotBeReachedIsLeftOut() throws {
    let (solver, arc) = complete(4, hasLoops: true)
    #expect(solver.propagateRoot())
    solver.decide(arc[0][1])
    try solver.propagate()
    solver.decide(arc[1][2].negated)
    solver.decide(arc[1][3].negated)
    try solver.propagate()
    #expect(solver.store.isTrue(arc[2][2]) && solver.store.isTrue(arc[3][3]) && solver.store.isTrue(arc[1][0]))
  }
}
