import Pods

/// What a plan makes of its aim.
public struct AimOutcome: Sendable, Encodable, Equatable {
  /// "drain", "consolidate" or "rebalance".
  public let aim: String
  /// Nodes with pods other than DaemonSets' and static ones.
  public let nodesInUse: Change
  /// Nodes that hold such pods now and none afterwards.
  public let freedNodes: [String]
  /// All nodes that hold none afterwards.
  public let freeNodes: [String]
  /// The score, where it is aimed at.
  public let score: Change?
  /// Of a drain, pods that stay on the nodes: those that must first, then those that find no place, by priority.
  public let staying: [PodDescheduling.Stay]
  /// Of a drain, pods that leave.
  public let leaving: Int

  /// A number now and when the plan is done.
  public struct Change: Sendable, Encodable, Equatable {
    /// As it is now.
    public let now: Int
    /// When the plan is done.
    public let then: Int
  }

  init(_ placement: PodPacking.Solution, of instance: PodDescheduling.Instance) {
    let cluster = instance.cluster
    let nodes = (try? placement.nodes(in: cluster)) ?? cluster.currentNode
    func used(_ nodes: [Int32]) -> [Bool] {
      var used = cluster.holdsFixedWork
      for node in nodes where node >= 0 { used[Int(node)] = true }
      return used
    }
    let (before, after) = (used(cluster.currentNode), used(nodes))
    nodesInUse = Change(now: before.count { $0 }, then: after.count { $0 })
    freedNodes = cluster.nodeNames.indices.filter { before[$0] && !after[$0] }.map { cluster.nodeNames[$0] }
    freeNodes = cluster.nodeNames.indices.filter { !after[$0] }.map { cluster.nodeNames[$0] }
    var score: Change?
    var staying: [PodDescheduling.Stay] = []
    var leaving = 0
    switch instance.aim {
    case .consolidate: aim = "consolidate"
    case .rebalance:
      aim = "rebalance"
      score = Change(
        now: instance.score(of: cluster.currentNode), then: instance.score(of: nodes))
    case .drain(let names):
      aim = "drain"
      let drained = Set(names)
      staying = instance.staying(on: drained, after: nodes)
      leaving = cluster.currentNode.indices.count { pod in
        let now = cluster.currentNode[pod]
        return now >= 0 && nodes[pod] != now && drained.contains(cluster.nodeNames[Int(now)])
      }
    }
    self.score = score
    self.staying = staying
    self.leaving = leaving
  }
}
