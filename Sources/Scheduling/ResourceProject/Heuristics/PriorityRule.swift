extension ResourceProject {
  /// Priority rules of the schedule generation schemes.
  ///
  /// - Source: Kolisch 1996, "Efficient priority rules for the resource-constrained project scheduling problem".
  enum PriorityRule: String, CaseIterable {
    case lft, lst, mslk, mts, grpw, spt

    var title: String {
      switch self {
      case .lft: "latest finish time"
      case .lst: "latest start time"
      case .mslk: "minimum slack"
      case .mts: "most total successors"
      case .grpw: "greatest rank positional weight"
      case .spt: "shortest processing time"
      }
    }

    /// A value for each activity, smallest first; ties are the scheme's business.
    func priorities(of instance: Instance) -> [Int32] {
      let paths = instance.longestPaths
      let (tails, criticalPath) = (paths.tails, paths.length)
      return switch self {
      case .lft: tails.map { Int32(criticalPath - $0) }
      case .lst: tails.indices.map { Int32(criticalPath - tails[$0] - instance.durations[$0]) }
      case .mslk:
        zip(paths.heads, tails.indices).map { head, activity in
          Int32(criticalPath - tails[activity] - instance.durations[activity] - head)
        }
      case .mts:
        mostSuccessors(instance)
      case .grpw:
        instance.successors.indices.map { activity in
          -Int32(instance.successors[activity].reduce(instance.durations[activity]) { $0 + instance.durations[$1] })
        }
      case .spt: instance.durations.map(Int32.init)
      }
    }

    private func mostSuccessors(_ instance: Instance) -> [Int32] {
      let closure = instance.closure
      return (0..<instance.activityCount).map { -Int32(closure.successorCount(of: $0)) }
    }
  }
}
