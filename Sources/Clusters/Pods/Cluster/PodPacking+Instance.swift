extension PodPacking {
  /// A cluster as numbers, for solvers: what may change, with everything that must stay taken off.
  ///
  /// Pods that must stay (see `ClusterSnapshot.Immovable`, budgets that are used up, nodes that hold more than they
  /// have) are not among the pods here: their requests are subtracted from `capacity`, and what they forbid or permit
  /// to others is in the node sets and in the constraints. So every pod here may be placed anywhere in its node set, or
  /// nowhere, and the present placement keeps every rule.
  ///
  /// A class, because solutions refer to it for the names and the plan.
  public final class Instance: Sendable {
    /// What results call it.
    public let name: String
    /// What this was made of.
    public let snapshot: ClusterSnapshot
    /// By node.
    public let nodeNames: [String]
    /// "namespace/name" by pod.
    public let podNames: [String]
    /// The index in `snapshot.pods` by pod.
    public let snapshotPod: [Int32]
    /// The index in `snapshot.pods` and the node of each pod that must stay.
    public let fixedPods: [FixedPod]

    /// "cpu", "memory", the others by name, "pods"; then host ports that several pods want, as resources of which each
    /// node has 1. Only what some pod here requests.
    public let resourceNames: [String]
    /// What a node has for the pods here, `node * resourceCount + resource`; below 0 where fixed pods take too much.
    public let capacity: [Int]
    /// What a node has for all pods, same layout.
    public let allocatable: [Int]
    /// `pod * resourceCount + resource`, at least 0; at most one more than the largest capacity.
    ///
    /// A pod fits where, for each resource *that it requests*, it and all other pods here on the node take at most
    /// the capacity.
    public let request: [Int]

    /// The distinct priorities of all pods, fixed ones too, from the highest.
    public let priorities: [Int]
    /// The index in `priorities` by pod: 0 is the most important.
    public let priorityLevel: [Int32]
    /// The node by pod, -1 while it is pending.
    public let currentNode: [Int32]
    /// The index in `nodeSets` by pod: where it may be in the end. The present node is always among them.
    public let nodeSetOfPod: [Int32]
    /// The index in `nodeSets` by pod: where the scheduler lets it arrive. A pod that has left a cordoned node does not
    /// come back there.
    public let arrivalSetOfPod: [Int32]
    /// The distinct sets of nodes that pods may use: selector, affinity, taints, unschedulable nodes, missing topology
    /// keys, anti-affinity with fixed pods.
    public let nodeSets: [NodeSet]

    /// Ways in which nodes fall into domains, one for each topology key in use.
    public let topologies: [Topology]
    /// Required anti-affinities among the pods here.
    public let exclusions: [Exclusion]
    /// Required affinities.
    public let affinities: [Affinity]
    /// Topology spread constraints that must hold.
    public let spreads: [Spread]
    /// Disruption budgets, which hold at every step of a plan.
    public let budgets: [Budget]
    /// Groups that are placed together or not at all.
    public let gangs: [Gang]
    /// How many running pods are moved or evicted.
    public let evictionLimits: [EvictionLimit]
    /// Pending pods for which nobody is moved or evicted: where one is, all pods that run there now stay.
    public let waitsForRoom: [Int32]

    /// Pods of equal type differ in nothing but name and present node. Numbered from 0 in order of appearance.
    public let podType: [Int32]
    /// One more than the largest type of a pod.
    public let podTypeCount: Int
    /// Nodes of equal type differ in nothing but name, the pods on them and, where a topology's domains are single
    /// nodes, the domain.
    public let nodeType: [Int32]
    /// One more than the largest type of a node.
    public let nodeTypeCount: Int

    /// The last level of the objective, where one was asked for.
    public let softScore: SoftScore?
    /// Nodes that hold a fixed pod other than DaemonSets' and static pods: in use whatever happens.
    public let holdsFixedWork: [Bool]

    /// All nodes of the snapshot.
    public var nodeCount: Int { nodeNames.count }
    /// Pods that may change, without those that must stay.
    public var podCount: Int { podNames.count }
    /// Resources that some pod here requests.
    public var resourceCount: Int { resourceNames.count }
    /// Levels of unplaced pods in the objective.
    public var levelCount: Int { priorities.count }

    init(_ parts: InstanceParts) {
      name = parts.name
      snapshot = parts.snapshot
      nodeNames = parts.nodeNames
      podNames = parts.podNames
      snapshotPod = parts.snapshotPod
      fixedPods = parts.fixedPods
      resourceNames = parts.resourceNames
      capacity = parts.capacity
      allocatable = parts.allocatable
      request = parts.request
      priorities = parts.priorities
      priorityLevel = parts.priorityLevel
      currentNode = parts.currentNode
      nodeSetOfPod = parts.nodeSetOfPod
      arrivalSetOfPod = parts.arrivalSetOfPod
      nodeSets = parts.nodeSets
      topologies = parts.topologies
      exclusions = parts.exclusions
      affinities = parts.affinities
      spreads = parts.spreads
      budgets = parts.budgets
      gangs = parts.gangs
      evictionLimits = parts.evictionLimits
      waitsForRoom = parts.waitsForRoom
      (podType, podTypeCount) = parts.podTypes()
      (nodeType, nodeTypeCount) = parts.nodeTypes()
      softScore = parts.softScore
      holdsFixedWork = parts.holdsFixedWork
    }

    /// Whether the pod's own rules permit the node in the end, whatever else is on it.
    public func allows(pod: Int, node: Int) -> Bool { nodeSets[Int(nodeSetOfPod[pod])].contains(node) }

    /// Whether the pod's own rules let it arrive on the node, whatever else is on it.
    public func admits(pod: Int, node: Int) -> Bool { nodeSets[Int(arrivalSetOfPod[pod])].contains(node) }

    /// Whether it depends on the order of steps what can be reached: rules that look at other pods when one arrives,
    /// and budgets. Without these every placement that keeps the rules can be reached, as all that change can leave
    /// first.
    public var isOrderSensitive: Bool { !(affinities.isEmpty && spreads.isEmpty && budgets.isEmpty) }
  }

  /// A pod that must stay where it is.
  public struct FixedPod: Sendable, Equatable {
    /// Its index in `snapshot.pods`.
    public let snapshotPod: Int
    /// Where it runs.
    public let node: Int
    /// Why it must stay, in words.
    public let reason: String
  }

  /// A set of nodes as a row of bits.
  public struct NodeSet: Sendable, Hashable {
    /// Bit `node % 64` of word `node / 64`.
    public private(set) var words: [UInt64]
    /// Of the instance, not of the set.
    public let nodeCount: Int

    /// The empty set.
    public init(nodeCount: Int) {
      words = Array(repeating: 0, count: (nodeCount + 63) / 64)
      self.nodeCount = nodeCount
    }

    /// Whether the node is in the set.
    public func contains(_ node: Int) -> Bool { words[node >> 6] >> UInt64(node & 63) & 1 == 1 }
    /// Puts the node in.
    public mutating func insert(_ node: Int) { words[node >> 6] |= 1 << UInt64(node & 63) }
    /// Takes the node out.
    public mutating func remove(_ node: Int) { words[node >> 6] &= ~(1 << UInt64(node & 63)) }
    /// The nodes in the set.
    public var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }
    /// The nodes in the set, ascending.
    public var nodes: [Int] { (0..<nodeCount).filter { contains($0) } }
  }

  /// A way in which nodes fall into domains.
  public struct Topology: Sendable, Equatable {
    /// The label of nodes whose equal values are one domain.
    public let key: String
    /// By node; -1 where the node has no such label.
    public let domainOfNode: [Int32]
    /// One more than the largest number of a domain.
    public let domainCount: Int

    /// Whether every domain is a single node.
    public var isHost: Bool { domainCount == domainOfNode.count { $0 >= 0 } }
  }

  /// Required anti-affinity: an owner and another pod that is a target never share a domain. Both ways, as Kubernetes
  /// has it: neither may join the other. Pods that both stay where they are now do not matter. With equal owners and
  /// targets, at most one of them in a domain.
  public struct Exclusion: Sendable, Equatable {
    /// The index in `topologies`.
    public let topology: Int
    /// Pods with the term, ascending.
    public let owners: [Int32]
    /// Pods that its selector matches, ascending.
    public let targets: [Int32]
  }

  /// Required affinity: when an owner arrives, it shares, for each topology, its domain with a target other than
  /// itself. The exception that lets the first one in: the owner is a target, and no other target runs on a node that
  /// has one of the keys.
  public struct Affinity: Sendable, Equatable {
    /// The indices in `topologies`.
    public let topologies: [Int]
    /// Pods with the terms, ascending.
    public let owners: [Int32]
    /// Pods that all the terms match, ascending.
    public let targets: [Int32]
    /// Fixed pods that all the terms match: their nodes.
    public let fixedTargets: [Int32]
  }

  /// Topology spread: when an owner has arrived, its domain holds at most `maxSkew` more counted pods than the domain
  /// with the fewest did before.
  public struct Spread: Sendable, Equatable {
    /// The index in `topologies`.
    public let topology: Int
    /// At least 1.
    public let maxSkew: Int
    /// With fewer domains than this, the fewest counts as 0.
    public let minDomains: Int
    /// Pods with the constraint, ascending.
    public let owners: [Int32]
    /// Pods that the selector matches, ascending; they count where the node is in `nodeSet`.
    public let counted: [Int32]
    /// The same of fixed pods, by domain.
    public let fixedCount: [Int]
    /// The index in `nodeSets` of the nodes that count; domains without such a node do not exist.
    public let nodeSet: Int32
  }

  /// A PodDisruptionBudget: at every step of a plan, at most `allowed` of its running pods run nowhere.
  ///
  /// A moved pod counts until it is back, an evicted one for good; so with 1 allowed, replicas move one after the other.
  public struct Budget: Sendable, Equatable {
    /// As in the snapshot.
    public let name: String
    /// Running pods only, ascending; no pod is in two budgets.
    public let pods: [Int32]
    /// At least 0.
    public let allowed: Int
  }

  /// What decides between placements that are equal in all else.
  public enum SoftScore: String, Sendable, CaseIterable {
    /// The highest use of cpu or memory on any node, in thousandths, rounded up.
    case spread
    /// The number of nodes in use, nodes with DaemonSets' and static pods only not counted.
    case binPack = "bin-pack"
  }
}
