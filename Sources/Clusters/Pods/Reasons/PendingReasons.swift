import Basics

extension PodPacking {
  /// A pod that stays pending, and why.
  public struct PendingPod: Sendable, Codable, Equatable {
    /// "namespace/name".
    public let pod: String
    /// In the scheduler's words.
    public let reason: String
  }

  /// Why pods stay pending after a plan, as the scheduler would say it: what each node lacks for them, once the plan has
  /// been carried out.
  public struct PendingReasons {
    private let instance: Instance
    private let nodeOfPod: [Int32]
    private let state: ClusterState

    /// Of the cluster after this solution's plan.
    public init(_ solution: Solution, of instance: Instance) {
      self.instance = instance
      nodeOfPod = (try? solution.nodes(in: instance)) ?? instance.currentNode
      var state = ClusterState(instance)
      for pod in 0..<instance.podCount
      where instance.currentNode[pod] >= 0 && nodeOfPod[pod] != instance.currentNode[pod] {
        state.remove(pod)
      }
      for pod in 0..<instance.podCount where nodeOfPod[pod] >= 0 && nodeOfPod[pod] != instance.currentNode[pod] {
        state.place(pod, on: Int(nodeOfPod[pod]))
      }
      self.state = state
    }

    /// Looks at nodes, for pods that differ, that are worth it after a solve of a large cluster.
    private static let workLimit = 200_000
    private static let toldAtLeast = 20

    /// The pods that are planned and end without a place, the most important first: those that would start, then those
    /// that are evicted for good. In a large cluster, as many as a little time allows.
    public var all: [PendingPod] { all(shouldStop: { false }) }

    /// - Parameter shouldStop: looked at for each pod that differs from those before, once a few are told.
    func all(shouldStop: () -> Bool) -> [PendingPod] {
      var reasonOfType: [Int32: String] = [:]
      var result: [PendingPod] = []
      let level = instance.priorityLevel
      let pending = (0..<instance.podCount).filter { nodeOfPod[$0] < 0 }
      for pod in pending.sorted(by: { (level[$0], $0) < (level[$1], $1) }) {
        let type = instance.podType[pod]
        if reasonOfType[type] == nil {
          let isMuch = (reasonOfType.count + 1) * instance.nodeCount > Self.workLimit
          if !result.isEmpty, isMuch || reasonOfType.count >= Self.toldAtLeast && shouldStop() { break }
          reasonOfType[type] = reason(pod)
        }
        result.append(PendingPod(pod: instance.podNames[pod], reason: reasonOfType[type] ?? ""))
      }
      return result
    }

    /// "0/3 nodes are available: 1 Insufficient cpu, 2 node(s) were unschedulable."
    func reason(_ pod: Int) -> String {
      var counts: [String: Int] = [:]
      // Most nodes lack room and nothing else: their words are looked up once for all.
      var lacking: [[Int]: Int] = [:]
      var open = 0
      for node in 0..<instance.nodeCount {
        if instance.admits(pod: pod, node: node) {
          let missing = state.missingResources(pod, on: node)
          if !missing.isEmpty {
            lacking[missing, default: 0] += 1
            continue
          }
        }
        let obstacles = obstacles(pod, node)
        if obstacles.isEmpty { open += 1 }
        for words in obstacles { counts[words, default: 0] += 1 }
      }
      for (missing, count) in lacking {
        for words in Set(missing.map(lackWords)) { counts[words, default: 0] += count }
      }
      let list = counts.map { "\($0.value) \($0.key)" }.sorted().joined(separator: ", ")
      let gang = instance.gangs.first { $0.pods.contains(Int32(pod)) }
      if let gang, open > 0 {
        return "its group '\(gang.name)' needs places for \(counted(gang.needed, "pod")) together"
          + (list.isEmpty ? "" : "; \(open)/\(instance.nodeCount) nodes are available: \(list)") + "."
      }
      return "\(open)/\(instance.nodeCount) nodes are available" + (list.isEmpty ? "" : ": \(list)") + "."
    }

    /// What keeps the pod from a node after the plan, in the scheduler's words; empty where nothing does.
    func obstacles(_ pod: Int, _ node: Int) -> [String] {
      if !instance.admits(pod: pod, node: node) {
        let data = instance.snapshot.pods[Int(instance.snapshotPod[pod])]
        let words = NodeObstacle.words(for: data, on: instance.snapshot.nodes[node])
        return [words ?? "node(s) didn't match pod anti-affinity rules"]
      }
      let missing = state.missingResources(pod, on: node).map(lackWords)
      if !missing.isEmpty { return missing.count > 1 ? Array(Set(missing)).sorted() : missing }
      return state.brokenRule(pod, on: node).map { [$0.words] } ?? []
    }

    private func lackWords(_ resource: Int) -> String {
      let name = instance.resourceNames[resource]
      if name == "pods" { return "Too many pods" }
      return name.hasPrefix("port ")
        ? "node(s) didn't have free ports for the requested pod ports" : "Insufficient \(name)"
    }
  }
}

extension ClusterState.Rule {
  fileprivate var words: String {
    switch self {
    case .exclusion: "node(s) didn't match pod anti-affinity rules"
    case .affinity: "node(s) didn't match pod affinity rules"
    case .spread: "node(s) didn't match pod topology spread constraints"
    case .freeRoom: "node(s) would lose pods, and this pod preempts never"
    case .budget, .limit: "node(s) it was evicted from"
    }
  }
}
