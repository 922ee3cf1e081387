/// A placement problem in counts: pods of equal requests, priority and allowed nodes are one type.
struct TypeModel: Sendable {
  let dimensions: Int
  /// nodeCount × dimensions; what pods that may not move use is taken off.
  let capacity: [Int]
  /// typeCount × dimensions.
  let request: [Int]
  /// Pods per type.
  let demand: [Int]
  /// Per type; 0 is the most important.
  let level: [Int]
  let levelCount: Int
  /// Per node: pods running there that may move, by type, ascending.
  let homes: [[(type: Int, count: Int)]]
  /// Per type: whether each node may take it; empty for all nodes.
  let allowed: [[Bool]]

  var typeCount: Int { demand.count }
  var nodeCount: Int { homes.count }
  var runningCount: Int { homes.reduce(0) { $0 + $1.reduce(0) { $0 + $1.count } } }

  /// The level of unplaced pods of priority level `level`, given how many are unplaced in the levels above.
  ///
  /// - Returns: the types it is about, those of the level and above, and the problem in terms of these.
  func placement(level: Int, limits: [Int]) -> (types: [Int], problem: PatternProblem) {
    let types = (0..<typeCount).filter { self.level[$0] <= level && demand[$0] > 0 }
    return (types, pattern(types, withHomes: false, costLevel: level, limits: limits + [.max]))
  }

  /// The level of moves, given how many pods are unplaced in each level.
  func moves(limits: [Int]) -> (types: [Int], problem: PatternProblem) {
    let types = (0..<typeCount).filter { demand[$0] > 0 }
    return (types, pattern(types, withHomes: true, costLevel: nil, limits: limits))
  }

  private func pattern(_ types: [Int], withHomes: Bool, costLevel: Int?, limits: [Int]) -> PatternProblem {
    struct Key: Hashable {
      var capacity: [Int]
      var homes: [Int]
      var allows: [Bool]
    }
    var position = [Int](repeating: -1, count: typeCount)
    for (new, old) in types.enumerated() { position[old] = new }
    var classOf: [Key: Int] = [:]
    var classes: [PatternProblem.NodeClass] = []
    for node in 0..<nodeCount {
      let room = Array(capacity[node * dimensions..<(node + 1) * dimensions])
      let here = withHomes ? homes[node] : []
      let allows =
        types.contains { !(allowed.isEmpty || allowed[$0].isEmpty) }
        ? types.map { allowed[$0].isEmpty || allowed[$0][node] } : []
      let key = Key(capacity: room, homes: here.flatMap { [$0.type, $0.count] }, allows: allows)
      if let known = classOf[key] {
        classes[known].nodes.append(node)
      } else {
        classOf[key] = classes.count
        classes.append(
          .init(
            capacity: room, homes: here.filter { position[$0.type] >= 0 }.map { (position[$0.type], $0.count) },
            allows: allows, nodes: [node]))
      }
    }
    return PatternProblem(
      dimensions: dimensions, request: types.flatMap { request[$0 * dimensions..<($0 + 1) * dimensions] },
      demand: types.map { demand[$0] }, level: types.map { level[$0] },
      unplacedCost: types.map { level[$0] == costLevel ? 1 : 0 }, unplacedLimit: limits, classes: classes,
      constant: withHomes ? runningCount : 0)
  }
}
