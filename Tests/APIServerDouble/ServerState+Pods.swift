/// The subresources of pods that do something: evictions and bindings.
extension ServerState {
  /// - Throws: 404; 409 where the pod is another one; 429 where its budget has nothing left; 500 where it has two.
  mutating func evict(_ namespace: String, _ name: String, _ body: JSONTree, _ query: [String: String]) throws(APIError)
  {
    let key = StoredObject.key(namespace, name)
    guard let object = tables[ResourceType.pods.path]?.objects[key] else { throw .notFound(.pods, name) }
    if let inBody = body["metadata", "name"]?.text, inBody != name {
      throw .badRequest("name in URL does not match name in Eviction object: \(inBody)")
    }
    var options = DeleteOptions(body["deleteOptions"], query)
    if query["dryRun"] == "All" { options.dryRun = true }
    try options.check(.pods, object)
    let pod = object.value
    let phase = pod["status", "phase"]?.text ?? ""
    let isOver = ["Pending", "Succeeded", "Failed"].contains(phase) || pod["metadata", "deletionTimestamp"] != nil
    if !isOver, let budget = try budget(of: pod, namespace) {
      try spend(budget, on: name, isReady: Self.isReady(pod), dryRun: options.dryRun)
    }
    _ = try delete(.pods, key, options)
  }

  /// - Throws: where more than one budget is for the pod.
  private func budget(of pod: JSONTree, _ namespace: String) throws(APIError) -> StoredObject? {
    let labels = pod["metadata", "labels"]?.texts ?? [:]
    let found = (tables[ResourceType.budgets.path]?.objects.values ?? [:].values).filter { budget in
      guard budget.namespace == namespace else { return false }
      return LabelRequirement.all(of: budget.value["spec", "selector"])?.allSatisfy { $0.holds(for: labels) } ?? false
    }
    if found.count > 1 {
      throw APIError(
        500, "InternalError",
        "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.")
    }
    return found.first
  }

  private mutating func spend(
    _ object: StoredObject, on pod: String, isReady: Bool, dryRun: Bool
  ) throws(APIError) {
    var budget = object.value
    let healthy = budget["status", "currentHealthy"]?.integer ?? 0
    let desired = budget["status", "desiredHealthy"]?.integer ?? 0
    if !isReady {
      if budget["spec", "unhealthyPodEvictionPolicy"]?.text == "AlwaysAllow" { return }
      // A pod that is not ready takes nothing from the budget where the others are enough.
      if healthy >= desired, desired > 0 { return }
    }
    func refusal(_ words: String) -> APIError {
      APIError(
        429, "TooManyRequests", "Cannot evict pod as it would violate the pod's disruption budget.",
        details: ["causes": [["reason": "DisruptionBudget", "message": .text(words)]]],
        retryAfter: evictionRetryAfter)
    }
    if let generation = budget["metadata", "generation"]?.integer,
      budget["status", "observedGeneration"]?.integer ?? 0 < generation
    {
      throw refusal("The disruption budget \(object.name) is still being processed by the server.")
    }
    let allowed = budget["status", "disruptionsAllowed"]?.integer ?? 0
    guard allowed > 0 else {
      throw refusal("The disruption budget \(object.name) needs \(desired) healthy pods and has \(healthy) currently")
    }
    if dryRun { return }
    budget["status", "disruptionsAllowed"] = JSONTree(allowed - 1)
    budget["status", "disruptedPods", pod] = .text(APITime.text())
    commit(ResourceType.budgets.path, object.key, budget)
  }

  static func isReady(_ pod: JSONTree) -> Bool {
    (pod["status", "conditions"]?.elements ?? []).contains {
      $0["type"]?.text == "Ready" && $0["status"]?.text == "True"
    }
  }

  /// - Throws: 404; 409 where the pod has a node, is being deleted, or is another one.
  mutating func bind(_ namespace: String, _ name: String, _ body: JSONTree, dryRun: Bool) throws(APIError) {
    let key = StoredObject.key(namespace, name)
    guard let object = tables[ResourceType.pods.path]?.objects[key] else { throw .notFound(.pods, name) }
    guard let node = body["target", "name"]?.text, !node.isEmpty else {
      throw .badRequest("target.name: Required value")
    }
    if let uid = body["metadata", "uid"]?.text, uid != object.uid {
      throw .conflict(.pods, name, "the UID in the binding is \(uid), and that of the pod \(object.uid)")
    }
    var pod = object.value
    if pod["metadata", "deletionTimestamp"] != nil {
      throw .conflict(.pods, name, "pod \(name) is being deleted, cannot be assigned to a host")
    }
    if let known = pod["spec", "nodeName"]?.text, !known.isEmpty {
      throw .conflict(.pods, name, "pod \(name) is already assigned to node \"\(known)\"")
    }
    if dryRun { return }
    pod["spec", "nodeName"] = .text(node)
    pod.setCondition("PodScheduled", "True")
    commit(ResourceType.pods.path, key, pod)
  }
}

extension JSONTree {
  /// Of `status.conditions`; the time of transition changes with the status only.
  package mutating func setCondition(
    _ type: String, _ status: String, reason: String? = nil, message: String? = nil
  ) {
    var conditions = self["status", "conditions"]?.elements ?? []
    let index = conditions.firstIndex { $0["type"]?.text == type }
    var condition: JSONTree = index.map { conditions[$0] } ?? ["type": .text(type)]
    if condition["status"]?.text != status { condition["lastTransitionTime"] = .text(APITime.text()) }
    condition["status"] = .text(status)
    condition["reason"] = reason.map { .text($0) }
    condition["message"] = message.map { .text($0) }
    if let index { conditions[index] = condition } else { conditions.append(condition) }
    self["status", "conditions"] = .array(conditions)
  }
}
