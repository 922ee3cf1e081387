import Basics

extension ResourceProject {
  /// Lower bounds on the makespan, from the cheapest to the dearest.
  public enum LowerBound: String, CaseIterable, Sendable {
    /// The longest chain of activities.
    case criticalPath = "critical path"
    /// Work of each resource over its capacity.
    case energy = "energy"
    /// Activities that never overlap, as one machine.
    case cliques = "disjunctive cliques"
    /// Work that must lie in a window of time.
    case energeticReasoning = "energetic reasoning"
  }

  /// What all bounds need, computed once; also what a search derives its redundant constraints from.
  public struct BoundData: Sendable {
    /// The project.
    public let instance: Instance
    /// Which activities come before which, at whatever distance.
    let closure: PrecedenceClosure
    /// Pairs that never overlap.
    public let disjunctions: Disjunctions
    /// For each activity, the longest chain before its start and after its end.
    public let heads, tails: [Int]
    /// By resource, the largest sum of demands of different activities within the capacity: all that can ever be used
    /// at a time; 0 where nothing is demanded.
    public let usableCapacities: [Int]

    /// What bounds of a project have in common.
    public init(_ instance: Instance) {
      self.instance = instance
      closure = instance.closure
      disjunctions = Disjunctions(of: instance, closure)
      let paths = instance.longestPaths
      heads = paths.heads
      tails = paths.tails
      usableCapacities = instance.capacities.indices.map { resource in
        let active = instance.durations.indices.filter { instance.durations[$0] > 0 }
        return ResourceProject.largestSubsetSum(
          of: active.map { instance.demands[$0][resource] }, within: instance.capacities[resource])
      }
    }

    /// - Returns: a number that no makespan is below.
    public func value(of bound: LowerBound) -> Int {
      switch bound {
      case .criticalPath: instance.criticalPathLength
      case .energy: instance.capacities.indices.reduce(0) { max($0, energyBound(of: $1)) }
      case .cliques: disjunctions.cliques().reduce(0) { max($0, cliqueBound(of: $1)) }
      case .energeticReasoning: energeticBound(from: instance.criticalPathLength)
      }
    }

    /// For some head a and tail b: the activities with at least these must all run within a makespan reduced by a + b.
    ///
    /// - Complexity: O(n²).
    private func energyBound(of resource: Int) -> Int {
      let users = users(of: resource).sorted { (tails[$0], $0) > (tails[$1], $1) }
      let capacity = usableCapacities[resource]
      var best = 0
      for head in Set(users.map { heads[$0] }).sorted() {
        var energy = 0
        for activity in users where heads[activity] >= head {
          // Durations sum to at most 2^30 and demands are at most 2^30: the energy is at most 2^60.
          energy += instance.durations[activity] * instance.demands[activity][resource]
          best = max(best, head + (energy + capacity - 1) / capacity + tails[activity])
        }
      }
      return best
    }

    private func cliqueBound(of clique: [Int]) -> Int {
      let tasks = clique.map { OneMachine.Task(head: heads[$0], duration: instance.durations[$0], tail: tails[$0]) }
      return OneMachine(tasks: tasks).preemptiveBound
    }

    /// The activities that use the resource for some time, ascending.
    func users(of resource: Int) -> [Int] {
      instance.durations.indices.filter { instance.durations[$0] > 0 && instance.demands[$0][resource] > 0 }
    }
  }

  /// The largest sum of a subset of `demands` that is at most `capacity`; just `capacity` where that is too large for
  /// the table.
  ///
  /// - Complexity: O(n · capacity / 64).
  static func largestSubsetSum(of demands: [Int], within capacity: Int) -> Int {
    guard capacity <= 4096 else { return capacity }
    let sums = SubsetSums(upTo: capacity)
    for demand in demands { sums.include(demand) }
    return sums.largest(atMost: capacity)
  }
}
