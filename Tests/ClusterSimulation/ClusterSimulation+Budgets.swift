import APIServerDouble

/// A budget as its controller sees it.
struct Budget: Sendable {
  let namespace: String
  let name: String
  let spec: JSONTree
  let generation: Int
  let labels: [String: String]

  /// Selectors of the simulated clusters are labels that must be equal.
  func matches(_ pod: SimulatedPod) -> Bool {
    pod.namespace == namespace && labels.allSatisfy { pod.labels[$0.key] == $0.value }
  }

  /// How many must be healthy.
  func desired(of expected: Int) -> Int {
    if let amount = spec["minAvailable"] { return Self.resolved(amount, of: expected) }
    if let amount = spec["maxUnavailable"] { return max(0, expected - Self.resolved(amount, of: expected)) }
    return 0
  }

  /// Percentages are rounded up.
  private static func resolved(_ amount: JSONTree, of expected: Int) -> Int {
    if let text = amount.text, text.hasSuffix("%"), let percent = Int(text.dropLast()) {
      return (percent * expected + 99) / 100
    }
    return amount.integer ?? 0
  }
}

/// The disruption controller.
extension ClusterSimulation {
  /// Seconds after which a pod that was to be evicted and is still there counts again.
  private static let disruptionTime = 120.0

  func take(budget change: ObjectTable.Change) {
    let value = change.object.value
    if change.kind == .deleted {
      budgets[change.object.key] = nil
      return
    }
    budgets[change.object.key] = Budget(
      namespace: change.object.namespace, name: change.object.name, spec: value["spec"] ?? [:],
      generation: value["metadata", "generation"]?.integer ?? 1,
      labels: value["spec", "selector", "matchLabels"]?.texts ?? [:])
    dirtyBudgets.insert(change.object.key)
  }

  func noteBudgets(of pod: SimulatedPod) {
    for (key, budget) in budgets where budget.matches(pod) { dirtyBudgets.insert(key) }
  }

  func runBudgets() {
    let dirty = dirtyBudgets
    dirtyBudgets = []
    if dirty.isEmpty { return }
    let byNamespace = Dictionary(grouping: pods.values, by: \.namespace)
    for key in dirty.sorted() {
      guard let budget = budgets[key] else { continue }
      let matching = (byNamespace[budget.namespace] ?? []).filter { budget.matches($0) && $0.phase != "Succeeded" }
      let owners = Set(matching.compactMap(\.owner))
      let expected = owners.reduce(matching.count { $0.owner == nil }) { $0 + (sets[$1]?.replicas ?? 0) }
      let byName = Dictionary(matching.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
      server.modify(.budgets, budget.namespace, budget.name) { object in
        let disrupted = (object["status", "disruptedPods"]?.texts ?? [:]).filter { name, time in
          guard let pod = byName[name], !pod.isLeaving else { return false }
          return APITime.now - (APITime.seconds(time) ?? 0) < Self.disruptionTime
        }
        let healthy = matching.count { $0.isReady && !$0.isLeaving && disrupted[$0.name] == nil }
        let desired = budget.desired(of: expected)
        object["status", "expectedPods"] = JSONTree(expected)
        object["status", "currentHealthy"] = JSONTree(healthy)
        object["status", "desiredHealthy"] = JSONTree(desired)
        object["status", "disruptionsAllowed"] = JSONTree(expected == 0 ? 0 : max(0, healthy - desired))
        object["status", "disruptedPods"] = disrupted.isEmpty ? nil : JSONTree(disrupted)
        object["status", "observedGeneration"] = JSONTree(budget.generation)
        return true
      }
    }
  }
}
