extension ResourceProject.Instance {
  /// In topological order.
  var precedences: [Precedence] {
    topologicalOrder.flatMap { before in successors[before].map { Precedence(before: before, after: $0) } }
  }

  var longestPaths: LongestPaths { LongestPaths(durations: durations, precedences) }

  var closure: PrecedenceClosure { PrecedenceClosure(activityCount: activityCount, precedences) }

  /// The length of the longest chain.
  public var criticalPathLength: Int { longestPaths.length }

  /// The same project with time running backwards; its schedules are this one's, mirrored.
  var mirrored: Self {
    // What was valid stays valid: reversing all arcs makes no cycle.
    try! Self(
      name: name, durations: durations, demands: demands, successors: predecessors, capacities: capacities)
  }
}
