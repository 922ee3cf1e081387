import Basics

/// The implications between bound literals that clauses of two literals state, [x >= 5] -> [x >= 3] among them, and their
/// strongly connected components: literals of one component are equivalent.
///
/// A literal equivalent to its negation is a contradiction. Learned clauses with two literals of one component lose one.
///
/// - Source: Tarjan 1972, "Depth-first search and linear graph algorithms"; Aspvall, Plass, Tarjan 1979 for clauses of two
///   literals; Brafman 2004, "A simplifier for propositional formulas with many binary clauses".
struct ImplicationGraph {
  /// The literals that occur in clauses of two, and their negations, by node and bound.
  private(set) var literals: [Literal] = []
  private var firstEdge: [Int32] = []
  private var targets: [Int32] = []
  /// The representative of each literal's component, an index of `literals`.
  private(set) var representatives: [Int32] = []
  /// Components of more than one literal.
  private(set) var classCount = 0

  init(_ clauses: borrowing Buffer<ClauseDatabase.BinaryClause>) {
    for i in 0..<clauses.count {
      for literal in [clauses[i].first, clauses[i].second] { literals += [literal, literal.negated] }
    }
    literals.sort { Self.isBefore($0, $1) }
    var kept = 0
    for i in literals.indices where i == 0 || literals[i] != literals[kept - 1] {
      literals[kept] = literals[i]
      kept += 1
    }
    literals.removeLast(literals.count - kept)
    var edges: [(from: Int32, to: Int32)] = []
    for i in 0..<clauses.count {
      let (a, b) = (clauses[i].first, clauses[i].second)
      edges.append((index(of: a.negated).unsafelyUnwrapped, index(of: b).unsafelyUnwrapped))
      edges.append((index(of: b.negated).unsafelyUnwrapped, index(of: a).unsafelyUnwrapped))
    }
    for i in literals.indices.dropFirst() where literals[i - 1].variable == literals[i].variable {
      edges.append((Int32(i), Int32(i - 1)))
    }
    firstEdge = [Int32](repeating: 0, count: literals.count + 1)
    for edge in edges { firstEdge[Int(edge.from) + 1] += 1 }
    for i in 0..<literals.count { firstEdge[i + 1] += firstEdge[i] }
    targets = [Int32](repeating: 0, count: edges.count)
    var next = firstEdge
    for edge in edges {
      targets[Int(next[Int(edge.from)])] = edge.to
      next[Int(edge.from)] += 1
    }
    findComponents()
  }

  private static func isBefore(_ a: Literal, _ b: Literal) -> Bool {
    a.node != b.node ? a.node < b.node : a.bound < b.bound
  }

  func index(of literal: Literal) -> Int32? {
    var low = 0
    var high = literals.count
    while low < high {
      let middle = (low + high) / 2
      if Self.isBefore(literals[middle], literal) { low = middle + 1 } else { high = middle }
    }
    return low < literals.count && literals[low] == literal ? Int32(low) : nil
  }

  /// The literal that stands for all that are equivalent to `literal`.
  func representative(of literal: Literal) -> Literal {
    index(of: literal).map { literals[Int(representatives[Int($0)])] } ?? literal
  }

  /// Whether some literal is equivalent to its negation.
  var isContradictory: Bool {
    literals.indices.contains { i in
      index(of: literals[i].negated).map { representatives[Int($0)] == representatives[i] } ?? false
    }
  }

  /// Tarjan's algorithm without recursion.
  private mutating func findComponents() {
    let count = literals.count
    representatives = [Int32](repeating: -1, count: count)
    var order = [Int32](repeating: -1, count: count)
    var low = [Int32](repeating: 0, count: count)
    var edge = Array(firstEdge.dropLast())
    var stack: [Int32] = []
    var path: [Int32] = []
    var visited: Int32 = 0
    for root in 0..<count where order[root] < 0 {
      path.append(Int32(root))
      while let top = path.last {
        let v = Int(top)
        if order[v] < 0 {
          order[v] = visited
          low[v] = visited
          visited += 1
          stack.append(top)
        }
        if edge[v] < firstEdge[v + 1] {
          let w = Int(targets[Int(edge[v])])
          edge[v] += 1
          if order[w] < 0 {
            path.append(Int32(w))
          } else if representatives[w] < 0 {
            low[v] = min(low[v], order[w])
          }
          continue
        }
        path.removeLast()
        if let parent = path.last { low[Int(parent)] = min(low[Int(parent)], low[v]) }
        if low[v] == order[v] { close(v, &stack) }
      }
    }
  }

  /// Takes the component of `root` from the stack; its smallest index represents it.
  private mutating func close(_ root: Int, _ stack: inout [Int32]) {
    var first = stack.count - 1
    while Int(stack[first]) != root { first -= 1 }
    let members = stack[first...]
    let smallest = members.min().unsafelyUnwrapped
    for member in members { representatives[Int(member)] = smallest }
    if members.count > 1 { classCount += 1 }
    stack.removeLast(members.count)
  }
}

extension Solver {
  /// Finds equivalent literals, and shortens the learned clauses that have two of one class.
  func mergeEquivalences() {
    if clauses.binaries.isEmpty { return }
    let graph = ImplicationGraph(clauses.binaries)
    statistics.equivalences = graph.classCount
    if graph.isContradictory {
      isInfeasible = true
      return
    }
    if graph.classCount == 0 { return }
    for i in 0..<clauses.references.count where !isInfeasible {
      let clause = clauses.references[i]
      if clauses.tier(clause) != .problem, !clauses.isDeleted(clause) { merge(clause, graph) }
    }
  }

  private func merge(_ clause: ClauseReference, _ graph: ImplicationGraph) {
    let count = clauses.size(clause)
    inprocessing.shortened.removeAll()
    for i in 0..<count {
      let literal = graph.representative(of: clauses.literals(clause)[i])
      var isNew = true
      for k in 0..<inprocessing.shortened.count where inprocessing.shortened[k].variable == literal.variable {
        isNew = false
        // [x >= 3] or [x >= 5] is [x >= 3].
        if literal.bound < inprocessing.shortened[k].bound { inprocessing.shortened[k] = literal }
      }
      if isNew { inprocessing.shortened.append(literal) }
    }
    if inprocessing.shortened.count == count { return }
    for i in 0..<inprocessing.shortened.count {
      let literal = inprocessing.shortened[i]
      if store.isTrue(literal) { return clauses.delete(clause) }
      for k in 0..<i {
        let other = inprocessing.shortened[k]
        if other.variable == -literal.variable, other.bound <= 1 - literal.bound { return clauses.delete(clause) }
      }
    }
    statistics.mergedClauses += 1
    replaceByShortened(clause)
  }
}
