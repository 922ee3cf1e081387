import Basics

/// An acyclic graph on layers of equal size in which no arc is implied by a path of others.
struct LayeredArcs {
  /// The square root of the number of nodes, rounded up, with consecutive nodes in each.
  let layers: [[Int]]
  private(set) var successors: [Set<Int>]
  private(set) var predecessors: [Set<Int>]
  private(set) var count = 0

  init(nodes: Int) {
    var rows = 1
    while rows * rows < nodes { rows += 1 }
    let size = (nodes + rows - 1) / rows
    layers = stride(from: 0, to: nodes, by: size).map { Array($0..<min(nodes, $0 + size)) }
    successors = Array(repeating: [], count: nodes)
    predecessors = successors
  }

  /// What paths lead to, the node itself included.
  func reached(from node: Int) -> Set<Int> { Self.reached(from: node, by: successors) }

  private static func reached(from node: Int, by arcs: [Set<Int>]) -> Set<Int> {
    var (found, waiting): (Set<Int>, [Int]) = ([node], [node])
    while let next = waiting.popLast() {
      for neighbour in arcs[next] where found.insert(neighbour).inserted { waiting.append(neighbour) }
    }
    return found
  }

  /// Adds arcs of chance from a layer to a later one, each between nodes without a path, and drops what they imply, until there
  /// are so many, or no more seem to be found.
  mutating func add(_ wanted: Int, _ random: inout RandomSource) {
    guard layers.count > 1 else { return }
    var failures = 0
    while count < wanted, failures < Self.patience {
      let upper = random.below(layers.count - 1)
      let lower = random.within(upper + 1...layers.count - 1)
      let first = layers[upper][random.below(layers[upper].count)]
      let second = layers[lower][random.below(layers[lower].count)]
      if reached(from: first).contains(second) {
        failures += 1
      } else {
        insert(first, second)
      }
    }
  }

  /// How many arcs may turn out to be implied.
  private static let patience = 20_000

  private mutating func insert(_ first: Int, _ second: Int) {
    let behind = reached(from: second)
    for node in Self.reached(from: first, by: predecessors) {
      for implied in successors[node].intersection(behind) {
        successors[node].remove(implied)
        predecessors[implied].remove(node)
        count -= 1
      }
    }
    successors[first].insert(second)
    predecessors[second].insert(first)
    count += 1
  }
}
