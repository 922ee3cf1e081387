extension PodPacking {
  /// The tables of an instance before types of pods and nodes are known; see `Instance` for each.
  struct InstanceParts {
    var name = ""
    var snapshot = ClusterSnapshot(name: "")
    var nodeNames: [String] = []
    var podNames: [String] = []
    var snapshotPod: [Int32] = []
    var fixedPods: [FixedPod] = []
    var resourceNames: [String] = []
    var capacity: [Int] = []
    var allocatable: [Int] = []
    var request: [Int] = []
    var priorities: [Int] = []
    var priorityLevel: [Int32] = []
    var currentNode: [Int32] = []
    var nodeSetOfPod: [Int32] = []
    var arrivalSetOfPod: [Int32] = []
    var nodeSets: [NodeSet] = []
    var topologies: [Topology] = []
    var exclusions: [Exclusion] = []
    var affinities: [Affinity] = []
    var spreads: [Spread] = []
    var budgets: [Budget] = []
    var gangs: [Gang] = []
    var evictionLimits: [EvictionLimit] = []
    var waitsForRoom: [Int32] = []
    var softScore: SoftScore?
    var holdsFixedWork: [Bool] = []

    /// Equal: requests, level, node set, and the part in every constraint.
    func podTypes() -> (types: [Int32], count: Int) {
      var marks = [[Int32]](repeating: [], count: podNames.count)
      var mark: Int32 = 0
      func note(_ pods: [Int32]) {
        for pod in pods { marks[Int(pod)].append(mark) }
        mark += 1
      }
      for exclusion in exclusions {
        note(exclusion.owners)
        note(exclusion.targets)
      }
      for affinity in affinities {
        note(affinity.owners)
        note(affinity.targets)
      }
      for spread in spreads {
        note(spread.owners)
        note(spread.counted)
      }
      // Only running pods are in a budget, so members of one replica set may differ there.
      for budget in budgets { note(budget.pods) }
      for gang in gangs { note(gang.pods) }
      for limit in evictionLimits { note(limit.pods) }
      note(waitsForRoom)
      let width = resourceNames.count
      return Self.numbered(podNames.count) { pod in
        Array(request[pod * width..<(pod + 1) * width]) + [Int(priorityLevel[pod]), Int(nodeSetOfPod[pod])]
          + marks[pod].map(Int.init)
      }
    }

    /// Equal: capacity, allocatable, node sets, and the domains that have several nodes.
    func nodeTypes() -> (types: [Int32], count: Int) {
      let width = resourceNames.count
      let fixedTargets = affinities.map { affinity in
        affinity.fixedTargets.reduce(into: [Int32: Int]()) { $0[$1, default: 0] += 1 }
      }
      return Self.numbered(nodeNames.count) { node in
        var key = Array(capacity[node * width..<(node + 1) * width])
        key += allocatable[node * width..<(node + 1) * width]
        key.append(holdsFixedWork[node] ? 1 : 0)
        for (index, set) in nodeSets.enumerated() where set.contains(node) { key.append(index) }
        for topology in topologies {
          let domain = Int(topology.domainOfNode[node])
          key.append(topology.isHost && domain >= 0 ? -2 : domain)
        }
        for spread in spreads {
          let domain = Int(topologies[spread.topology].domainOfNode[node])
          key.append(domain < 0 ? 0 : spread.fixedCount[domain])
        }
        for counts in fixedTargets { key.append(counts[Int32(node)] ?? 0) }
        return key
      }
    }

    private static func numbered(_ count: Int, by key: (Int) -> [Int]) -> (types: [Int32], count: Int) {
      var numbers: [[Int]: Int32] = [:]
      let types = (0..<count).map { index in
        let key = key(index)
        if let number = numbers[key] { return number }
        numbers[key] = Int32(numbers.count)
        return Int32(numbers.count - 1)
      }
      return (types, numbers.count)
    }
  }
}
