extension ClusterSnapshot {
  /// Why a cluster cannot be changed so, in words.
  public struct ChangeFailure: Error, CustomStringConvertible, Sendable {
    public let description: String
    init(_ text: String) { description = text }
  }

  /// Adds empty nodes, ready and open, each with the pods of the DaemonSets that would run there.
  ///
  /// - Returns: their names, `new-1` and so on.
  /// - Throws: `ChangeFailure` where there is no node to copy.
  @discardableResult
  public mutating func add(_ shape: NodeShape, count: Int) throws(ChangeFailure) -> [String] {
    var node: Node
    switch shape.kind {
    case .made(let made): node = made
    case .copy(let name):
      guard let original = nodes.first(where: { $0.name == name }) else {
        throw ChangeFailure("there is no node '\(name)' to copy")
      }
      node = original
      node.isUnschedulable = false
      node.notDestination = nil
      // What the node's state put there goes with the state.
      node.taints.removeAll { $0.key.hasPrefix("node.kubernetes.io/") }
    }
    let daemons = daemonTemplates
    var known = Set(nodes.map(\.name))
    var names: [String] = []
    var number = 1
    for _ in 0..<count {
      while !known.insert("new-\(number)").inserted { number += 1 }
      node.name = "new-\(number)"
      node.labels[Self.hostname] = node.name
      nodes.append(node)
      names.append(node.name)
      pods += daemons.compactMap { $0.pod(on: node) }
    }
    return names
  }

  /// Takes nodes away. Their pods wait for a place, as their controllers make them anew; those of DaemonSets, static
  /// ones, those that end, and those without a controller are gone.
  ///
  /// - Returns: the pods that are gone for good, though nobody meant them to be.
  /// - Throws: `ChangeFailure` where there is no such node.
  public mutating func remove(nodes names: Set<String>) throws(ChangeFailure) -> [String] {
    for name in names.sorted() where !nodes.contains(where: { $0.name == name }) {
      throw ChangeFailure("there is no node '\(name)' to remove")
    }
    nodes.removeAll { names.contains($0.name) }
    var lost: [String] = []
    var kept: [Pod] = []
    for var pod in pods {
      if let node = pod.nodeName, names.contains(node) {
        let reasons = Set(pod.reasonsToStay)
        if reasons.contains(.bare) { lost.append(pod.label) }
        if !reasons.isDisjoint(with: [.daemonSet, .mirror, .terminating, .bare]) { continue }
        pod.nodeName = nil
        pod.reasonsToStay = []
      }
      kept.append(pod)
    }
    pods = kept
    return lost
  }

  /// Takes away the pods of a workload: `deployment/web`, `shop/statefulset/db`, `pod/web-1`, `namespace/shop`.
  ///
  /// - Returns: how many.
  /// - Throws: `ChangeFailure` where the text is no workload, or there are no such pods.
  public mutating func remove(workload text: String) throws(ChangeFailure) -> Int {
    let words = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard (2...3).contains(words.count), !words.contains("") else {
      throw ChangeFailure("'\(text)' is no workload; one is deployment/web, or shop/deployment/web of a namespace")
    }
    let namespace = words.count == 3 ? words[0] : nil
    let (kind, name) = (words[words.count - 2].lowercased(), words[words.count - 1])
    guard Self.workloadKinds.contains(kind) else {
      throw ChangeFailure(
        "'\(text)': there is no kind '\(kind)'; there are \(Self.workloadKinds.sorted().joined(separator: ", "))")
    }
    let before = pods.count
    pods.removeAll { pod in
      (namespace == nil || pod.namespace == namespace) && pod.belongs(to: kind, name)
    }
    guard pods.count < before else { throw ChangeFailure("there are no pods of '\(text)'") }
    return before - pods.count
  }

  private static let hostname = "kubernetes.io/hostname"
  private static let workloadKinds: Set = [
    "deployment", "replicaset", "statefulset", "daemonset", "job", "cronjob", "replicationcontroller", "pod",
    "namespace",
  ]
}

extension ClusterSnapshot.Pod {
  /// Whether the pod is of a workload; deployments and cron jobs own theirs through an object whose name they begin.
  fileprivate func belongs(to kind: String, _ name: String) -> Bool {
    if kind == "pod" { return self.name == name }
    if kind == "namespace" { return namespace == name }
    let words = owner?.split(separator: " ", maxSplits: 1).map(String.init) ?? []
    guard words.count == 2 else { return false }
    if words[0].lowercased() == kind, words[1] == name { return true }
    let through = ["deployment": "ReplicaSet", "cronjob": "Job"]
    guard through[kind] == words[0], words[1].hasPrefix(name + "-") else { return false }
    return !words[1].dropFirst(name.count + 1).contains("-")
  }
}

extension ClusterSnapshot {
  /// A pod of each DaemonSet, as it would be on any node.
  private var daemonTemplates: [DaemonTemplate] {
    var known: Set<[String]> = []
    return pods.compactMap { pod in
      guard pod.nodeName != nil, pod.immovable == .daemonSet, let owner = pod.owner,
        known.insert([pod.namespace, owner]).inserted
      else { return nil }
      return DaemonTemplate(pod)
    }
  }

  private struct DaemonTemplate {
    private var template: Pod
    /// Of its affinity, what is not the name of its node.
    private let terms: [[LabelSelector.Requirement]]

    init(_ pod: Pod) {
      template = pod
      terms = pod.nodeAffinity?.map(\.labels) ?? []
    }

    /// Its pod on a node; nil where the DaemonSet has none there.
    func pod(on node: Node) -> Pod? {
      guard template.nodeSelector.allSatisfy({ node.labels[$0.key] == $0.value }),
        terms.isEmpty || terms.contains(where: { $0.allSatisfy { $0.accepts(node.labels[$0.key]) } }),
        node.taints.allSatisfy({ taint in
          taint.effect == .preferNoSchedule || template.tolerations.contains { $0.tolerates(taint) }
        })
      else { return nil }
      var pod = template
      pod.name = "\(template.owner?.split(separator: " ").last.map(String.init) ?? template.name)-\(node.name)"
      pod.uid = nil
      pod.nodeName = node.name
      pod.nodeAffinity = [NodeSelectorTerm(fields: [.init("metadata.name", .isIn, [node.name])])]
      return pod
    }
  }
}
