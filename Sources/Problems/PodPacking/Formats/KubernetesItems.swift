/// The objects of one or several files or answers, by kind; lists are taken apart and kinds that do not matter skipped.
package struct KubernetesItems {
  package var nodes: [KubernetesObjects.Node] = []
  package var pods: [KubernetesObjects.Pod] = []
  package var budgets: [KubernetesObjects.DisruptionBudget] = []
  package var priorityClasses: [KubernetesObjects.PriorityClass] = []
  package var namespaces: [KubernetesObjects.Namespace] = []

  package init() {}

  /// All keys that `KubernetesObjects` reads.
  static let pruning = JSONPruning(
    keys: [
      "kind", "items", "metadata", "spec", "status", "name", "namespace", "uid", "annotations",
      "kubernetes.io/config.mirror", "cluster-autoscaler.kubernetes.io/safe-to-evict", "ownerReferences", "controller",
      "deletionTimestamp", "unschedulable", "taints", "key", "value", "effect", "operator", "nodeName", "hostNetwork",
      "priority", "priorityClassName", "affinity", "tolerations", "topologySpreadConstraints", "containers",
      "initContainers", "resources", "schedulingGates", "phase", "containerStatuses", "initContainerStatuses", "ports",
      "restartPolicy", "containerPort", "hostPort", "hostIP", "protocol", "nodeAffinity", "podAffinity",
      "podAntiAffinity", "requiredDuringSchedulingIgnoredDuringExecution", "nodeSelectorTerms", "matchExpressions",
      "matchFields", "values", "labelSelector", "namespaces", "namespaceSelector", "topologyKey", "matchLabelKeys",
      "mismatchLabelKeys", "maxSkew", "whenUnsatisfiable", "minDomains", "nodeAffinityPolicy", "nodeTaintsPolicy",
      "selector", "minAvailable", "maxUnavailable", "disruptionsAllowed", "globalDefault",
    ],
    maps: [
      "labels", "allocatable", "capacity", "nodeSelector", "overhead", "requests", "limits", "allocatedResources",
      "matchLabels",
    ])

  mutating func append(_ document: Document) {
    nodes += document.items.nodes
    pods += document.items.pods
    budgets += document.items.budgets
    priorityClasses += document.items.priorityClasses
    namespaces += document.items.namespaces
  }

  /// One JSON or YAML document: an object or a list of them.
  struct Document: Decodable {
    fileprivate(set) var items = KubernetesItems()
    /// Whether it says what it is, as every object of the API does.
    private(set) var isKubernetes = true

    private enum CodingKeys: String, CodingKey { case kind, items }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      guard let kind = try container.decodeIfPresent(String.self, forKey: .kind) else {
        isKubernetes = false
        return
      }
      switch kind {
      case "List":
        for item in try container.decodeIfPresent([Document].self, forKey: .items) ?? [] { items.append(item) }
      case "NodeList":
        items.nodes = try container.decodeIfPresent([KubernetesObjects.Node].self, forKey: .items) ?? []
      case "PodList":
        items.pods = try container.decodeIfPresent([KubernetesObjects.Pod].self, forKey: .items) ?? []
      case "PodDisruptionBudgetList":
        items.budgets = try container.decodeIfPresent([KubernetesObjects.DisruptionBudget].self, forKey: .items) ?? []
      case "PriorityClassList":
        items.priorityClasses =
          try container.decodeIfPresent([KubernetesObjects.PriorityClass].self, forKey: .items) ?? []
      case "NamespaceList":
        items.namespaces = try container.decodeIfPresent([KubernetesObjects.Namespace].self, forKey: .items) ?? []
      case "Node": items.nodes = [try KubernetesObjects.Node(from: decoder)]
      case "Pod": items.pods = [try KubernetesObjects.Pod(from: decoder)]
      case "PodDisruptionBudget": items.budgets = [try KubernetesObjects.DisruptionBudget(from: decoder)]
      case "PriorityClass": items.priorityClasses = [try KubernetesObjects.PriorityClass(from: decoder)]
      case "Namespace": items.namespaces = [try KubernetesObjects.Namespace(from: decoder)]
      default: break
      }
    }
  }
}
