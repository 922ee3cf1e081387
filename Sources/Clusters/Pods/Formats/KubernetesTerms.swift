/// Selectors, affinities, tolerations and spreads from the API's form into the snapshot's.
///
/// Words that are not known are noted where they are read. Here they ask nothing, so that a selector with one selects
/// more and not less: pods that a rule of a fixed pod keeps off are kept off all the same.
enum KubernetesTerms {
  /// - Returns: nil for an effect that is not there, or not known.
  static func effect(_ word: String) -> ClusterSnapshot.Taint.Effect? {
    switch word {
    case "NoSchedule": .noSchedule
    case "PreferNoSchedule": .preferNoSchedule
    case "NoExecute": .noExecute
    default: nil
    }
  }

  /// - Returns: nil for one that has a word that is not known, and so may tolerate nothing.
  static func toleration(_ object: KubernetesObjects.Toleration) -> ClusterSnapshot.Toleration? {
    let word = object.effect ?? ""
    let effect = effect(word)
    if effect == nil, !word.isEmpty { return nil }
    let key = object.key.flatMap { $0.isEmpty ? nil : $0 }
    switch object.operator ?? "" {
    case "Exists": return ClusterSnapshot.Toleration(key: key, effect: effect)
    case "", "Equal": return ClusterSnapshot.Toleration(key: key, value: object.value ?? "", effect: effect)
    default: return nil
    }
  }

  static func nodeTerm(_ object: KubernetesObjects.NodeTerm) -> NodeSelectorTerm {
    NodeSelectorTerm(
      labels: requirements(object.matchExpressions, forNodes: true),
      fields: requirements(object.matchFields, forNodes: true))
  }

  /// - Returns: a selector that selects nothing where there is none.
  static func selector(_ object: KubernetesObjects.Selector?) -> LabelSelector {
    guard let object else { return .nothing }
    var selector = LabelSelector(matching: object.matchLabels ?? [:])
    selector.requirements += requirements(object.matchExpressions, forNodes: false)
    return selector
  }

  /// - Parameter isCertain: whether everything in the pod's specification is known; else what the term does not say
  ///   may be said in words that are not, and counts as everything.
  static func affinityTerm(
    _ object: KubernetesObjects.AffinityTerm, of pod: ClusterSnapshot.Pod, isCertain: Bool = true
  ) -> ClusterSnapshot.AffinityTerm {
    var selector = isCertain || object.labelSelector != nil ? selector(object.labelSelector) : LabelSelector([])
    selector.requirements += labels(object.matchLabelKeys, of: pod, .isIn)
    selector.requirements += labels(object.mismatchLabelKeys, of: pod, .isNotIn)
    let named = Set(object.namespaces ?? [])
    let others = isCertain ? object.namespaceSelector.map { Self.selector($0) } : LabelSelector([])
    return ClusterSnapshot.AffinityTerm(
      topologyKey: object.topologyKey, selector: selector,
      namespaces: named.isEmpty && others == nil ? [pod.namespace] : named, namespaceSelector: others)
  }

  static func spread(
    _ object: KubernetesObjects.SpreadConstraint, of pod: ClusterSnapshot.Pod
  ) -> ClusterSnapshot.SpreadConstraint {
    var selector = selector(object.labelSelector)
    selector.requirements += labels(object.matchLabelKeys, of: pod, .isIn)
    return ClusterSnapshot.SpreadConstraint(
      topologyKey: object.topologyKey, maxSkew: min(max(1, object.maxSkew), Int(Int32.max)),
      minDomains: min(max(1, object.minDomains ?? 1), Int(Int32.max)), selector: selector,
      honorsNodeAffinity: object.nodeAffinityPolicy != "Ignore",
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
  ) -> [LabelSelector.Requirement] {
    (objects ?? []).compactMap { object in
      guard let operation = LabelSelector.Requirement.Operator(rawValue: object.operator),
        forNodes || operation != .greater && operation != .less
      else { return nil }
      return LabelSelector.Requirement(object.key, operation, object.values ?? [])
    }
  }
}
