/// A Kubernetes cluster at one moment, in its own words: what the readers make of files and what `compiled` turns into
/// numbers.
///
/// Quantities are exact integers: millicores of cpu, units of everything else.
public struct ClusterSnapshot: Sendable, Equatable {
  /// What results call the cluster.
  public var name: String
  /// Those that are there, also where nothing can be put on them.
  public var nodes: [Node]
  /// Pods that hold or want a place: not those that have ended, and not those whose scheduling is gated.
  public var pods: [Pod]
  /// How many pods of each group may be disrupted.
  public var disruptionBudgets: [DisruptionBudget]
  /// The labels of namespaces, for affinity terms that select namespaces by them.
  public var namespaceLabels: [String: [String: String]]
  /// Pods that are worth something together only.
  public var podGroups: [PodGroup] = []
  /// How many evictions a plan may have.
  public var evictionLimits = EvictionLimits()
  /// What the input has and the plan does not look at, or looks at in another way than expected, in words.
  public var warnings: [String] = []

  /// A cluster without pod groups, limits and warnings.
  public init(
    name: String, nodes: [Node] = [], pods: [Pod] = [], disruptionBudgets: [DisruptionBudget] = [],
    namespaceLabels: [String: [String: String]] = [:]
  ) {
    self.name = name
    self.nodes = nodes
    self.pods = pods
    self.disruptionBudgets = disruptionBudgets
    self.namespaceLabels = namespaceLabels
  }

  /// A machine that pods run on.
  public struct Node: Sendable, Equatable {
    /// Unique in the cluster.
    public var name: String
    /// What selectors and topology keys look at.
    public var labels: [String: String] = [:]
    /// What keeps pods away that do not tolerate it.
    public var taints: [Taint] = []
    /// Whether it is cordoned: pods stay, none arrives.
    public var isUnschedulable = false
    /// Why no pod may be put here, whatever it tolerates.
    public var notDestination: String?
    /// The reason where the node's condition is not Ready.
    public static let notReady = "it is not ready"
    /// By resource: "cpu" in millicores, everything else in units; "pods" is how many pods it takes, and without it
    /// there is no limit.
    public var allocatable: [String: Int]

    /// A node without labels and taints.
    public init(name: String, allocatable: [String: Int]) {
      self.name = name
      self.allocatable = allocatable
    }
  }

  /// A mark of a node that pods must tolerate.
  public struct Taint: Sendable, Hashable {
    /// What it does to pods that do not tolerate it.
    public enum Effect: String, Sendable {
      /// None arrives; those that are there stay.
      case noSchedule
      /// The scheduler prefers other nodes.
      case preferNoSchedule
      /// None arrives, and none stays.
      case noExecute
    }
    /// What tolerations name.
    public var key: String
    /// Empty where it has none.
    public var value: String
    /// What it does to pods that do not tolerate it.
    public var effect: Effect

    /// A taint by its three parts.
    public init(key: String, value: String = "", effect: Effect) {
      self.key = key
      self.value = value
      self.effect = effect
    }
  }

  /// A pod's word on taints.
  public struct Toleration: Sendable, Hashable {
    /// nil tolerates every key; then `value` does not matter.
    public var key: String?
    /// nil: the key's existence is enough.
    public var value: String?
    /// nil tolerates every effect.
    public var effect: Taint.Effect?

    /// What is nil matches everything.
    public init(key: String?, value: String? = nil, effect: Taint.Effect? = nil) {
      self.key = key
      self.value = value
      self.effect = effect
    }

    /// Whether the taint does not keep the pod away.
    public func tolerates(_ taint: Taint) -> Bool {
      (effect == nil || effect == taint.effect) && (key == nil || key == taint.key)
        && (value == nil || value == taint.value)
    }
  }

  /// A port of the node itself, which one pod at a time can have.
  public struct HostPort: Sendable, Hashable {
    /// From 1 to 65535.
    public var port: Int
    /// "TCP", "UDP" or "SCTP".
    public var transport: String
    /// nil is every address of the node.
    public var address: String?

    /// A TCP port of every address, unless more is said.
    public init(port: Int, transport: String = "TCP", address: String? = nil) {
      self.port = port
      self.transport = transport
      self.address = address
    }
  }

  /// What runs, or waits for a node.
  public struct Pod: Sendable, Equatable {
    /// Empty in formats that have no namespaces.
    public var namespace: String
    /// Unique in its namespace.
    public var name: String
    /// The API's identity of this very pod; nil in formats that have none.
    public var uid: String?
    /// What selectors of other pods and of budgets look at.
    public var labels: [String: String] = [:]
    /// Effective requests: containers, init containers, sidecars and overhead together.
    public var requests: [String: Int]
    /// Larger is more important.
    public var priority: Int
    /// nil while the pod is pending.
    public var nodeName: String?
    /// What created it, such as "ReplicaSet web-5d9"; nil for a pod made by hand.
    public var owner: String?
    /// The labels that its node must have.
    public var nodeSelector: [String: String] = [:]
    /// Required node affinity: one of the terms must match; nil where there is none.
    public var nodeAffinity: [NodeSelectorTerm]?
    /// The taints that do not keep it away.
    public var tolerations: [Toleration] = []
    /// The ports of its node that it takes.
    public var hostPorts: [HostPort] = []
    /// Required: pods that it must be near.
    public var affinity: [AffinityTerm] = []
    /// Required: pods that it must not be near.
    public var antiAffinity: [AffinityTerm] = []
    /// Those that must hold (DoNotSchedule).
    public var spreadConstraints: [SpreadConstraint] = []
    /// Every reason why it must stay while it runs, the most binding first.
    public var reasonsToStay: [Immovable] = []
    /// The scheduler that it waits for; nil in formats that have no such word.
    public var schedulerName: String?
    /// Required node affinities of its volumes: of each, one of the terms must match.
    public var volumeAffinity: [[NodeSelectorTerm]] = []
    /// Whether it waits for free room: no running pod is moved or evicted for it.
    public var neverPreempts = false
    /// The name of its group in `podGroups`, of its own namespace.
    public var podGroup: String?
    /// Why a pending pod is left alone, in words: it is no part of the plan or of the objective.
    public var notPlanned: String?

    /// A pod without rules of its own.
    public init(
      namespace: String = "", name: String, requests: [String: Int], priority: Int = 0, nodeName: String? = nil
    ) {
      self.namespace = namespace
      self.name = name
      self.requests = requests
      self.priority = priority
      self.nodeName = nodeName
    }

    /// What the pod's specification requests, without the places for volumes that other objects tell of.
    package var ownRequests: [String: Int] {
      requests.filter { !$0.key.hasPrefix(VolumeResolver.attachPrefix) }
    }

    /// The reason that counts.
    public var immovable: Immovable? {
      get { reasonsToStay.first }
      set { reasonsToStay = newValue.map { [$0] } ?? [] }
    }

    /// "namespace/name", or the name where there are no namespaces; what solutions call the pod.
    public var label: String { namespace.isEmpty ? name : "\(namespace)/\(name)" }
  }

  /// A required pod affinity or anti-affinity term.
  public struct AffinityTerm: Sendable, Hashable {
    /// The label of nodes whose equal values are one domain.
    public var topologyKey: String
    /// Which pods are meant.
    public var selector: LabelSelector
    /// The namespaces named in the term, the pod's own where the term names none.
    public var namespaces: Set<String>
    /// Further namespaces, by their labels; an empty selector is every namespace.
    public var namespaceSelector: LabelSelector?

    /// A term on pods of these namespaces.
    public init(
      topologyKey: String, selector: LabelSelector, namespaces: Set<String>, namespaceSelector: LabelSelector? = nil
    ) {
      self.topologyKey = topologyKey
      self.selector = selector
      self.namespaces = namespaces
      self.namespaceSelector = namespaceSelector
    }
  }

  /// A topology spread constraint that must hold.
  public struct SpreadConstraint: Sendable, Hashable {
    /// The label of nodes whose equal values are one domain.
    public var topologyKey: String
    /// How many more pods a domain may hold than the one with the fewest.
    public var maxSkew: Int
    /// With fewer domains than this, the least loaded one counts as empty.
    public var minDomains: Int
    /// Which pods are counted.
    public var selector: LabelSelector
    /// Counts only nodes that the pod's selector and node affinity allow.
    public var honorsNodeAffinity: Bool
    /// Counts only nodes whose taints the pod tolerates.
    public var honorsTaints: Bool

    /// A constraint with the defaults of Kubernetes.
    public init(
      topologyKey: String, maxSkew: Int, minDomains: Int = 1, selector: LabelSelector, honorsNodeAffinity: Bool = true,
      honorsTaints: Bool = false
    ) {
      self.topologyKey = topologyKey
      self.maxSkew = maxSkew
      self.minDomains = minDomains
      self.selector = selector
      self.honorsNodeAffinity = honorsNodeAffinity
      self.honorsTaints = honorsTaints
    }
  }

  /// How many of some pods may be disrupted at a time.
  public struct DisruptionBudget: Sendable, Equatable {
    /// Of its pods.
    public var namespace: String
    /// Unique in its namespace.
    public var name: String
    /// Which pods it protects.
    public var selector: LabelSelector
    /// How many of its pods may be moved or evicted now.
    public var disruptionsAllowed: Int

    /// A budget by its parts.
    public init(namespace: String, name: String, selector: LabelSelector, disruptionsAllowed: Int) {
      self.namespace = namespace
      self.name = name
      self.selector = selector
      self.disruptionsAllowed = disruptionsAllowed
    }
  }

  /// Pods of which at least `minMember` run, or none is placed.
  public struct PodGroup: Sendable, Equatable {
    /// Of its pods.
    public var namespace: String
    /// As pods name it.
    public var name: String
    /// How many must run together.
    public var minMember: Int

    /// A group by its parts.
    public init(namespace: String, name: String, minMember: Int) {
      self.namespace = namespace
      self.name = name
      self.minMember = minMember
    }
  }

  /// At most so many pods are moved or evicted in a plan; nil for no limit.
  public struct EvictionLimits: Sendable, Equatable {
    /// Of the whole plan.
    public var perPlan: Int?
    /// Of the pods of a node.
    public var perNode: Int?
    /// Of the pods of one owner.
    public var perOwner: Int?
    /// Of the pods of a namespace.
    public var perNamespace: Int?

    /// No limits.
    public init() {}
  }
}
