/// A placement in counts: copies of each type on each node.
struct TypePlacement: Sendable {
  /// Per node, by type ascending, counts ≥ 1.
  var nodes: [[(type: Int, count: Int)]]

  /// Unplaced pods per level, then pods that are not at home.
  func levels(in model: TypeModel) -> [Int] {
    var levels = [Int](repeating: 0, count: model.levelCount + 1)
    for type in 0..<model.typeCount { levels[model.level[type]] += model.demand[type] }
    levels[model.levelCount] = model.runningCount
    for (node, copies) in nodes.enumerated() {
      for (type, count) in copies { levels[model.level[type]] -= count }
      levels[model.levelCount] -= Self.kept(copies, model.homes[node])
    }
    return levels
  }

  /// Copies that are at home where both lists are by type ascending.
  static func kept(_ copies: [(type: Int, count: Int)], _ homes: [(type: Int, count: Int)]) -> Int {
    var kept = 0
    var i = 0
    for (type, count) in copies {
      while i < homes.count, homes[i].type < type { i += 1 }
      if i < homes.count, homes[i].type == type { kept += min(count, homes[i].count) }
    }
    return kept
  }
}

extension TypePlacement {
  /// Patterns of a level's problem on the nodes of the model: within each class where they keep the most pods at home,
  /// and without copies that there are no pods for.
  init(_ patterns: [[[(type: Int, count: Int)]]], of problem: PatternProblem, types: [Int], in model: TypeModel) {
    nodes = Array(repeating: [], count: model.nodeCount)
    for (nodeClass, patterns) in zip(problem.classes, patterns) {
      let named = patterns.map { $0.map { (type: types[$0.type], count: $0.count) }.sorted { $0.type < $1.type } }
      let gains = nodeClass.nodes.map { node in
        nodeClass.nodes.indices.map { $0 < named.count ? Self.kept(named[$0], model.homes[node]) : 0 }
      }
      for (row, column) in Assignment.maximise(gains).enumerated() where column < named.count {
        nodes[nodeClass.nodes[row]] = named[column]
      }
    }
    trim(model)
  }

  /// Takes off copies beyond the demand, those away from home first.
  private mutating func trim(_ model: TypeModel) {
    var excess = model.demand.map { -$0 }
    for copies in nodes { for (type, count) in copies { excess[type] += count } }
    for node in nodes.indices {
      for k in nodes[node].indices where excess[nodes[node][k].type] > 0 {
        let (type, count) = nodes[node][k]
        let atHome = model.homes[node].first { $0.type == type }?.count ?? 0
        let cut = min(excess[type], max(0, count - atHome))
        nodes[node][k].count -= cut
        excess[type] -= cut
      }
      nodes[node].removeAll { $0.count == 0 }
    }
  }
}
