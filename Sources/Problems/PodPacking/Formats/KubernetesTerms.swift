/// Selectors, affinities, tolerations and spreads from the API's form into the snapshot's.
enum KubernetesTerms {
  /// - Returns: nil for an effect that is not there.
  static func effect(_ word: String) throws(PodPacking.InvalidInstance) -> ClusterSnapshot.Taint.Effect? {
    switch word {
    case "": nil
    case "NoSchedule": .noSchedule
    case "PreferNoSchedule": .preferNoSchedule
    case "NoExecute": .noExecute
    default: throw PodPacking.InvalidInstance("no taint has the effect '\(word)'")
    }
  }

  static func toleration(
    _ object: KubernetesObjects.Toleration
  ) throws(PodPacking.InvalidInstance) -> ClusterSnapshot.Toleration {
    let effect = try effect(object.effect ?? "")
    let key = object.key.flatMap { $0.isEmpty ? nil : $0 }
    switch object.operator ?? "" {
    case "Exists": return ClusterSnapshot.Toleration(key: key, effect: effect)
    case "", "Equal": return ClusterSnapshot.Toleration(key: key, value: object.value ?? "", effect: effect)
    case let word: throw PodPacking.InvalidInstance("a toleration has the operator '\(word)', not Equal or Exists")
    }
  }

  static func nodeTerm(_ object: KubernetesObjects.NodeTerm) throws(PodPacking.InvalidInstance) -> NodeSelectorTerm {
    NodeSelectorTerm(
      labels: try requirements(object.matchExpressions, forNodes: true),
      fields: try requirements(object.matchFields, forNodes: true))
  }

  /// - Returns: a selector that selects nothing where there is none.
  static func selector(
    _ object: KubernetesObjects.Selector?
  ) throws(PodPacking.InvalidInstance) -> LabelSelector {
    guard let object else { return .nothing }
    var selector = LabelSelector(matching: object.matchLabels ?? [:])
    selector.requirements += try requirements(object.matchExpressions, forNodes: false)
    return selector
  }

  static func affinityTerm(
    _ object: KubernetesObjects.AffinityTerm, of pod: ClusterSnapshot.Pod
  ) throws(PodPacking.InvalidInstance) -> ClusterSnapshot.AffinityTerm {
    var selector = try selector(object.labelSelector)
    selector.requirements += labels(object.matchLabelKeys, of: pod, .isIn)
    selector.requirements += labels(object.mismatchLabelKeys, of: pod, .isNotIn)
    let named = Set(object.namespaces ?? [])
    let others = try object.namespaceSelector.map { (item) throws(PodPacking.InvalidInstance) in
      try Self.selector(item)
    }
    return ClusterSnapshot.AffinityTerm(
      topologyKey: object.topologyKey, selector: selector,
      namespaces: named.isEmpty && others == nil ? [pod.namespace] : named, namespaceSelector: others)
  }

  static func spread(
    _ object: KubernetesObjects.SpreadConstraint, of pod: ClusterSnapshot.Pod
  ) throws(PodPacking.InvalidInstance) -> ClusterSnapshot.SpreadConstraint {
    guard object.maxSkew >= 1 else {
      throw PodPacking.InvalidInstance("pod '\(pod.label)' is spread with the skew \(object.maxSkew), below 1")
    }
    var selector = try selector(object.labelSelector)
    selector.requirements += labels(object.matchLabelKeys, of: pod, .isIn)
    return ClusterSnapshot.SpreadConstraint(
      topologyKey: object.topologyKey, maxSkew: object.maxSkew, minDomains: object.minDomains ?? 1,
      selector: selector, honorsNodeAffinity: object.nodeAffinityPolicy != "Ignore",
      honorsTaints: object.nodeTaintsPolicy == "Honor")
  }

  /// The pod's own values of these labels, as requirements; keys that it lacks ask nothing.
  private static func labels(
    _ keys: [String]?, of pod: ClusterSnapshot.Pod, _ operation: LabelSelector.Requirement.Operator
  ) -> [LabelSelector.Requirement] {
    (keys ?? []).compactMap { key in
      pod.labels[key].map { LabelSelector.Requirement(key, operation, [$0]) }
    }
  }

  private static func requirements(
    _ objects: [KubernetesObjects.Requirement]?, forNodes: Bool
  ) throws(PodPacking.InvalidInstance) -> [LabelSelector.Requirement] {
    var result: [LabelSelector.Requirement] = []
    for object in objects ?? [] {
      guard let operation = LabelSelector.Requirement.Operator(rawValue: object.operator),
        forNodes || operation != .greater && operation != .less
      else { throw PodPacking.InvalidInstance("no selector has the operator '\(object.operator)'") }
      result.append(LabelSelector.Requirement(object.key, operation, object.values ?? []))
    }
    return result
  }
}
