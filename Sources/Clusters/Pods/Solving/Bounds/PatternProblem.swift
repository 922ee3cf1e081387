/// One level of the lexicographic objective as a covering problem over node patterns.
///
/// A *pattern* says how many pods of each type stand on one node; it must fit the node. Pods of a type that no pattern
/// covers are unplaced. Nodes that are equal in all that the level cares about are one class with a multiplicity.
///
///     minimise   Σ_t unplacedCost_t · u_t + constant − Σ_n kept(pattern of n)
///     subject to Σ_n copies_t(pattern of n) + u_t ≥ demand_t     for each type t,
///                Σ_{t of level p} u_t ≤ unplacedLimit_p           for each level p that has one,
///                one pattern for each node.
///
/// kept(pattern) counts the pods that stay at home: min(copies_t, pods of t running there). In the levels of unplaced
/// pods no node has a home list, and in the last level, that of the moves, no unplaced pod costs anything.
struct PatternProblem: Sendable {
  struct NodeClass: Sendable {
    /// Per dimension.
    var capacity: [Int]
    /// Pods running here, per type; empty where the level does not count moves.
    var homes: [(type: Int, count: Int)]
    /// Whether the node may take pods of the type; empty for all types.
    var allows: [Bool]
    /// The nodes of the class.
    var nodes: [Int]
  }

  let dimensions: Int
  /// typeCount × dimensions.
  let request: [Int]
  /// Pods per type, ≥ 1.
  let demand: [Int]
  let level: [Int]
  /// 0 or 1.
  let unplacedCost: [Int]
  /// Per level; `Int.max` for none.
  let unplacedLimit: [Int]
  let classes: [NodeClass]
  /// The pods that count as moved where nothing is kept.
  let constant: Int

  var typeCount: Int { demand.count }
  var nodeCount: Int { classes.reduce(0) { $0 + $1.nodes.count } }

  func fits(_ type: Int, in nodeClass: NodeClass) -> Bool {
    if !nodeClass.allows.isEmpty, !nodeClass.allows[type] { return false }
    return (0..<dimensions).allSatisfy { request[type * dimensions + $0] <= nodeClass.capacity[$0] }
  }
}
