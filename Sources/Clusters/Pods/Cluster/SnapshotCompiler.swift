import Solving

extension ClusterSnapshot {
  /// The snapshot as numbers. Pods on nodes that the snapshot does not have are left out.
  ///
  /// - Throws: `InvalidInstance` for names that occur twice, or sums that could leave 64 bits.
  /// - Complexity: O(pods · resources + distinct node rules · nodes + distinct terms · distinct label sets).
  public func compiled(
    scoring softScore: PodPacking.SoftScore? = nil
  ) throws(InvalidInstance) -> PodPacking.Instance {
    var compiler = try SnapshotCompiler(self)
    try compiler.compile()
    compiler.parts.softScore = softScore
    return PodPacking.Instance(compiler.parts)
  }
}

/// Turns a snapshot into the tables of an instance, step by step: what is fixed, resources, node sets, constraints.
struct SnapshotCompiler {
  let snapshot: ClusterSnapshot
  var parts = PodPacking.InstanceParts()
  /// The node by pod of the snapshot; nil while it is pending.
  let nodeOfPod: [Int?]
  /// Pods of the snapshot that are on a node it has, or pending.
  let present: [Int]
  var columns: ResourceColumns
  var labelClasses: LabelClasses
  /// Why a pod of the snapshot must stay; nil where it need not.
  var fixedReason: [String?]
  /// The index among the pods of the instance, by pod of the snapshot; -1 for others.
  var podIndex: [Int32]

  init(_ snapshot: ClusterSnapshot) throws(InvalidInstance) {
    self.snapshot = snapshot
    guard !snapshot.nodes.isEmpty else {
      throw InvalidInstance(
        "there must be at least one node, found none and \(snapshot.pods.count) pods "
          + "(kubectl get nodes,pods -A -o json has both)")
    }
    var nodeIndex: [String: Int] = [:]
    for (index, node) in snapshot.nodes.enumerated() where nodeIndex.updateValue(index, forKey: node.name) != nil {
      throw InvalidInstance("there are two nodes '\(node.name)'")
    }
    var names = Set<String>(minimumCapacity: snapshot.pods.count)
    for pod in snapshot.pods where !names.insert(pod.label).inserted {
      throw InvalidInstance("there are two pods '\(pod.label)'")
    }
    nodeOfPod = snapshot.pods.map { pod in pod.nodeName.flatMap { nodeIndex[$0] } }
    let nodeOfPod = nodeOfPod
    present = snapshot.pods.indices.filter { number in
      snapshot.pods[number].nodeName == nil ? snapshot.pods[number].notPlanned == nil : nodeOfPod[number] != nil
    }
    fixedReason = Array(repeating: nil, count: snapshot.pods.count)
    podIndex = Array(repeating: -1, count: snapshot.pods.count)
    columns = try ResourceColumns(snapshot, pods: present)
    labelClasses = LabelClasses(snapshot, pods: present)
    parts.name = snapshot.name
    parts.snapshot = snapshot
    parts.nodeNames = snapshot.nodes.map(\.name)
  }

  mutating func compile() throws(InvalidInstance) {
    findFixedPods()
    numberPods()
    try columns.fill(&parts, nodeOfPod: nodeOfPod, podIndex: podIndex)
    var filters = NodeFilters(snapshot)
    var coupling = CouplingCompiler(snapshot, parts, podIndex, nodeOfPod, present, labelClasses)
    coupling.compile(&filters)
    coupling.finish(&filters, &parts)
    compilePlanningRules()
  }

  /// Pods that must stay by themselves, through a budget, or because their node holds more than it has.
  private mutating func findFixedPods() {
    for pod in present where nodeOfPod[pod] != nil {
      if let reason = snapshot.pods[pod].immovable { fixedReason[pod] = reason.rawValue }
      if snapshot.pods[pod].podGroup != nil {
        fixedReason[pod] = fixedReason[pod] ?? "a member of a pod group that runs"
      }
    }
    var budgetOfPod = [Int?](repeating: nil, count: snapshot.pods.count)
    for (index, budget) in snapshot.disruptionBudgets.enumerated() {
      let namespaces = { (namespace: String) in namespace == budget.namespace }
      for pod in labelClasses.pods(matching: budget.selector, in: namespaces) where nodeOfPod[pod] != nil {
        if let other = budgetOfPod[pod] {
          fixedReason[pod] = fixedReason[pod] ?? "in two disruption budgets, which no eviction may touch"
          _ = other
        } else if budget.disruptionsAllowed <= 0 {
          fixedReason[pod] = fixedReason[pod] ?? "the disruption budget '\(budget.name)' is used up"
        }
        budgetOfPod[pod] = index
      }
    }
    for node in columns.overcommittedNodes(nodeOfPod: nodeOfPod) {
      for pod in present where nodeOfPod[pod] == node {
        fixedReason[pod] = fixedReason[pod] ?? "its node holds more than it has"
      }
    }
    var members = [[Int]](repeating: [], count: snapshot.disruptionBudgets.count)
    for pod in present where fixedReason[pod] == nil {
      if let budget = budgetOfPod[pod] { members[budget].append(pod) }
    }
    budgetMembers = members
  }

  /// Movable running pods by budget.
  private var budgetMembers: [[Int]] = []

  private mutating func numberPods() {
    let open = present.filter { fixedReason[$0] == nil }
    for (index, pod) in open.enumerated() { podIndex[pod] = Int32(index) }
    parts.podNames = open.map { snapshot.pods[$0].label }
    parts.snapshotPod = open.map(Int32.init)
    parts.currentNode = open.map { Int32(nodeOfPod[$0] ?? -1) }
    parts.priorities = Set(present.map { snapshot.pods[$0].priority }).sorted(by: >)
    var level: [Int: Int32] = [:]
    for (index, priority) in parts.priorities.enumerated() { level[priority] = Int32(index) }
    parts.priorityLevel = open.map { level[snapshot.pods[$0].priority] ?? 0 }
    parts.holdsFixedWork = Array(repeating: false, count: snapshot.nodes.count)
    for pod in present {
      guard let reason = fixedReason[pod], let node = nodeOfPod[pod] else { continue }
      parts.fixedPods.append(PodPacking.FixedPod(snapshotPod: pod, node: node, reason: reason))
      let immovable = snapshot.pods[pod].immovable
      if immovable != .daemonSet, immovable != .mirror { parts.holdsFixedWork[node] = true }
    }
    parts.budgets = zip(snapshot.disruptionBudgets, budgetMembers).compactMap { budget, members in
      guard budget.disruptionsAllowed < members.count else { return nil }
      return PodPacking.Budget(
        name: budget.name, pods: members.map { podIndex[$0] }, allowed: budget.disruptionsAllowed)
    }
  }
}
