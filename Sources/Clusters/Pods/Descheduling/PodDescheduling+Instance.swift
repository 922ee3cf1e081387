import Solving

extension PodDescheduling {
  /// A cluster, and what a plan for it aims at.
  public final class Instance: Sendable {
    /// As numbers, with the nodes to drain taking no pod.
    public let cluster: PodPacking.Instance
    /// What is aimed at.
    public let aim: ClusterAim
    /// The nodes to drain.
    let isDrained: [Bool]
    /// Pods that run now, by priority; the others wait.
    let runningOfLevel: [Int]
    /// By node, pods that run there and may move.
    let residents: [[Int32]]

    /// - Throws: `InvalidInstance` where the snapshot contradicts itself, or does not have a node to drain.
    public init(_ snapshot: ClusterSnapshot, aim: ClusterAim) throws(InvalidInstance) {
      var snapshot = snapshot
      var isDrained = [Bool](repeating: false, count: snapshot.nodes.count)
      if case .drain(let names) = aim {
        for name in names {
          guard let node = snapshot.nodes.firstIndex(where: { $0.name == name }) else {
            throw InvalidInstance("there is no node '\(name)'")
          }
          isDrained[node] = true
          snapshot.nodes[node].notDestination = Self.drained
        }
      }
      self.aim = aim
      self.isDrained = isDrained
      cluster = try snapshot.compiled(scoring: aim.softScore)
      var running = [Int](repeating: 0, count: cluster.levelCount)
      for pod in 0..<cluster.podCount where cluster.currentNode[pod] >= 0 {
        running[Int(cluster.priorityLevel[pod])] += 1
      }
      runningOfLevel = running
      residents = cluster.residents()
    }

    /// Why a node takes no pod, as reasons show it.
    static let drained = "it is being drained"

    /// Levels between the pods without a place and the moves.
    var aimLevelCount: Int { if case .drain = aim { cluster.levelCount } else { 1 } }
    /// Of the whole objective.
    public var objectiveLevelCount: Int { cluster.levelCount + aimLevelCount + 1 }

    /// Unplaced pods by priority, the aim, then moves.
    func levels(of nodeOfPod: [Int32]) -> [Int] {
      let base = cluster.levels(of: nodeOfPod)
      return base.dropLast() + aimLevels(of: nodeOfPod) + base.suffix(1)
    }

    /// What is aimed at, the less the better.
    func aimLevels(of nodeOfPod: [Int32]) -> [Int] {
      guard case .drain = aim else { return cluster.scoreLevel(of: nodeOfPod) }
      var left = [Int](repeating: 0, count: cluster.levelCount)
      for (pod, node) in nodeOfPod.enumerated() where node >= 0 && isDrained[Int(node)] {
        left[Int(cluster.priorityLevel[pod])] += 1
      }
      return left
    }

    /// Whether the pod, beside those alone that must stay, fits on the node and may come there.
    func couldHold(_ pod: Int, _ node: Int) -> Bool {
      let width = cluster.resourceCount
      guard cluster.admits(pod: pod, node: node) else { return false }
      for resource in 0..<width {
        let amount = cluster.request[pod * width + resource]
        if amount > 0, amount > cluster.capacity[node * width + resource] { return false }
      }
      return true
    }
  }
}
