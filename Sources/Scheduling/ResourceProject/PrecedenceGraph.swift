extension ResourceProject {
  /// Who comes before whom, directly or through others, as one row of bits per activity.
  public struct PrecedenceClosure: Sendable {
    private let wordsPerRow: Int
    private var bits: [UInt64]

    /// - Complexity: O(n·m / 64) time for m precedences, n² / 8 bytes.
    public init(of instance: Instance) {
      let count = instance.activityCount
      wordsPerRow = (count + 63) / 64
      bits = [UInt64](repeating: 0, count: wordsPerRow * count)
      for activity in instance.topologicalOrder.reversed() {
        let row = activity * wordsPerRow
        for successor in instance.successors[activity] {
          bits[row + successor / 64] |= 1 << UInt64(successor % 64)
          for word in 0..<wordsPerRow { bits[row + word] |= bits[successor * wordsPerRow + word] }
        }
      }
    }

    /// Whether `before` must end before `after` starts.
    public func precedes(_ before: Int, _ after: Int) -> Bool {
      bits[before * wordsPerRow + after / 64] >> UInt64(after % 64) & 1 == 1
    }

    /// The number of direct and indirect successors.
    public func successorCount(of activity: Int) -> Int {
      bits[activity * wordsPerRow..<(activity + 1) * wordsPerRow].reduce(0) { $0 + $1.nonzeroBitCount }
    }
  }
}

extension ResourceProject.Instance {
  /// For each activity, the longest chain of durations that must run before it starts.
  public var heads: [Int] {
    var heads = [Int](repeating: 0, count: activityCount)
    for activity in topologicalOrder {
      for successor in successors[activity] {
        heads[successor] = max(heads[successor], heads[activity] + durations[activity])
      }
    }
    return heads
  }

  /// For each activity, the longest chain of durations that must run after it ends.
  public var tails: [Int] {
    var tails = [Int](repeating: 0, count: activityCount)
    for activity in topologicalOrder.reversed() {
      for successor in successors[activity] {
        tails[activity] = max(tails[activity], tails[successor] + durations[successor])
      }
    }
    return tails
  }

  /// The length of the longest chain.
  public var criticalPathLength: Int {
    let heads = heads
    return heads.indices.reduce(0) { max($0, heads[$1] + durations[$1]) }
  }
}

extension ResourceProject.Instance {
  /// The same project with time running backwards; its schedules are this one's, mirrored.
  var mirrored: Self {
    // What was valid stays valid: reversing all arcs makes no cycle.
    try! Self(
      name: name, durations: durations, demands: demands, successors: predecessors, capacities: capacities)
  }
}
